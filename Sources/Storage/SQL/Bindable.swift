import Basics

/// What may stand in an SQL text as `\(…)`: it becomes a bound parameter, never text.
package protocol Bindable: Sendable {
    var value: Value { get }
    /// What the type holds when it is not null; nil where only the value itself knows.
    static var kind: ValueKind? { get }
}

extension Bindable {
    package static var kind: ValueKind? { nil }
}

extension Value: Bindable {
    package var value: Value { self }
}

extension Int: Bindable {
    package var value: Value { .integer(Int64(self)) }
    package static var kind: ValueKind? { .integer }
}

extension Int64: Bindable {
    package var value: Value { .integer(self) }
    package static var kind: ValueKind? { .integer }
}

extension Int32: Bindable {
    package var value: Value { .integer(Int64(self)) }
    package static var kind: ValueKind? { .integer }
}

extension Bool: Bindable {
    /// 1 or 0: SQLite has no type for truth, and one text serves both databases.
    package var value: Value { .integer(self ? 1 : 0) }
    package static var kind: ValueKind? { .integer }
}

extension Double: Bindable {
    package var value: Value { .real(self) }
    package static var kind: ValueKind? { .real }
}

extension String: Bindable {
    package var value: Value { .text(self) }
    package static var kind: ValueKind? { .text }
}

extension Substring: Bindable {
    package var value: Value { .text(String(self)) }
    package static var kind: ValueKind? { .text }
}

extension [UInt8]: Bindable {
    package var value: Value { .blob(self) }
    package static var kind: ValueKind? { .blob }
}

extension Optional: Bindable where Wrapped: Bindable {
    package var value: Value {
        // Not by a key path: of a generic type it is made anew at each call, a tenth of an import.
        switch self {
        case .some(let wrapped): wrapped.value
        case .none: .null
        }
    }
    package static var kind: ValueKind? { Wrapped.kind }
}

/// An enumeration of texts or numbers becomes bindable by saying so: `extension HouseholdStatus: Bindable {}`.
extension Bindable where Self: RawRepresentable, RawValue: Bindable {
    package var value: Value { rawValue.value }
    package static var kind: ValueKind? { RawValue.kind }
}

extension RegionCode: Bindable {
    /// The 12 digits as a number: a scope is then a range of an index (`SQL.within`).
    package var value: Value { .integer(number) }
    package static var kind: ValueKind? { .integer }
}

extension CalendarDate: Bindable {
    /// `2026-11-22`: sorts as text the way days follow each other.
    package var value: Value { .text(description) }
    package static var kind: ValueKind? { .text }
}

extension Money: Bindable {
    /// Whole fen.
    package var value: Value { .integer(fen) }
    package static var kind: ValueKind? { .integer }
}
