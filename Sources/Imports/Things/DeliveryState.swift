import Storage

/// Where a delivery stands. A refused file is one nobody could read; a delivery sent back was read and found wanting.
package enum DeliveryState: String, Sendable, Codable, CaseIterable, Bindable {
    case received, checked, refused, accepted
    case sentBack = "sent-back"
    case superseded
}

/// A whole file replaces what came before for its period; a supplement adds the mended rows of one.
package enum DeliveryKind: String, Sendable, Codable, CaseIterable, Bindable { case whole, supplement }

/// What somebody, or the program, did with a delivery.
package enum DeliveryStep: String, Sendable, Codable, CaseIterable, Bindable {
    case received, read, checked, matched, refused, accepted
    case sentBack = "sent-back"
    case superseded
}

/// One thing found out about a delivery as a whole.
package struct DeliveryCheck: Sendable, Codable, Hashable {
    package enum Result: String, Sendable, Codable, CaseIterable, Bindable {
        case passed, warning
        /// The delivery cannot be accepted as it is.
        case failed
    }
    package enum Kind: String, Sendable, Codable, CaseIterable, Bindable {
        case rows, change, rejected, filled, sum, period, columns, formulas
    }

    package var kind: Kind
    /// The column it is about, if one.
    package var column: String
    /// What was found: rows, fen, or ten-thousandths.
    package var measured: Int64
    package var leastAllowed: Int64?
    package var mostAllowed: Int64?
    package var result: Result

    package init(_ kind: Kind, column: String = "", measured: Int64, least: Int64? = nil, most: Int64? = nil, result: Result) {
        (self.kind, self.column, self.measured, leastAllowed, mostAllowed, self.result) = (kind, column, measured, least, most, result)
    }
}
