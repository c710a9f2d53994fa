import Datasets

/// Sources of a small make-believe province: one of every anchor, a column of every type, and one that nobody delivers.
enum SampleSources {
    static let all = [households, persons, villages, vehicles, payments, houses, roads, ledger, nothing]

    static let households = source(
        "households", .households, key: "household_id",
        [
            column("household_id", .int, required: true), column("village_code", .region, required: true),
            column("status", .code, codes: ["在册", "已脱贫"]),
            column("income", .money), column("declared", .int), column("joined_on", .date), column("address", .text),
        ])
    static let persons = source(
        "persons", .persons, key: "id_number",
        [
            column("person_id", .int, required: true), column("household_id", .int, required: true), column("id_number", .personID),
            column("name", .text), column("relation", .code, codes: ["户主", "配偶", "子女"]), column("age", .int), column("birth_date", .date),
            column("health", .word), column("wage", .money), column("is_student", .bool), column("guardian", .personID),
        ])
    static let villages = source(
        "villages", .villages, key: "village_code",
        [
            column("village_code", .region, required: true), column("village_name", .text), column("declared_households", .int),
            column("has_water", .bool),
        ])
    static let vehicles = source(
        "vehicles", .department, anchor: .person, key: "id_number",
        [
            column("id_number", .personID), column("plate", .text), column("brand", .word), column("price", .money), column("bought_on", .date),
            column("status", .code, codes: ["在用", "报废", "注销"]), column("seats", .int), column("insured", .bool), column("area", .m2),
        ])
    static let payments = source(
        "payments", .department, anchor: .person, key: "id_number",
        [
            column("id_number", .personID), column("account", .int), column("payee", .text), column("amount", .money), column("share", .decimal),
            column("paid_on", .date), column("kind", .word), column("large", .int), column("year", .year), column("month", .month),
        ])
    static let houses = source(
        "houses", .department, anchor: .household, key: "household_id",
        [column("household_id", .int), column("floor_area", .m2), column("built", .year), column("kind", .code, codes: ["土木", "砖混"])])
    static let roads = source(
        "roads", .department, anchor: .village, key: "village_code",
        [column("village_code", .region), column("length", .km), column("paved", .bool)])
    static let ledger = source(
        "ledger", .department, anchor: SourceSchema.Anchor.none, key: nil,
        [column("number", .int), column("balance", .money), column("note", .text), column("place", .region)])
    /// Nobody delivers it.
    static let nothing = source(
        "nothing", .department, anchor: .person, key: "id_number",
        [
            column("id_number", .personID), column("amount", .money), column("kind", .word), column("note", .text), column("done", .bool),
            column("on", .date),
        ])

    static func column(
        _ name: String, _ kind: SourceSchema.Column.Kind, required: Bool = false, codes: [String] = [], lookups: [String: String] = [:],
        scale: Int64 = 1
    ) -> SourceSchema.Column {
        .init(
            name: name, kind: kind, title: .init(zh: name, en: name), headers: [name], required: required, codes: codes, lookups: lookups,
            scale: scale)
    }

    static func source(
        _ name: String, _ role: SourceSchema.Role, anchor: SourceSchema.Anchor? = nil, key: String?, _ columns: [SourceSchema.Column]
    ) -> SourceSchema {
        let own: SourceSchema.Anchor = role == .persons ? .person : role == .households ? .household : .village
        return SourceSchema(
            name: name, title: .init(zh: name, en: name), publisher: .init(zh: "", en: ""), department: "tests", number: nil,
            legalBasis: .init(zh: "", en: ""), frequency: "monthly", role: role, files: [name], anchor: anchor ?? own,
            key: key.flatMap { key in columns.firstIndex { $0.name == key } }, columns: columns, assertions: .init(), folder: "tests/\(name)")
    }
}
