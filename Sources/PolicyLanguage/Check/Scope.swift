/// The names an expression may use besides `parameter.<name>`, and what is known of each before running.
package struct Scope: Sendable {
    package struct Entry: Sendable {
        package var type: ValueType
        /// The values a coded text may take; for a list, those of its elements.
        package var codes: [String]?
        /// The types of a list's places where they differ: `key` of a group.
        package var places: [ValueType]?

        package init(type: ValueType, codes: [String]? = nil, places: [ValueType]? = nil) {
            self.type = type
            self.codes = codes
            self.places = places
        }
    }

    package private(set) var entries: [String: Entry]

    package init(_ entries: [String: Entry] = [:]) { self.entries = entries }

    package subscript(_ name: String) -> Entry? {
        get { entries[name] }
        set { entries[name] = newValue }
    }

    /// What a rule about this subject sees. `village` is there when the register has a village file.
    package static func of(_ subject: Rule.Subject, vocabulary: Vocabulary) -> Scope {
        var scope = Scope(["as_of": Entry(type: .date)])
        func add(_ names: String...) {
            for name in names where vocabulary.records[name] != nil { scope[name] = Entry(type: .record(name)) }
        }
        switch subject {
        case .person: add("person", "household", "village")
        case .household: add("household", "village")
        case .village: add("village")
        case .row(let dataset): scope["row"] = Entry(type: .record(rowRecord(of: dataset)))
        case .group(let dataset, let keys, _):
            let types = keys.map(\.type)
            scope["rows"] = Entry(type: .list(.record(rowRecord(of: dataset))))
            let common = types.dropFirst().reduce(types.first) { common, type in common?.joined(with: type) }
            scope["key"] = Entry(type: .list(common ?? .dynamic), places: types)
        }
        return scope
    }

    /// What the keys of a group see: the row to be grouped.
    package static func ofGroupKeys(dataset: String) -> Scope {
        Scope(["as_of": Entry(type: .date), "row": Entry(type: .record(rowRecord(of: dataset)))])
    }

    /// The kind of record that a group's or a row rule's dataset consists of: `persons` and `households` are the register's.
    package static func rowRecord(of dataset: String) -> String {
        switch dataset {
        case "persons": "person"
        case "households": "household"
        case "villages": "village"
        default: dataset
        }
    }
}
