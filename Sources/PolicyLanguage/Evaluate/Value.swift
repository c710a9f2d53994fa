import Basics

/// A value while an expression runs for one subject.
package enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([Value])
    case map(ValueMap)
    /// The name of a type, as `type(1)` gives `int`.
    case type(String)
    case timestamp(Timestamp)
    /// Nanoseconds: 292 years either way.
    case duration(Int64)
    case date(CalendarDate)
    /// Whole fen.
    case money(Int64)
    /// Hundredths of the unit.
    case decimal(Int64, unit: String)
    case record(FactGraph.RecordID)

    init(_ literal: Expr.Literal) {
        self =
            switch literal {
            case .null: .null
            case .bool(let value): .bool(value)
            case .int(let value): .int(value)
            case .uint(let value): .uint(value)
            case .double(let value): .double(value)
            case .string(let value): .string(value)
            case .bytes(let value): .bytes(value)
            }
    }

    /// The type's name as `type()` gives it.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .type: "type"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .date: "date"
        case .money: "money"
        case .decimal: "decimal"
        case .record: "record"
        }
    }

    /// Names that stand for a type where no variable has them.
    static let typeNames: Set<String> = [
        "null_type", "bool", "int", "uint", "double", "string", "bytes", "list", "map", "type", "google.protobuf.Timestamp",
        "google.protobuf.Duration",
    ]

    /// What evidence prints: fen, hundredths, `yyyymmdd`, 0 or 1, or the whole number; nil for what is no number.
    package var printed: Int64? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value), .money(let value), .decimal(let value, _): value
        case .uint(let value): Int64(exactly: value)
        case .date(let date): Int64(date.yyyymmdd)
        default: nil
        }
    }
}

/// A point in time: seconds since 1970-01-01T00:00:00Z and nanoseconds into that second; years 1 to 9999.
package struct Timestamp: Hashable, Sendable, Comparable {
    package let seconds: Int64
    package let nanoseconds: Int32

    /// Nil outside the years 1 to 9999.
    package init?(seconds: Int64, nanoseconds: Int32) {
        guard (-62_135_596_800...253_402_300_799).contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    package static func < (a: Timestamp, b: Timestamp) -> Bool { (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds) }
}

/// A map in the order of its entries. Keys are bool, int, uint or string; numbers that are equal are one key.
package struct ValueMap: Sendable {
    package private(set) var entries: [(key: Value, value: Value)] = []
    private var places: [Key: Int] = [:]

    private enum Key: Hashable {
        case bool(Bool)
        case negative(Int64)
        case number(UInt64)
        /// Bytes of UTF-8: Swift's strings are equal when canonically equivalent, ours when their code points are.
        case text([UInt8])

        init?(_ value: Value) {
            switch value {
            case .bool(let flag): self = .bool(flag)
            case .int(let number): self = number < 0 ? .negative(number) : .number(UInt64(number))
            case .uint(let number): self = .number(number)
            case .double(let number):
                if let whole = UInt64(exactly: number) {
                    self = .number(whole)
                } else if let whole = Int64(exactly: number) {
                    self = .negative(whole)
                } else {
                    return nil
                }
            case .string(let text): self = .text(Array(text.utf8))
            default: return nil
            }
        }
    }

    package init() {}

    /// False when the key is there already or is of a type that is no key.
    package mutating func insert(_ value: Value, for key: Value) -> Bool {
        guard let place = Key(key), places[place] == nil else { return false }
        places[place] = entries.count
        entries.append((key, value))
        return true
    }

    package subscript(key: Value) -> Value? { Key(key).flatMap { places[$0] }.map { entries[$0].value } }
    package var count: Int { entries.count }

    static func mayBeKey(_ value: Value) -> Bool {
        switch value {
        case .bool, .int, .uint, .string: true
        default: false
        }
    }
}
