import Actions
import Basics
import Storage

/// One fact that the register keeps: its column, what may stand in it, and how careful one has to be with it.
///
/// Columns are named like those of `DataSources/register/…`, so that a file, a table, a form and a page speak of the same thing.
package struct FieldDeclaration: Sendable {
    /// What may stand in the column, as stored.
    package enum Kind: Sendable, Hashable {
        /// Free text of so many characters.
        case text(Int)
        /// One code of a list, and several joined by a comma.
        case code(String)
        case codes(String, most: Int)
        case integer(ClosedRange<Int64>)
        case year
        case date
        case flag
        case region
        /// Areas and distances, in hundredths of the unit.
        case hundredths(Unit)
        /// Encrypted text; the plain form is checked as said.
        case sealed(Sealed)
    }

    package enum Unit: String, Sendable, Hashable { case mu, squareMetre, kilometre }
    package enum Sealed: String, Sendable, Hashable { case identity, phone, account, diagnosis }

    package let column: StaticString
    package let kind: Kind
    /// Whether the general correction form may change it. What has an action of its own (moving, dying, exiting) may not.
    package let correctable: Bool

    package init(_ column: StaticString, _ kind: Kind, correctable: Bool = true) {
        self.column = column
        self.kind = kind
        self.correctable = correctable
    }

    package var name: String { column.description }

    package var isSealed: Bool {
        if case .sealed = kind { true } else { false }
    }
}

/// The facts of one table of versions. The raw value is the field's place in `declared`.
package protocol FactField: RawRepresentable<Int>, CaseIterable, Hashable, Sendable {
    static var declared: [FieldDeclaration] { get }
    /// The audited table, and the column that says whose facts they are.
    static var table: AuditedTable { get }
    static var owner: StaticString { get }
}

extension FactField {
    package var declaration: FieldDeclaration { Self.declared[rawValue] }
    package var column: String { declaration.name }

    /// The field of a column's name.
    package static func named(_ column: String) -> Self? {
        declared.firstIndex { $0.name == column }.flatMap { Self(rawValue: $0) }
    }

    /// `id`, the owner, the two times, then the facts: the order of every table of versions.
    package static var columns: [StaticString] {
        ["id", owner, "valid_from", "valid_until", "known_from_ms", "known_until_ms"] + declared.map(\.column)
    }
}
