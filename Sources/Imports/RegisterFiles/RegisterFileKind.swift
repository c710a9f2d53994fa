import Datasets
import Storage

/// The two spreadsheets a register comes in. People are joined to their household by its number.
package enum RegisterFileKind: String, Codable, Sendable, CaseIterable, Bindable {
    case households, persons

    var folder: String { "register/\(rawValue)" }

    /// Without these a row says nothing that could be registered. A county's sheet need not number its people.
    var required: [String] {
        switch self {
        case .households: ["household_id", "village_code"]
        case .persons: ["household_id", "name", "id_number"]
        }
    }
}

/// Which header stands for which column: what the county chose the last time, else a declared header, else the one header that says nearly the same.
struct MappingSuggestion {
    let schema: SourceSchema
    let remembered: [String: String]

    /// Column → header of the file. No header is given to two columns.
    func mapping(for file: OpenedFile) -> [String: String] {
        let headers = file.header.filter { !$0.isEmpty && !CorrectionColumns.isOwn($0) }
        var mapping: [String: String] = [:]
        var free = Set(headers)
        func give(_ column: String, _ header: String) {
            guard mapping[column] == nil, free.remove(header) != nil else { return }
            mapping[column] = header
        }
        for column in schema.columns { if let header = remembered[column.name], headers.contains(header) { give(column.name, header) } }
        for column in schema.columns { if let header = file.mapped[column.name] { give(column.name, header) } }
        for column in schema.columns where mapping[column.name] == nil && column.kind != .ignored {
            let near = headers.filter { header in free.contains(header) && (Self.isNear(header, column) || Self.isSynonym(header, column.name)) }
            if near.count == 1, let header = near.first { give(column.name, header) }
        }
        return mapping
    }

    /// Words counties use for the columns that join and place everything.
    private static let synonyms: [String: [String]] = [
        "household_id": ["户号", "户编码", "户id", "户序号"], "village_code": ["村编码", "村委会编码", "村级代码", "村（居）代码", "居委会编码"],
        "id_number": ["证件号", "身份证"], "name": ["人员姓名", "家庭成员姓名"],
    ]

    private static func isSynonym(_ header: String, _ column: String) -> Bool {
        synonyms[column]?.contains { header.lowercased().contains($0) } ?? false
    }

    /// One contains the other, two characters at least: 户主姓名 and 户主姓名（全称）.
    private static func isNear(_ header: String, _ column: SourceSchema.Column) -> Bool {
        column.headers.contains { known in
            known.count >= 2 && header.count >= 2 && (header.contains(known) || known.contains(header))
        }
    }
}
