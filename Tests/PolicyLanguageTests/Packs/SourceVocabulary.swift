import Declarations
import Foundation
import PolicyLanguage
import Testing

/// The facts that committed packs speak of, from the committed `DataSources/`: columns and codes only, which is all a check needs. (How
/// the program makes its vocabulary is module Comparison's, above this one.)
enum SourceVocabulary {
    static let repository = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }

    /// The vocabulary of the departments' folders, such as `benchmark`.
    static func of(_ departments: [String]) throws -> Vocabulary {
        var records: [String: RecordType] = [:]
        let sources = repository.appending(path: "DataSources")
        for department in departments {
            for dataset in try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: department).path).sorted() {
                let path = sources.appending(path: "\(department)/\(dataset)/source.yaml").path
                let log = DiagnosticLog()
                guard FileManager.default.fileExists(atPath: path) else { continue }
                let record = record(try #require(DeclarationFile.read(path: path, shownAs: path, into: log)))
                records[record.name] = record
            }
        }
        return Vocabulary(records: records)
    }

    private static func record(_ source: Node) -> RecordType {
        let columns = source["columns"]?.items ?? []
        let fields = columns.compactMap { column -> RecordType.Field? in
            guard let name = column["name"]?.text, let type = type(column["type"]?.text ?? "") else { return nil }
            return RecordType.Field(
                name: name, type: type, optional: column["required"]?.text != "true", codes: column["codes"]?.items?.compactMap(\.text),
                title: name)
        }
        let roles: [String: RecordType.Anchor] = ["persons": .person, "households": .household, "villages": .village]
        let anchor = RecordType.Anchor(rawValue: source["anchor"]?.text ?? "") ?? .none
        let role = roles[source["role"]?.text ?? ""]
        return RecordType(name: role?.rawValue ?? source["name"]?.text ?? "", anchor: role ?? anchor, fields: fields)
    }

    private static func type(_ kind: String) -> ValueType? {
        switch kind {
        case "person_id", "text", "code", "word": .string
        case "int", "year", "region": .int
        case "money": .money
        case "decimal": .decimal(unit: "")
        case "percent": .decimal(unit: "%")
        case "m2", "mu", "km": .decimal(unit: kind)
        case "date", "month": .date
        case "bool": .bool
        default: nil
        }
    }
}
