import Actions

extension Permission {
    /// Seeing what was delivered, its figures and what was rejected (masked).
    package static let deliveryRead = Permission("delivery.read")
    /// Seeing how fresh and how good each department's data is, and not a row of it.
    package static let deliveryFigures = Permission("delivery.figures")
    /// Handing a file over, also corrections.
    package static let deliverySubmit = Permission("delivery.submit")
    /// Taking a delivery into use, or sending it back.
    package static let deliveryAccept = Permission("delivery.accept")
    /// Taking a file away in the clear: the original or the rejected rows. Logged, with a purpose.
    package static let deliveryOpen = Permission("delivery.open")
}
