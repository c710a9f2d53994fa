import Declarations
import Foundation

/// Reads the folders below `DataSources/`: each `<department>/<dataset>/source.yaml` with the lookups beside it.
///
///     let (schemas, diagnostics) = SchemaLoader(root: "DataSources").load(folders: ["register", "public-security/vehicles"])
///
/// A source with an error is left out of the schemas; its diagnostics say why, where, and what to write instead.
package struct SchemaLoader {
    /// The path of `DataSources`. Diagnostics show paths below it.
    package var root: String

    package init(root: String) {
        self.root = root
    }

    /// The sources of some folders (`register`, or `public-security/vehicles`); of all but the benchmark's if nil or empty. In the order
    /// of their folders.
    package func load(folders: [String]? = nil) -> (schemas: [SourceSchema], diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        var schemas: [SourceSchema] = []
        var places = SchemaCrossChecks.Places()
        for folder in chosen(folders ?? [], log) {
            let shown = "\(folder)/source.yaml"
            let problemsBefore = log.errorCount
            guard let node = DeclarationFile.read(path: "\(root)/\(shown)", shownAs: shown, into: log) else { continue }
            let lookups = lookups(of: folder, log)
            guard let schema = SchemaReading(folder: folder, log: log).schema(node, lookups: lookups), log.errorCount == problemsBefore else {
                continue
            }
            places[schema.folder] = node.position
            schemas.append(schema)
        }
        SchemaCrossChecks(schemas: schemas, places: places, log: log).run()
        return (schemas, log.inOrderOfPlace)
    }

    /// The folders with a `source.yaml`, chosen and sorted; a name that leads nowhere is reported.
    private func chosen(_ names: [String], _ log: DiagnosticLog) -> [String] {
        let departments = directories(in: root)
        let all = departments.flatMap { department in directories(in: "\(root)/\(department)").map { "\(department)/\($0)" } }
            .filter { FileManager.default.fileExists(atPath: "\(root)/\($0)/source.yaml") }
        if all.isEmpty {
            log.error("no-sources", "no '<department>/<dataset>/source.yaml' below the folder of data sources", at: Position(file: root, line: 1))
        }
        if names.isEmpty { return all.filter { !$0.hasPrefix("benchmark/") } }
        var kept: Set<String> = []
        for name in names {
            let matching = all.filter { $0 == name || $0.hasPrefix(name + "/") }
            if matching.isEmpty {
                log.error(
                    "unknown-folder", "there is no data source folder '\(name)'", at: Position(file: name, line: 1),
                    suggestion: nearest(name, among: departments + all))
            }
            kept.formUnion(matching)
        }
        return all.filter(kept.contains)
    }

    private func directories(in path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { name in
            var isDirectory: ObjCBool = false
            return !name.hasPrefix(".") && FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isDirectory)
                && isDirectory.boolValue
        }.sorted()
    }

    /// `lookups/<column>.yaml` of a source: column name → the file's mapping.
    private func lookups(of folder: String, _ log: DiagnosticLog) -> [String: Node] {
        let directory = "\(folder)/lookups"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(directory)")) ?? []
        var found: [String: Node] = [:]
        for name in names.sorted() where !name.hasPrefix(".") {
            guard name.hasSuffix(".yaml") else {
                log.warning(
                    "unknown-file", "a lookup is named after its column, '<column>.yaml'", at: Position(file: "\(directory)/\(name)", line: 1))
                continue
            }
            let shown = "\(directory)/\(name)"
            found[String(name.dropLast(5))] = DeclarationFile.read(path: "\(root)/\(shown)", shownAs: shown, into: log)
        }
        return found
    }
}
