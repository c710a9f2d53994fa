import PolicyLanguage

/// A small register with persons, households and four datasets, for packs written in tests.
enum SampleVocabulary {
    static let vocabulary = Vocabulary(records: [
        "person": record(
            "person", .person,
            [("person_id", .int), ("household_id", .int), ("name", .string), ("id_number", .string), ("birth_date", .date)]),
        "household": record("household", .household, [("household_id", .int), ("income", .money), ("entered_on", .date)]),
        "vehicles": record("vehicles", .person, [("price", .money), ("plate", .string), ("registered_on", .date)], status: ["在用", "报废"]),
        "grants": record("grants", .person, [("account", .int), ("amount", .money), ("paid_on", .date)]),
        "homes": record("homes", .household, [("area", .decimal(unit: "m2")), ("urban", .bool)]),
        "firms": record("firms", .none, [("code", .string)]),
    ])

    private static func record(
        _ name: String, _ anchor: RecordType.Anchor, _ columns: [(String, ValueType)], status: [String]? = nil
    ) -> RecordType {
        var fields = columns.map { RecordType.Field(name: $0.0, type: $0.1, optional: true, title: $0.0) }
        if let status { fields.append(RecordType.Field(name: "status", type: .string, optional: true, codes: status, title: "status")) }
        return RecordType(name: name, anchor: anchor, fields: fields)
    }
}
