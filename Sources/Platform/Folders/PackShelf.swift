import Comparison
import Datasets
import Declarations
import Foundation
import PolicyLanguage

/// Packs and the schemas they are checked against, loaded together.
struct PackShelf {
    var packs: [PolicyPack]
    var schemas: [SourceSchema]
    /// Path of each pack's folder, in the order of `packs`.
    var paths: [String]

    /// The packs at some paths, or all below the root but the benchmark. Any mistake in them refuses the run: half a pack decides wrongly.
    static func load(_ wanted: [String], folders: HomeFolders) throws -> PackShelf {
        let library = SchemaLibrary(root: folders.sources)
        let places = try wanted.isEmpty ? everyPack(below: folders.packs) : wanted.flatMap { try packFolders(at: $0, root: folders.packs) }
        // A pack's id is its place below the root, however the two were written.
        let loader = PackLoader(root: absolute(folders.packs), vocabulary: library.vocabulary)
        var packs: [PolicyPack] = []
        var paths: [String] = []
        var mistakes: [Diagnostic] = []
        for path in places.map(absolute) where !paths.contains(path) {
            let (pack, found) = loader.loadPack(path: path)
            mistakes += found.filter { $0.severity == .error }
            guard let pack else { continue }
            packs.append(pack)
            paths.append(path)
        }
        let (schemas, found) = library.schemas(for: packs)
        mistakes += found.filter { $0.severity == .error }
        mistakes += doubledRules(packs)
        guard mistakes.isEmpty else { throw Self.failure(mistakes) }
        return PackShelf(packs: packs, schemas: schemas, paths: paths)
    }

    private static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    /// Folders with a `pack.yaml` below the root, sorted; not the benchmark's, which has a register of its own.
    static func everyPack(below root: String) throws -> [String] {
        let found = packFolders(below: root).filter { $0 != "\(root)/benchmark" }
        guard !found.isEmpty else {
            throw CommandFailure(code: "no-packs", message: "no pack.yaml below \(root)", advice: "give --pack or --packs-root")
        }
        return found
    }

    /// A pack's folder, or a folder of packs: as a path, or as a name below the root.
    private static func packFolders(at name: String, root: String) throws -> [String] {
        let trimmed = name.count > 1 && name.hasSuffix("/") ? String(name.dropLast()) : name
        for path in [trimmed, "\(root)/\(trimmed)"] where HomeFolders.isDirectory(path) {
            let found = packFolders(below: path)
            if !found.isEmpty { return found }
        }
        let known = packFolders(below: root).map { String($0.dropFirst(root.count + 1)) }
        throw CommandFailure(
            code: "unknown-pack", message: "there is no policy pack at '\(name)'",
            advice: nearest(name, among: known).map { "did you mean \($0)?" } ?? "youshu policy list shows the packs")
    }

    private static func packFolders(below path: String) -> [String] {
        if FileManager.default.fileExists(atPath: "\(path)/pack.yaml") { return [path] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasPrefix(".") && HomeFolders.isDirectory("\(path)/\($0)") }.sorted().flatMap {
            packFolders(below: "\(path)/\($0)")
        }
    }

    /// A rule's id names its clues everywhere.
    private static func doubledRules(_ packs: [PolicyPack]) -> [Diagnostic] {
        var first: [String: String] = [:]
        return packs.flatMap { pack in
            pack.rules.compactMap { rule in
                guard let other = first.updateValue(pack.id, forKey: rule.id) else { return nil }
                return Diagnostic(.error, "duplicate-rule-id", "the rule \(rule.id) stands also in the pack \(other)", at: rule.position)
            }
        }
    }

    private static func failure(_ mistakes: [Diagnostic]) -> CommandFailure {
        let shown = mistakes.prefix(20).map { "\n        \($0)" }.joined()
        let rest = mistakes.count > 20 ? "\n        and \(mistakes.count - 20) more" : ""
        return CommandFailure(
            code: "mistakes-in-packs", message: "the packs or the sources have \(mistakes.count) mistakes\(shown)\(rest)",
            advice: "youshu policy check tells all of them")
    }
}

/// The schemas below `DataSources`, loaded once for each choice of folders.
struct SchemaLibrary {
    let root: String

    /// What a pack's rules may name: the province's sources, or those its header asks for.
    func vocabulary(_ header: PackHeader) -> Vocabulary { Vocabulary(schemas: load(header.sources).schemas) }

    /// The sources of some packs together. Packs that ask for none read the province's.
    func schemas(for packs: [PolicyPack]) -> (schemas: [SourceSchema], diagnostics: [Diagnostic]) {
        let named = Set(packs.flatMap(\.sources)).sorted()
        if named.isEmpty { return load([]) }
        if packs.allSatisfy({ !$0.sources.isEmpty }) { return load(named) }
        let position = Position(file: packs.first { !$0.sources.isEmpty }?.id ?? root, line: 1)
        let mistake = Diagnostic(
            .error, "mixed-sources", "a pack with sources of its own cannot run together with packs over the province's sources", at: position,
            suggestion: "run it alone")
        return ([], [mistake])
    }

    private func load(_ folders: [String]) -> (schemas: [SourceSchema], diagnostics: [Diagnostic]) {
        SchemaLoader(root: root).load(folders: folders.isEmpty ? nil : folders)
    }
}
