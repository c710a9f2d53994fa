extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let macros = #"""
        [1, 2, 3].all(x, x > 0) ⇒ true
        [1, 2, 3].all(x, x > 1) ⇒ false
        [].all(x, 1 / 0 > 0) ⇒ true
        [1, 0].all(x, 1 / x > 1) ⇒ false
        [0, 1].all(x, 1 / x > 1) ⇒ false
        [0, 1].all(x, 1 / x > 0) ⇒ !division by zero
        [1, 'a'].all(x, x % 2 == 1) ⇒ !no such overload
        [1, 'a'].all(x, x == 2) ⇒ false
        [1, 2, 3].exists(x, x == 3) ⇒ true
        [1, 2, 3].exists(x, x == 4) ⇒ false
        [].exists(x, true) ⇒ false
        [0, 1].exists(x, 1 / x == 1) ⇒ true
        [1, 0].exists(x, 1 / x == 2) ⇒ !division by zero
        [1, 'a', 3].exists(x, x == 'b') ⇒ false
        [1, 2].exists(x, x) ⇒ !no such overload
        [1, 2, 2].exists_one(x, x == 1) ⇒ true
        [1, 2, 2].exists_one(x, x == 2) ⇒ false
        [].exists_one(x, true) ⇒ false
        [1, 1, 0].exists_one(x, 1 / x == 1) ⇒ !division by zero
        [1, 2, 3].filter(x, x % 2 == 1) ⇒ [1, 3]
        [1, 0].filter(x, 1 / x == 1) ⇒ !division by zero
        [1, 2, 3].map(x, x * x) ⇒ [1, 4, 9]
        [1, 2, 3].map(x, x > 1, x * x) ⇒ [4, 9]
        [1, 0].map(x, 1 / x) ⇒ !division by zero
        [1, 0].map(x, x > 0, 1 / x) ⇒ [1]
        {'a': 1, 'b': 2}.exists(k, k == 'b') ⇒ true
        {'a': 1, 'b': 2}.all(k, k == 'b') ⇒ false
        {'a': 1, 'b': 2}.map(k, k + k) ⇒ ["aa", "bb"]
        {'a': 1, 'b': 2}.filter(k, k > 'a') ⇒ ["b"]
        [[1, 2], [3]].map(x, x.map(y, y + size(x))) ⇒ [[3, 4], [4]]
        [1].all(x, [2].all(x, x == 2)) ⇒ true
        {"x": 5} ⊢ [1, 2].map(x, x) + [x] ⇒ [1, 2, 5]
        {"x": 5} ⊢ [1, 2].map(x, .x) ⇒ [5, 5]
        1.all(x, true) ⇒ !
        'abc'.all(x, true) ⇒ !no such overload
        [1].all(1, true) ⇒ !plain name
        [1].all(x.y, true) ⇒ !plain name
        [1].all(x) ⇒ !
        # has()
        has({'a': 1}.a) ⇒ true
        has({'a': 1}.b) ⇒ false
        has({'a': null}.a) ⇒ true
        {"p": {"q": {"r": 1}}} ⊢ has(p.q.r) && !has(p.q.s) ⇒ true
        {"p": {"q": {"r": 1}}} ⊢ has(p.s.r) ⇒ !no such key
        has(1) ⇒ !has()
        has(x) ⇒ !has()
        has(1.a) ⇒ !
        # group(), ours
        [1, 2, 3, 4, 5].group(x, [x % 2]) ⇒ [[1, 3, 5], [2, 4]]
        ['b', 'a', 'b'].group(x, [x]).filter(g, size(g) > 1) ⇒ [["b", "b"]]
        [1, 2, 11, 12].group(x, [x % 10, x > 10]).map(g, size(g)) ⇒ [1, 1, 1, 1]
        [].group(x, [x]) ⇒ []
        [1, 0].group(x, [1 / x]) ⇒ !division by zero
        [1.5].group(x, [x]) ⇒ !no such overload
        [1].group(x, x) ⇒ !list of keys
        """#
}
