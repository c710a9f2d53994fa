extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let strings = #"""
        '有数platform'.startsWith('有数') ⇒ true
        'abc'.startsWith('') ⇒ true
        ''.startsWith('a') ⇒ false
        'abc'.startsWith('abcd') ⇒ false
        'abc'.endsWith('bc') ⇒ true
        'abc'.endsWith('') ⇒ true
        '\U0001F600'.endsWith('\U0001F600') ⇒ true
        'abababc'.contains('ababc') ⇒ true
        'abc'.contains('') ⇒ true
        ''.contains('a') ⇒ false
        'Straße'.contains('aß') ⇒ true
        'é'.contains('e') ⇒ false
        'abc'.startsWith(1) ⇒ !no such overload
        1 .startsWith('a') ⇒ !no such overload
        'abc'.nothing() ⇒ !unsupported
        startsWith('abc', 'a') ⇒ !
        """#
}
