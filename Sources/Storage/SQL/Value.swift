/// One value as both databases hold it: the whole vocabulary of a bound parameter and of a cell.
///
/// Truth is the integer 0 or 1, a day its ISO text, money its fen, a region its 12 digits as a number, a moment its milliseconds.
package enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The kind PostgreSQL must be told a parameter has; nil for a null that nobody declared.
    var kind: ValueKind? {
        switch self {
        case .null: nil
        case .integer: .integer
        case .real: .real
        case .text: .text
        case .blob: .blob
        }
    }
}

/// What a parameter holds when it is not null, so that one text stays one prepared statement whatever is absent.
package enum ValueKind: UInt8, Sendable, Hashable {
    case integer, real, text, blob
}
