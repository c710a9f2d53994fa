/// An amount of yuan, held as whole fen: money is never a floating-point number.
package struct Money: Hashable, Sendable {
    package let fen: Int64

    package init(fen: Int64) { self.fen = fen }

    package static let zero = Money(fen: 0)

    /// Nil on overflow.
    package init?(yuan: Int64) {
        let (fen, overflow) = yuan.multipliedReportingOverflow(by: 100)
        guard !overflow else { return nil }
        self.fen = fen
    }

    /// Nil on overflow.
    package func adding(_ other: Money) -> Money? {
        let (sum, overflow) = fen.addingReportingOverflow(other.fen)
        return overflow ? nil : Money(fen: sum)
    }

    /// Nil on overflow.
    package func subtracting(_ other: Money) -> Money? {
        let (difference, overflow) = fen.subtractingReportingOverflow(other.fen)
        return overflow ? nil : Money(fen: difference)
    }
}

extension Money: Comparable {
    package static func < (a: Money, b: Money) -> Bool { a.fen < b.fen }
}

extension Money: CustomStringConvertible {
    /// `12345.60`: yuan with two decimals, no separators.
    package var description: String {
        let cents = fen.magnitude % 100
        return "\(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
