extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let logic = #"""
        true && true ⇒ true
        true && false ⇒ false
        false || false ⇒ false
        false || true ⇒ true
        # The side that decides, decides
        false && 1 / 0 > 0 ⇒ false
        1 / 0 > 0 && false ⇒ false
        true || 1 / 0 > 0 ⇒ true
        1 / 0 > 0 || true ⇒ true
        'x' && false ⇒ false
        1 || true ⇒ true
        nothing || true ⇒ true
        nothing() || true ⇒ true
        nothing.at.all && false ⇒ false
        # and otherwise an error stays one
        true && 1 / 0 > 0 ⇒ !division by zero
        1 / 0 > 0 && true ⇒ !division by zero
        false || 1 / 0 > 0 ⇒ !division by zero
        1 / 0 > 0 || false ⇒ !division by zero
        'a' && 'b' ⇒ !no such overload
        true && 1 ⇒ !no such overload
        1 || false ⇒ !no such overload
        1 / 0 > 0 || nothing ⇒ !
        true || false && false ⇒ true
        (true || false) && false ⇒ false
        """#
}
