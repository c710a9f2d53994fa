import PolicyLanguage

/// A register with villages and four datasets, small enough to read.
enum SmallVocabulary {
    static let vocabulary = Vocabulary(records: [
        "person": RecordType(
            name: "person", anchor: .none,
            fields: [
                .init(name: "name", type: .string, optional: false, title: "name"),
                .init(name: "id_number", type: .string, optional: false, title: "ID number"),
                .init(name: "person_id", type: .int, optional: true, title: "number"),
                .init(name: "birth_date", type: .date, optional: true, title: "birth date"),
                .init(name: "relation", type: .string, optional: true, codes: ["户主", "配偶", "之子", "之女"], title: "relation"),
            ]),
        "household": RecordType(
            name: "household", anchor: .none,
            fields: [
                .init(name: "household_id", type: .int, optional: true, title: "number"),
                .init(name: "income", type: .money, optional: true, title: "income"),
                .init(name: "entered_on", type: .date, optional: true, title: "entered on"),
                .init(name: "land", type: .decimal(unit: "mu"), optional: true, title: "land"),
            ]),
        "village": RecordType(
            name: "village", anchor: .none, fields: [.init(name: "poor", type: .bool, optional: true, title: "poor village")]),
        "vehicles": RecordType(
            name: "vehicles", anchor: .person,
            fields: [
                .init(name: "price", type: .money, optional: true, title: "price"),
                .init(name: "status", type: .string, optional: true, codes: ["在用", "报废", "注销"], title: "status"),
                .init(name: "registered_on", type: .date, optional: true, title: "registered on"),
            ]),
        "real_estate": RecordType(
            name: "real_estate", anchor: .person, fields: [.init(name: "area", type: .decimal(unit: "m2"), optional: true, title: "area")]),
        "renovations": RecordType(
            name: "renovations", anchor: .household, fields: [.init(name: "year", type: .int, optional: true, title: "year")]),
        "subsidies": RecordType(
            name: "subsidies", anchor: .person,
            fields: [
                .init(name: "account", type: .string, optional: true, title: "account"),
                .init(name: "amount", type: .money, optional: true, title: "amount"),
                .init(name: "paid_on", type: .date, optional: true, title: "paid on"),
            ]),
        "roads": RecordType(
            name: "roads", anchor: .village, fields: [.init(name: "length", type: .decimal(unit: "km"), optional: true, title: "length")]),
    ])

    static let parameters: [String: ValueType] = ["price_limit": .money, "least_area": .decimal(unit: "m2"), "limit": .int]
}
