import Basics
import Datasets
import PolicyLanguage

/// What a row or a group is called by in the lists, so that a reader knows which project or account a clue is about.
enum SubjectKey {
    static func shown(_ value: Value) -> String {
        switch value {
        case .string(let text): text
        case .date(let date): date.description
        default: ValueText.shown(value)
        }
    }

    /// By part of the key of a rule's clues: whether it tells who somebody is. In files about people, IDs, texts and numbers do (a name, an
    /// account); codes, years, amounts and places do not. A key that reads such a column in any way counts.
    static func personalParts(_ rule: Rule, _ schemas: [SourceSchema]) -> [Bool] {
        switch rule.subject {
        case .person, .household, .village: return []
        case .row(let dataset):
            guard let schema = schemas.first(where: { $0.name == dataset }) else { return [] }
            return schema.nameColumns.map { isPersonal(schema.columns[$0], of: schema) }
        case .group(let dataset, let keys, _):
            let read = schemas.filter { $0.name == dataset || $0.role != .department }
            return keys.map { key in
                let fields = NameUse(of: key.expr).fields
                return read.contains { schema in schema.columns.contains { fields.contains($0.name) && isPersonal($0, of: schema) } }
            }
        }
    }

    private static func isPersonal(_ column: SourceSchema.Column, of schema: SourceSchema) -> Bool {
        switch column.kind {
        case .personID: true
        case .text, .int: schema.role != .villages && (schema.anchor == .person || schema.anchor == .household)
        default: false
        }
    }
}

extension SourceSchema {
    /// Columns a row is called by: of whom it is, or where it belongs to nobody those that no row may leave empty, else the first.
    var nameColumns: [Int] {
        if let key { return [key] }
        let required = columns.indices.filter { columns[$0].required && columns[$0].kind != .ignored }
        return required.isEmpty ? Array(columns.indices.filter { columns[$0].kind != .ignored }.prefix(1)) : required
    }

    /// The first column that names a place.
    var regionColumn: Int? { columns.firstIndex { $0.kind == .region } }
}

/// Counties by the codes of what lies in them.
enum County {
    /// First six digits of a code of 6, 9 or 12; 0 for anything else.
    static func code(of region: Int64) -> Int64 {
        switch region {
        case 100_000...999_999: region
        case 100_000_000...999_999_999: region / 1000
        case 100_000_000_000...999_999_999_999: region / 1_000_000
        default: 0
        }
    }

    /// What several rows have in common: their region, else their county; 0 for nothing.
    static func common(_ regions: some Sequence<Int64>) -> Int64 {
        var common: Int64?
        for region in regions {
            guard let seen = common else {
                common = region
                continue
            }
            if seen == region { continue }
            guard code(of: seen) == code(of: region) else { return 0 }
            common = code(of: seen)
        }
        return common ?? 0
    }
}
