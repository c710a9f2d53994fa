extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let listsAndMaps = #"""
        [7, 8][0] ⇒ 7
        [7, 8][1u] ⇒ 8
        [7, 8][1.0] ⇒ 8
        [7, 8][0.5] ⇒ !invalid_argument
        [7, 8][2] ⇒ !out of range
        [7, 8][-1] ⇒ !out of range
        [7, 8]['a'] ⇒ !no such overload
        [][0] ⇒ !out of range
        [9223372036854775807][9223372036854775807] ⇒ !out of range
        [[1, 2], [3]][0][1] ⇒ 2
        {'a': 1}['a'] ⇒ 1
        {'a': 1}.a ⇒ 1
        {'a': 1}['b'] ⇒ !no such key
        {'a': 1}.b ⇒ !no such key
        {1: 'x'}[1] ⇒ "x"
        {1: 'x'}[1u] ⇒ "x"
        {1u: 'x'}[1] ⇒ "x"
        {1: 'x'}[1.0] ⇒ "x"
        {1: 'x'}[1.5] ⇒ !no such key
        {-1: 'x'}[-1.0] ⇒ "x"
        {true: 'x'}[true] ⇒ "x"
        {'a': {'b': [1, {'c': 'deep'}]}}.a.b[1].c ⇒ "deep"
        {'if': 1}.if ⇒ 1
        {'a-b': 1}.`a-b` ⇒ 1
        {'in': 1}.in ⇒ !
        2 in [1, 2] ⇒ true
        2.0 in [1, 2] ⇒ true
        2u in [1, 2] ⇒ true
        '2' in [1, 2] ⇒ false
        2 in [] ⇒ false
        'a' in {'a': 1} ⇒ true
        1 in {1u: 1} ⇒ true
        'b' in {'a': 1} ⇒ false
        1 in 1 ⇒ !no such overload
        size([1, 2]) ⇒ 2
        [1, 2].size() ⇒ 2
        size({'a': 1}) ⇒ 1
        size('有数😀') ⇒ 3
        '有数'.size() ⇒ 2
        size(b'\xff\xff') ⇒ 2
        size(1) ⇒ !no such overload
        size([1], [2]) ⇒ !
        1.a ⇒ !
        1 .a ⇒ !no such overload
        """#
}
