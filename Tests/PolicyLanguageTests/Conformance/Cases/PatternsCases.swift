extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let patterns = #"""
        # Search, not whole match
        'hubba'.matches('ubb') ⇒ true
        matches('hubba', 'ubb') ⇒ true
        'hubba'.matches('^ubb') ⇒ false
        'hubba'.matches('^hub') ⇒ true
        'hubba'.matches('bba$') ⇒ true
        'hubba'.matches('^hubba$') ⇒ true
        ''.matches('') ⇒ true
        'abc'.matches('') ⇒ true
        ''.matches('^$') ⇒ true
        'abc'.matches('\\Aabc\\z') ⇒ true
        # Sets
        'grey'.matches('gr(a|e)y') ⇒ true
        'gruy'.matches('gr[ae]y') ⇒ false
        'a-b'.matches('^[a\\-]-b$') ⇒ true
        'a]b'.matches('a[]]b') ⇒ true
        'a^b'.matches('a[\\^]b') ⇒ true
        'axb'.matches('a[^0-9]b') ⇒ true
        'a5b'.matches('a[^0-9]b') ⇒ false
        'a b'.matches('a\\sb') ⇒ true
        'a1'.matches('^\\w\\d$') ⇒ true
        '数1'.matches('^\\w\\d$') ⇒ false
        '有数'.matches('^\\p{Han}+$') ⇒ true
        '有数A'.matches('^\\p{Han}+$') ⇒ false
        'éa'.matches('^\\pL+$') ⇒ true
        'A'.matches('^\\p{Lu}$') ⇒ true
        'A'.matches('^\\P{Lu}$') ⇒ false
        'A1'.matches('^[[:alpha:]][[:digit:]]$') ⇒ true
        '٣'.matches('^\\d$') ⇒ false
        # Repetitions
        'banana'.matches('^ba(na)*$') ⇒ true
        'banana'.matches('^ba(na){2}$') ⇒ true
        'banana'.matches('^ba(na){3}$') ⇒ false
        'aaa'.matches('^a{2,}$') ⇒ true
        'aaa'.matches('^a{1,2}$') ⇒ false
        'aaa'.matches('^a{,2}$') ⇒ false
        'a{,2}'.matches('^a{,2}$') ⇒ true
        'ab'.matches('^a??b$') ⇒ true
        'ab'.matches('^a*?b+?$') ⇒ true
        '\U0001F600\U0001F600'.matches('^.{2}$') ⇒ true
        # Flags and assertions
        'ABC'.matches('(?i)abc') ⇒ true
        'ABC'.matches('(?i:a)bc') ⇒ false
        'Abc'.matches('(?i:a)bc') ⇒ true
        'a\nb'.matches('a.b') ⇒ false
        'a\nb'.matches('(?s)a.b') ⇒ true
        'a\nb'.matches('^b$') ⇒ false
        'a\nb'.matches('(?m)^b$') ⇒ true
        'a bc d'.matches('\\bbc\\b') ⇒ true
        'abcd'.matches('\\bbc\\b') ⇒ false
        'abcd'.matches('a\\Bb') ⇒ true
        'a.b'.matches('^\\Qa.b\\E$') ⇒ true
        'axb'.matches('^\\Qa.b\\E$') ⇒ false
        'aé'.matches('^\\x61\\x{e9}$') ⇒ true
        'ab'.matches('(?P<name>a)(?:b)') ⇒ true
        # Hostile patterns take no longer
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$') ⇒ false
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('^(a?){40}a{40}$') ⇒ true
        'x'.matches('(x*)*y') ⇒ false
        # What is none
        'a'.matches('(') ⇒ !regular expression
        'a'.matches(')') ⇒ !regular expression
        'a'.matches('[') ⇒ !regular expression
        'a'.matches('*') ⇒ !regular expression
        'a'.matches('a**') ⇒ !regular expression
        'a'.matches('a{2}{3}') ⇒ !regular expression
        'a'.matches('[z-a]') ⇒ !regular expression
        'a'.matches('(a)\\1') ⇒ !unsupported
        'a'.matches('(?=a)') ⇒ !unsupported
        'a'.matches('a{1001}') ⇒ !regular expression
        'a'.matches('((a{1000}){1000})') ⇒ !too large
        'a'.matches('\\p{Klingon}') ⇒ !class
        'a'.matches('\\') ⇒ !regular expression
        """#
}
