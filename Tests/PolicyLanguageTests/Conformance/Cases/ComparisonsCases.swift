extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let comparisons = #"""
        1 == 1 ⇒ true
        1 == 1u ⇒ true
        1 == 1.0 ⇒ true
        1u == 1.0 ⇒ true
        1 == 1.5 ⇒ false
        -1 == 18446744073709551615u ⇒ false
        1 == '1' ⇒ false
        1 != '1' ⇒ true
        null == null ⇒ true
        null == 0 ⇒ false
        null == false ⇒ false
        true == 1 ⇒ false
        0.0 == -0.0 ⇒ true
        0.0 / 0.0 == 0.0 / 0.0 ⇒ false
        0.0 / 0.0 != 0.0 / 0.0 ⇒ true
        0.0 / 0.0 < 1.0 ⇒ false
        0.0 / 0.0 >= 1.0 ⇒ false
        'a' == "a" ⇒ true
        'é' == 'e\u0301' ⇒ false
        'e\u0301' in ['é'] ⇒ false
        {'é': 1, 'e\u0301': 2}['e\u0301'] ⇒ 2
        b'a' == b'a' ⇒ true
        b'a' == 'a' ⇒ false
        [1, 2] == [1.0, 2u] ⇒ true
        [1, 2] == [2, 1] ⇒ false
        [1] == [1, 1] ⇒ false
        [1, 'a'] == [1, 2] ⇒ false
        [[]] == [[]] ⇒ true
        {'a': 1, 'b': 2} == {'b': 2.0, 'a': 1u} ⇒ true
        {1: 'a'} == {1u: 'a'} ⇒ true
        {'a': 1} == {'a': 2} ⇒ false
        {'a': 1} == {'b': 1} ⇒ false
        [1] == {1: 1} ⇒ false
        int == int ⇒ true
        type(1) == int ⇒ true
        type(1) == uint ⇒ false
        1 < 2 ⇒ true
        2 <= 2 ⇒ true
        -1 < 0u ⇒ true
        1u > -1 ⇒ true
        1 < 1.5 ⇒ true
        2u >= 1.5 ⇒ true
        1.5 > 1 ⇒ true
        1 < 9223372036854775808u ⇒ true
        9223372036854775807 < 9223372036854777857.0 ⇒ true
        9223372036854775807 >= 9223372036854775808.0 ⇒ true
        18446744073709551615u < 18446744073709590000.0 ⇒ true
        'a' < 'b' ⇒ true
        'B' < 'a' ⇒ true
        'ab' < 'abc' ⇒ true
        'z' < '数' ⇒ true
        'f' < '\u1EBF' ⇒ true
        '\uFF5E' < '\U0001F600' ⇒ true
        b'a' < b'ab' ⇒ true
        b'\x7f' < b'\xff' ⇒ true
        false < true ⇒ true
        true <= false ⇒ false
        null < null ⇒ !no such overload
        [1] < [2] ⇒ !no such overload
        {1: 1} < {2: 2} ⇒ !no such overload
        1 < '2' ⇒ !no such overload
        int < uint ⇒ !no such overload
        1 == 1 == true ⇒ true
        1 < 2 == true ⇒ true
        """#
}
