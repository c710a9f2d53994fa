extension ValueType: CustomStringConvertible {
    /// The type as a message to a person names it.
    package var description: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list of \(element)"
        case .map(let key, let value): "map from \(key) to \(value)"
        case .type: "type"
        case .dynamic: "dyn"
        case .date: "date"
        case .money: "money"
        case .decimal(let unit): unit.isEmpty ? "decimal" : "decimal in \(unit)"
        case .record(let name): "record \(name)"
        }
    }
}

extension ValueType {
    /// Whether evidence can print it: as fen, hundredths, `yyyymmdd`, 0 or 1, or the whole number.
    package var isPrintable: Bool {
        switch self {
        case .bool, .int, .uint, .date, .money, .decimal: true
        default: false
        }
    }

    /// Whether rows can be grouped by it.
    package var isGroupKey: Bool {
        switch self {
        case .bool, .int, .string, .date, .money, .decimal: true
        default: false
        }
    }

    /// A plain number of CEL.
    var isNumber: Bool { self == .int || self == .uint || self == .double }

    /// Whether values carry a unit that bare numbers lack.
    var hasUnit: Bool {
        switch self {
        case .money, .decimal: true
        default: false
        }
    }

    /// The type that both fit, nil when there is none. `dyn`, the element of an empty list, fits everything.
    func joined(with other: ValueType) -> ValueType? {
        switch (self, other) {
        case (.dynamic, _): other
        case (_, .dynamic): self
        case (.list(let a), .list(let b)): a.joined(with: b).map(ValueType.list)
        case (.map(let k1, let v1), .map(let k2, let v2)):
            if let key = k1.joined(with: k2), let value = v1.joined(with: v2) { .map(key, value) } else { nil }
        default: self == other ? self : nil
        }
    }
}
