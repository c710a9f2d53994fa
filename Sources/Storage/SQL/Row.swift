import Basics

/// One row of an answer: values by the column's name, in lower case.
///
/// Asking for a column that is not there, or for another type than the value has, throws `StorageProblem.mismatch` that names both.
package struct Row: Sendable {
    let names: ColumnNames
    let values: [Value]

    /// Names in the order of the SELECT.
    package var columns: [String] { names.all }

    /// The value as it is.
    package func value(_ column: String) throws -> Value {
        let index = try names.index(of: column)
        guard values.indices.contains(index) else { throw StorageProblem.mismatch(column: column, reason: "the row is too short") }
        return values[index]
    }

    package func isNull(_ column: String) throws -> Bool { try value(column) == .null }

    func mismatch(_ column: String, _ wanted: String, _ value: Value) -> StorageProblem {
        StorageProblem.mismatch(column: column, reason: "holds \(value.kindName), asked for \(wanted)")
    }

    /// Reads a value that must be there.
    func required<T>(_ column: String, _ wanted: String, _ read: (Value) -> T?) throws -> T {
        let value = try value(column)
        guard let result = read(value) else { throw mismatch(column, wanted, value) }
        return result
    }

    /// Reads a value that may be null.
    func optional<T>(_ column: String, _ wanted: String, _ read: (Value) -> T?) throws -> T? {
        let value = try value(column)
        if case .null = value { return nil }
        guard let result = read(value) else { throw mismatch(column, wanted, value) }
        return result
    }
}

/// The columns of one answer, shared by its rows.
final class ColumnNames: Sendable {
    let all: [String]
    /// Place by name; -1 for a name that stands twice, which no lookup can mean.
    private let places: [String: Int]

    /// Names are folded to lower case, as PostgreSQL does with what is not quoted, so that a misspelling fails on both databases.
    init(_ names: [String]) {
        all = names.map { $0.utf8.contains { (0x41...0x5A).contains($0) } ? $0.lowercased() : $0 }
        places = Dictionary(all.enumerated().map { ($1, $0) }) { _, _ in -1 }
    }

    func index(of column: String) throws -> Int {
        guard let place = places[column] else {
            throw StorageProblem.mismatch(column: column, reason: "is not a column of the answer, which has \(all.joined(separator: ", "))")
        }
        guard place >= 0 else { throw StorageProblem.mismatch(column: column, reason: "stands twice in the answer; give one of them a name with AS") }
        return place
    }
}

extension Value {
    /// The kind in words, never the value: it may be personal.
    var kindName: String {
        switch self {
        case .null: "null"
        case .integer: "an integer"
        case .real: "a real number"
        case .text: "text"
        case .blob: "bytes"
        }
    }
}
