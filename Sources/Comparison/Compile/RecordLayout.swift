import Datasets
import PolicyLanguage

/// Where a record's fields stand: the sources' schemas as the compiler and the vocabulary see them.
package struct RecordLayout: Sendable {
    struct Column: Sendable {
        var index: Int
        var kind: SourceSchema.Column.Kind

        func held(_ place: Shape.Column) -> Shape {
            switch kind {
            case .text: .text
            case .code, .word: .word(place)
            case .personID: .id(place)
            case .bool: .truth
            default: .number
            }
        }
    }

    package let schemas: [SourceSchema]
    private let byRecord: [String: SourceSchema]
    /// Of the pack being compiled.
    var parameterTypes: [String: ValueType] = [:]

    package init(schemas: [SourceSchema]) {
        self.schemas = schemas
        var byRecord: [String: SourceSchema] = [:]
        for schema in schemas {
            switch schema.role {
            case .persons: byRecord["person"] = schema
            case .households: byRecord["household"] = schema
            case .villages: byRecord["village"] = schema
            case .department: byRecord[schema.name] = schema
            }
        }
        self.byRecord = byRecord
    }

    func schema(of record: String) -> SourceSchema? { byRecord[record] }

    func table(_ record: String) -> TableName {
        switch record {
        case "person": .persons
        case "household": .households
        case "village": .villages
        default: .dataset(record)
        }
    }

    func schema(of table: TableName) -> SourceSchema? {
        switch table {
        case .persons: byRecord["person"]
        case .households: byRecord["household"]
        case .villages: byRecord["village"]
        case .dataset(let name): byRecord[name]
        }
    }

    func column(_ record: String, _ field: String) -> Column? {
        guard let schema = byRecord[record], let index = schema.columns.firstIndex(where: { $0.name == field }),
            schema.columns[index].kind != .ignored
        else { return nil }
        return Column(index: index, kind: schema.columns[index].kind)
    }

    func anchor(_ dataset: String) -> SourceSchema.Anchor? { byRecord[dataset].flatMap { $0.role == .department ? $0.anchor : nil } }

    /// `person`, `household` or `village` when the record belongs to one under that name.
    func link(_ record: String, _ field: String) -> String? {
        let above: [String]
        switch record {
        case "person": above = ["household", "village"]
        case "household": above = ["village"]
        case "village": above = []
        default:
            switch anchor(record) {
            case .person: above = ["person", "household", "village"]
            case .household: above = ["household", "village"]
            case .village: above = ["village"]
            default: above = []
            }
        }
        return above.contains(field) ? field : nil
    }

    /// The kind of rows listed under this name at a person, household or village.
    func rows(_ record: String, _ field: String) -> String? {
        switch (record, field) {
        case ("household", "members"), ("village", "members"): return "person"
        case ("village", "households"): return "household"
        default: break
        }
        guard let anchor = anchor(field) else { return nil }
        switch (record, anchor) {
        case ("person", .person), ("household", .person), ("household", .household): return field
        case ("village", .person), ("village", .household), ("village", .village): return field
        default: return nil
        }
    }
}
