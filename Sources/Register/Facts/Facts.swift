import Basics
import Storage

/// The facts of one version, one value for each field in its order. Sealed fields hold plain text here and ciphertext in the database.
package struct Facts<Field: FactField>: Sendable, Hashable {
    package internal(set) var values: [Value]

    package init() { values = [Value](repeating: .null, count: Field.declared.count) }

    package subscript(field: Field) -> Value {
        get { values[field.rawValue] }
        set { values[field.rawValue] = newValue }
    }

    package func text(_ field: Field) -> String? {
        if case .text(let text) = self[field] { text } else { nil }
    }

    package func integer(_ field: Field) -> Int64? {
        if case .integer(let number) = self[field] { number } else { nil }
    }

    package func flag(_ field: Field) -> Bool? { integer(field).map { $0 == 1 } }
    package func date(_ field: Field) -> CalendarDate? { text(field).flatMap { CalendarDate(iso: $0) } }
    package func region(_ field: Field) -> RegionCode? { integer(field).flatMap(RegionCode.init(number:)) }

    /// Codes joined by a comma, in their order.
    package func codes(_ field: Field) -> [String] { text(field).map { $0.split(separator: ",").map(String.init) } ?? [] }

    package mutating func set(_ field: Field, _ value: some Bindable) { self[field] = value.value }

    /// These facts with some of them changed.
    package func changed(_ changes: [Field: Value]) -> Facts {
        var copy = self
        for (field, value) in changes { copy[field] = value }
        return copy
    }
}
