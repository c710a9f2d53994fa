import Basics

/// What a database refused or could not do, in the same words for SQLite and PostgreSQL.
///
/// No case carries a value from a row: it may be personal.
package enum StorageProblem: Error, Sendable, Hashable {
    /// A row with these values exists. For a known constraint an Action answers with its own problem.
    case uniqueViolation(Violated)
    case foreignKey(Violated)
    case check(Violated)
    case notNull(Violated)
    /// Others were in the way for longer than we wait: try again.
    case busy(String)
    /// No room left on disk; nothing of the transaction remains.
    case full(String)
    /// Whether the transaction happened is not known: the answer to COMMIT was lost. Ask by the idempotency key.
    case outcomeUnknown(String)
    /// The connection broke before COMMIT; nothing of the transaction remains, and the next call connects again.
    case disconnected(String)
    /// The files are not what they should be.
    case damaged(String)
    /// The database is not one we may work on: a check at start did not hold.
    case refused(String)
    /// A column that is not there, or a value of another type.
    case mismatch(column: String, reason: String)
    /// The statement or the call is wrong: a mistake in the program.
    case misuse(String)
    /// The database was closed.
    case closed
    /// Anything else that the database said, with its code.
    case failed(code: String, reason: String)

    /// Which constraint was violated, as far as the database tells: SQLite names columns, PostgreSQL the constraint as well.
    package struct Violated: Sendable, Hashable {
        package var table: String?
        package var columns: [String]
        package var constraint: String?

        package init(table: String? = nil, columns: [String] = [], constraint: String? = nil) {
            self.table = table
            self.columns = columns
            self.constraint = constraint
        }
    }

    /// A statement or the end of a transaction in which a statement had failed before.
    static let endedByError = failed(code: "ended", reason: "the transaction was ended by an earlier error")

    /// Whether the same transaction may succeed if it is run again.
    package var isTransient: Bool {
        switch self {
        case .busy, .disconnected, .full: true
        default: false
        }
    }
}

extension StorageProblem.Violated: CustomStringConvertible {
    package var description: String {
        let place = [table, columns.isEmpty ? nil : columns.joined(separator: ", ")].compactMap { $0 }.joined(separator: ".")
        return [place.isEmpty ? nil : place, constraint].compactMap { $0 }.joined(separator: " ")
    }
}

extension StorageProblem: CustomStringConvertible {
    package var description: String { problem.description }
}
