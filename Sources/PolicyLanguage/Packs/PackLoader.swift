import Basics
import Declarations

/// Loads and checks policy packs. Whatever is wrong with them is a diagnostic with its place; a rule with an error is left out.
package struct PackLoader {
    /// The folder of packs; places are shown relative to it.
    private let root: String
    private let today: CalendarDate?
    private let vocabulary: (PackHeader) -> Vocabulary

    /// `vocabulary` gives the facts that a pack's rules may name, by the sources its header names. From `today` the age of a
    /// parameter's verification is counted; nil leaves that out.
    package init(root: String, today: CalendarDate? = nil, vocabulary: @escaping (PackHeader) -> Vocabulary) {
        self.root = root
        self.today = today
        self.vocabulary = vocabulary
    }

    static func folders(below root: String) -> [PackFolder] { PackFolder.all(below: root, into: DiagnosticLog()) }

    /// The packs below the root: all, or those of the ids.
    package func load(only ids: [String]?) -> (packs: [PolicyPack], diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        var folders = PackFolder.all(below: root, into: log)
        if let ids {
            for id in ids where !folders.contains(where: { $0.id == id }) {
                log.report(
                    .unknownPack, "there is no pack '\(id)'", at: Position(file: id, line: 1), suggestion: nearest(id, among: folders.map(\.id)))
            }
            folders.removeAll { !ids.contains($0.id) }
        }
        let packs = folders.compactMap { PackReader(folder: $0, today: today, vocabulary: vocabulary, log: log).pack() }
        return (DuplicateRules(log: log).removed(from: packs), log.inOrderOfPlace)
    }

    /// One pack by its folder, inside or outside the root.
    package func loadPack(path: String) -> (pack: PolicyPack?, diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        let folder = PackFolder(path: path, id: id(of: path))
        guard PackFolder.contains(packAt: path) else {
            log.report(.missingPackFile, "a pack needs a pack.yaml", at: Position(file: "\(folder.id)/pack.yaml", line: 1))
            return (nil, log.inOrderOfPlace)
        }
        let pack = PackReader(folder: folder, today: today, vocabulary: vocabulary, log: log).pack()
        return (pack.flatMap { DuplicateRules(log: log).removed(from: [$0]).first }, log.inOrderOfPlace)
    }

    /// A pack that lies in no folder.
    package func loadPack(_ texts: PackTexts) -> (pack: PolicyPack?, diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        let folder = PackFolder(path: texts.id, id: texts.id, texts: texts.files)
        guard texts.files["pack.yaml"] != nil else {
            log.report(.missingPackFile, "a pack needs a pack.yaml", at: Position(file: "\(texts.id)/pack.yaml", line: 1))
            return (nil, log.inOrderOfPlace)
        }
        let pack = PackReader(folder: folder, today: today, vocabulary: vocabulary, log: log).pack()
        return (pack.flatMap { DuplicateRules(log: log).removed(from: [$0]).first }, log.inOrderOfPlace)
    }

    /// The path below the root, or the folder's own name.
    private func id(of path: String) -> String {
        func parts(_ text: String) -> [Substring] { text.split(separator: "/").filter { $0 != "." } }
        let (whole, base) = (parts(path), parts(root))
        if !base.isEmpty, whole.count > base.count, whole.starts(with: base) { return whole.dropFirst(base.count).joined(separator: "/") }
        return whole.last.map(String.init) ?? "."
    }
}

/// A rule's id names its clues everywhere: no two rules loaded together may share one.
private struct DuplicateRules {
    let log: DiagnosticLog

    /// The packs without the later of two rules with one id.
    func removed(from packs: [PolicyPack]) -> [PolicyPack] {
        var first: [String: Position] = [:]
        return packs.map { pack in
            var pack = pack
            pack.rules.removeAll { rule in
                guard let earlier = first.updateValue(rule.position, forKey: rule.id) else { return false }
                first[rule.id] = earlier
                log.report(.duplicateRuleID, "the rule \(rule.id) stands already in \(earlier.file)", at: rule.position)
                return true
            }
            return pack
        }
    }
}
