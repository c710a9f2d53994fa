import Declarations
import Foundation

/// The files of one pack.
struct PackFolder {
    /// Below this the search for packs does not go.
    static let depthLimit = 8
    static let parts = ["codes", "parameters", "rules"]
    private static let known = Set(parts + ["pack.yaml", "indicators", "forms", "procedures"])

    /// Where the pack lies, and the name by which messages call it.
    let path: String
    let id: String
    /// The files of a pack that lies in no folder, by their paths in it; nil for one that does.
    var texts: [String: String]?

    struct File {
        var path: String
        /// What stands in a file that lies in no folder.
        var text: String?
        var shown: String
        /// The file's name without `.yaml`.
        var name: String
    }

    static func contains(packAt path: String) -> Bool { FileManager.default.fileExists(atPath: path + "/pack.yaml") }

    /// The packs below `root` in order of name; a folder with rules and no `pack.yaml` is reported.
    static func all(below root: String, into log: DiagnosticLog) -> [PackFolder] {
        var found: [PackFolder] = []
        func search(_ path: String, _ id: String, _ depth: Int) {
            if !id.isEmpty, contains(packAt: path) {
                found.append(PackFolder(path: path, id: id))
                return
            }
            let folders = names(in: path).filter { isFolder("\(path)/\($0)") }
            if !id.isEmpty, folders.contains("rules") {
                log.report(.missingPackFile, "a folder with rules needs a pack.yaml", at: Position(file: "\(id)/pack.yaml", line: 1))
                return
            }
            guard depth < depthLimit else { return }
            for folder in folders { search("\(path)/\(folder)", id.isEmpty ? folder : "\(id)/\(folder)", depth + 1) }
        }
        search(root, "", 0)
        return found
    }

    var packFile: File { File(path: "\(path)/pack.yaml", text: texts?["pack.yaml"], shown: "\(id)/pack.yaml", name: "pack") }

    /// The YAML files of one part, in order of name.
    func files(in part: String) -> [File] {
        if let texts {
            return texts.keys.sorted().filter { $0.hasPrefix("\(part)/") && $0.hasSuffix(".yaml") }.map {
                File(path: "\(path)/\($0)", text: texts[$0], shown: "\(id)/\($0)", name: String($0.dropFirst(part.count + 1).dropLast(5)))
            }
        }
        return Self.names(in: "\(path)/\(part)").filter { $0.hasSuffix(".yaml") }.map {
            File(path: "\(path)/\(part)/\($0)", shown: "\(id)/\(part)/\($0)", name: String($0.dropLast(5)))
        }
    }

    /// Files that no reader would look at, which their writer should know.
    func reportUnexpectedFiles(into log: DiagnosticLog) {
        guard texts == nil else { return }
        var unexpected = Self.names(in: path).filter { !Self.known.contains($0) && !$0.hasSuffix(".md") }
        for part in Self.parts {
            unexpected += Self.names(in: "\(path)/\(part)").filter { !$0.hasSuffix(".yaml") }.map { "\(part)/\($0)" }
        }
        unexpected += files(in: "codes").filter { $0.name != "explanations" }.map { "codes/\($0.name).yaml" }
        for name in unexpected {
            let name = name.hasSuffix(".yml") ? (name, String(name.dropLast(3)) + "yaml") : (name, nil)
            log.report(
                .unexpectedFile, "nobody reads this file", at: Position(file: "\(id)/\(name.0)", line: 1), suggestion: name.1)
        }
    }

    /// What a folder holds, without hidden files; nothing if it cannot be read.
    private static func names(in path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var folder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
    }
}

extension PackFolder.File {
    /// The file's root and its text, or nil after a report.
    func read(into log: DiagnosticLog) -> (root: Node, source: SourceText)? {
        if let text {
            guard let root = DeclarationFile.parse(Array(text.utf8), shownAs: shown, into: log) else { return nil }
            return (root, SourceText(text))
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            // The reader of declarations says what is wrong with the file.
            _ = DeclarationFile.read(path: path, shownAs: shown, into: log)
            return nil
        }
        defer { try? handle.close() }
        let bytes = [UInt8]((try? handle.read(upToCount: DeclarationFile.sizeLimit + 1)) ?? Data())
        guard let root = DeclarationFile.parse(bytes, shownAs: shown, into: log) else { return nil }
        return (root, SourceText(String(decoding: bytes, as: UTF8.self)))
    }
}
