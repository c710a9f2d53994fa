extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let operators = #"""
        1 + 2 * 3 ⇒ 7
        (1 + 2) * 3 ⇒ 9
        7 - 3 - 2 ⇒ 2
        2 * 3 % 4 ⇒ 2
        -7 / 2 ⇒ -3
        7 / -2 ⇒ -3
        -7 % 2 ⇒ -1
        7 % -2 ⇒ 1
        --7 ⇒ 7
        ---7 ⇒ -7
        -(7) ⇒ -7
        7u - 2u ⇒ 5
        7u / 2u ⇒ 3
        7u % 2u ⇒ 1
        1 / 0 ⇒ !division by zero
        1 % 0 ⇒ !modulus by zero
        1u / 0u ⇒ !division by zero
        9223372036854775807 + 1 ⇒ !overflow
        -9223372036854775808 - 1 ⇒ !overflow
        -(-9223372036854775808) ⇒ !overflow
        -9223372036854775808 * -1 ⇒ !overflow
        -9223372036854775808 / -1 ⇒ !overflow
        -9223372036854775808 % -1 ⇒ !overflow
        4611686018427387904 * 2 ⇒ !overflow
        0u - 1u ⇒ !overflow
        18446744073709551615u + 1u ⇒ !overflow
        -(1u) ⇒ !no such overload
        -1u ⇒ !no such overload
        -true ⇒ !no such overload
        1 + 1u ⇒ !no such overload
        1 + 1.0 ⇒ !no such overload
        1 + '1' ⇒ !no such overload
        1.5 + 2.25 ⇒ 3.75
        1.0 / 4.0 ⇒ 0.25
        1.0 / 0.0 ⇒ "Infinity"
        -1.0 / 0.0 ⇒ "-Infinity"
        0.0 / 0.0 ⇒ "NaN"
        1.5 % 1.0 ⇒ !no such overload
        1e308 * 10.0 ⇒ "Infinity"
        -(0.0) ⇒ -0.0
        'a' + 'b' ⇒ "ab"
        b'a' + b'b' ⇒ "YWI="
        [1] + ['a'] ⇒ [1, "a"]
        'a' + b'b' ⇒ !no such overload
        !true ⇒ false
        !!true ⇒ true
        !1 ⇒ !no such overload
        true ? 1 : 'a' ⇒ 1
        false ? 1 : true ? 2 : 3 ⇒ 2
        1 ? 2 : 3 ⇒ !no such overload
        1 / 0 > 0 ? 1 : 2 ⇒ !division by zero
        true ? 1 : 1 / 0 ⇒ 1
        """#
}
