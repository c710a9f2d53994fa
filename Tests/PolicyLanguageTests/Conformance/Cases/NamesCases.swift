extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let names = #"""
        x ⇒ !undeclared
        {"x": 1} ⊢ x ⇒ 1
        {"x": 1} ⊢ .x ⇒ 1
        {"x": {"y": 2}} ⊢ x.y ⇒ 2
        {"x.y": 3} ⊢ x.y ⇒ 3
        {"x": {"y": 2}, "x.y": 3} ⊢ x.y ⇒ 3
        {"x": [1, 2.0, "a", true, null, {"k": []}]} ⊢ x ⇒ [1, 2.0, "a", true, null, {"k": []}]
        {"x": 1.0} ⊢ type(x) ⇒ "double"
        {"x": 1} ⊢ type(x) ⇒ "int"
        {"x": true} ⊢ type(x) ⇒ "bool"
        {"x": 18446744073709551615} ⊢ type(x) ⇒ "uint"
        {"x": 1e2} ⊢ x ⇒ 100.0
        {"x": "\u6570\ud83d\ude00\n"} ⊢ x ⇒ "数😀\n"
        {"int": 5} ⊢ int ⇒ 5
        {"a": [0]} ⊢ a[a[a[0]]] ⇒ 0
        {} ⊢ 1 ⇒ 1
        [1] ⊢ 1 ⇒ !object
        {"x": 1, "x": 2} ⊢ x ⇒ !twice
        {"x": 01} ⊢ x ⇒ !JSON
        {"x": 1,} ⊢ x ⇒ !JSON
        {"x": NaN} ⊢ x ⇒ !JSON
        {"x": 99999999999999999999} ⊢ x ⇒ !range
        {"x": "\ud83d"} ⊢ x ⇒ !surrogate
        {"x": 'a'} ⊢ x ⇒ !JSON
        {"x": 1} 2 ⊢ x ⇒ !JSON
        {"x": 1 ⊢ x ⇒ !JSON
        parameter.limit ⇒ !parameter
        """#
}
