import Datasets

/// How one department writes its file: form, name, order and headers of the columns, and its ways of writing days and yes.
struct DeliveryPlan: Sendable {
    enum DayStyle: Int, Sendable, CaseIterable { case iso, compact, slashes, dots, characters }

    let sheet: Sheet
    let format: DeliveryFormat
    /// Below the directory of received files.
    let path: String
    /// Lines above the header.
    let titleLines: [String]
    /// Places in the schema, in the order of the file.
    let order: [Int]
    let headers: [String]
    let days: DayStyle
    /// 是 and 否, Y and N, or 1 and 0.
    let yes: String
    let no: String
    /// For columns of a code list: a raw value for each code the department writes otherwise.
    let rawCodes: [Int: [String: String]]
    /// Bad rows in ten thousand.
    let badRate: Int

    /// Half the bytes come in GB18030, as they did: among the large files these are not.
    private static let unicode: [String: DeliveryFormat] = [
        "persons": .utf8CSV, "households": .utf8MarkedCSV, "residents": .utf8CSV, "medical_insurance": .utf8MarkedCSV, "pension": .utf8CSV,
        "helper_visits": .utf8CSV, "electricity": .utf8CSV, "tax": .semicolons, "marriages": .gb18030Tabs, "births": .utf16CSV,
        "real_estate": .utf8CSV,
    ]
    /// Files of a few thousand rows in a province; they come as workbooks.
    private static let small: Set<String> = [
        "villages", "village_cadres", "fund_documents", "projects", "roads", "water_supply", "water_outages", "collective_accounts", "enterprises",
        "dropouts", "orphans",
    ]

    init(_ sheet: Sheet, seed: UInt64, period: String) {
        var random = RandomStream(seed: seed, .delivery, sheet.id)
        let schema = sheet.schema
        self.sheet = sheet
        format = Self.small.contains(schema.name) ? .workbook : Self.unicode[schema.name] ?? .gb18030CSV
        let department = schema.role == .department
        let stem = department ? random.pick(schema.files) : schema.files.first ?? schema.name
        path = "\(schema.department)/\(stem)_\(period).\(format.fileExtension)"
        titleLines = department && format != .workbook && random.chance(300) ? ["\(schema.title.zh)(\(period))"] : []
        var order = schema.columns.indices.filter { schema.columns[$0].kind != .ignored }
        if department {
            for place in order.indices.reversed() where place > 0 { order.swapAt(place, random.below(place + 1)) }
        }
        self.order = order
        headers = order.map { place in
            let column = schema.columns[place]
            let chinese = column.headers.dropFirst()
            // Numbers in 万元 always say so.
            guard column.scale == 1, random.chance(400) else { return chinese.first ?? column.name }
            return random.pick(Array(chinese), else: column.name)
        }
        days = department ? DayStyle(rawValue: random.below(DayStyle.allCases.count)) ?? .iso : .iso
        (yes, no) = random.pick([("是", "否"), ("是", "否"), ("Y", "N"), ("1", "0")], else: ("是", "否"))
        rawCodes = department ? Self.rawCodes(schema, &random) : [:]
        badRate = department ? 6 : 0
    }

    private static func rawCodes(_ schema: SourceSchema, _ random: inout RandomStream) -> [Int: [String: String]] {
        var raw: [Int: [String: String]] = [:]
        for (place, column) in schema.columns.enumerated() where !column.lookups.isEmpty && random.chance(500) {
            for (text, code) in column.lookups.sorted(by: { $0.key < $1.key }) { raw[place, default: [:]][code] = text }
        }
        return raw
    }
}
