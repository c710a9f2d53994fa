import Datasets
import PolicyLanguage

extension Vocabulary {
    /// What rules may name, from what the sources deliver. The register's files are the records `person`, `household`, `village`.
    package init(schemas: [SourceSchema]) {
        var records: [String: RecordType] = [:]
        for schema in schemas {
            let record = RecordType(schema)
            records[record.name] = record
        }
        if records["village"] == nil { records["village"] = RecordType(name: "village", anchor: .village, fields: []) }
        self.init(records: records)
    }
}

extension RecordType {
    init(_ schema: SourceSchema) {
        let (name, anchor): (String, Anchor) =
            switch schema.role {
            case .persons: ("person", .person)
            case .households: ("household", .household)
            case .villages: ("village", .village)
            case .department: (schema.name, Anchor(rawValue: schema.anchor.rawValue) ?? .none)
            }
        let fields = schema.columns.compactMap { column in
            ValueType(column.kind).map {
                Field(
                    name: column.name, type: $0, optional: !column.required, codes: column.kind == .code ? column.codes : nil, title: column.title.zh)
            }
        }
        self.init(name: name, anchor: anchor, fields: fields)
    }
}

extension ValueType {
    fileprivate init?(_ kind: SourceSchema.Column.Kind) {
        switch kind {
        case .personID, .text, .code, .word: self = .string
        case .int, .year, .region: self = .int
        case .money: self = .money
        case .m2: self = .decimal(unit: "m2")
        case .mu: self = .decimal(unit: "mu")
        case .km: self = .decimal(unit: "km")
        case .percent: self = .decimal(unit: "%")
        case .decimal: self = .decimal(unit: "")
        case .date, .month: self = .date
        case .bool: self = .bool
        case .ignored: return nil
        }
    }
}
