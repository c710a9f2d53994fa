extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let literals = #"""
        # Numbers
        7 ⇒ 7
        7u ⇒ 7
        7U ⇒ 7
        0x1F ⇒ 31
        0x1Fu ⇒ 31
        -0x10 ⇒ -16
        -9223372036854775808 ⇒ -9223372036854775808
        9223372036854775807 ⇒ 9223372036854775807
        18446744073709551615u ⇒ 18446744073709551615
        9223372036854775808 ⇒ !range
        18446744073709551616u ⇒ !range
        0x8000000000000000 ⇒ !range
        1.5 ⇒ 1.5
        .5 ⇒ 0.5
        1e3 ⇒ 1000.0
        1.5E-1 ⇒ 0.15
        -2.5e+1 ⇒ -25.0
        1e-324 ⇒ 0.0
        1e999 ⇒ !
        1. ⇒ !
        1a ⇒ !
        # Words
        true ⇒ true
        false ⇒ false
        null ⇒ null
        for ⇒ !reserved
        {"true": false} ⊢ true ⇒ true
        # Texts
        'it' ⇒ "it"
        "it" ⇒ "it"
        '''it's''' ⇒ "it's"
        """say "so" now""" ⇒ "say \"so\" now"
        '\a\b\f\n\r\t\v\\\?\"\'\`' ⇒ "\u0007\u0008\u000c\n\r\t\u000b\\?\"'`"
        '\x41\X42\103' ⇒ "ABC"
        '\u6570\U0001F600' ⇒ "数😀"
        r'\n\x41' ⇒ "\\n\\x41"
        R"\d+" ⇒ "\\d+"
        '\q' ⇒ !escape
        '\400' ⇒ !escape
        '\x4' ⇒ !digits
        '\u12' ⇒ !digits
        '\ud83d' ⇒ !character
        '\U00110000' ⇒ !character
        'open ⇒ !quote
        '有数' ⇒ "有数"
        # Bytes
        b'abc' ⇒ "YWJj"
        b'' ⇒ ""
        B'\xff\377' ⇒ "//8="
        b'ÿ' ⇒ "w78="
        br'\n' ⇒ "XG4="
        b'''a'b''' ⇒ "YSdi"
        # Lists and maps
        [] ⇒ []
        [1, 2,] ⇒ [1, 2]
        [,] ⇒ !
        {} ⇒ {}
        {'a': 1, 2: 'b', true: null,} ⇒ {"a": 1, "2": "b", "true": null}
        {1: 1, 1: 2} ⇒ !repeated
        {1: 1, 1u: 2} ⇒ !repeated
        {1.5: 1} ⇒ !key
        {null: 1} ⇒ !key
        # Blanks and remarks
        1 // one ⇒ 1
        	1	+ 2 ⇒ 3
        # What is left out
        Person{} ⇒ !unsupported
        a.b.Person{name: 'x'} ⇒ !unsupported
        .google.protobuf.Int32Value{value: 1} ⇒ !unsupported
        {'a': 1}.?b ⇒ !unsupported
        [1][?0] ⇒ !unsupported
        [?1] ⇒ !unsupported
        {?'a': 1} ⇒ !unsupported
        """#
}
