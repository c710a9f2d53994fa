extension Vocabulary {
    /// What stands behind a dot after a record: a column of its own, or a link to other records.
    package struct Member: Sendable {
        package var type: ValueType
        /// Whether it may be absent, which `has()` tells.
        package var optional: Bool
        package var codes: [String]?
    }

    /// The member of a record, nil when it has none of that name. Columns come before links of the same name.
    package func member(_ name: String, of record: String) -> Member? {
        guard let type = records[record] else { return nil }
        if let field = type.fields.first(where: { $0.name == name }) {
            return Member(type: field.type, optional: field.optional, codes: field.codes)
        }
        return link(name, of: type)
    }

    /// The names that may follow a record's dot, for suggestions.
    package func memberNames(of record: String) -> [String] {
        guard let type = records[record] else { return [] }
        let links = (["person", "household", "village", "members", "households"] + records.keys).filter { link($0, of: type) != nil }
        return type.fields.map(\.name) + links
    }

    private func link(_ name: String, of record: RecordType) -> Member? {
        guard let target = linkTarget(name, of: record), records[target.name] != nil else { return nil }
        let type = ValueType.record(target.name)
        return Member(type: target.isList ? .list(type) : type, optional: target.isOptional, codes: nil)
    }

    private struct Target {
        var name: String
        var isList = false
        var isOptional = false
    }

    private func linkTarget(_ name: String, of record: RecordType) -> Target? {
        switch (record.name, name) {
        case ("person", "household"): return Target(name: "household")
        case ("household", "members"): return Target(name: "person", isList: true)
        case ("household", "village"): return Target(name: "village")
        case ("village", "households"): return Target(name: "household", isList: true)
        case ("person", _), ("household", _), ("village", _):
            guard !Self.registerRecords.contains(name), let dataset = records[name], dataset.anchor.isAtOrBelow(record.name) else { return nil }
            return Target(name: name, isList: true)
        default:
            guard Self.registerRecords.contains(name), record.anchor.isAtOrBelow(name) else { return nil }
            return Target(name: name, isOptional: true)
        }
    }

    /// The three kinds of record that are not a dataset's rows.
    package static let registerRecords: Set<String> = ["person", "household", "village"]
}

extension RecordType.Anchor {
    /// Whether rows matched here belong to a record of the register: a person's rows are also the household's and the village's.
    package func isAtOrBelow(_ record: String) -> Bool {
        switch self {
        case .person: true
        case .household: record != "person"
        case .village: record == "village"
        case .none: false
        }
    }
}
