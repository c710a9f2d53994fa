import Declarations
import Foundation

/// `LOCK.yaml` beside the packs: what every released rule decides, as a hash, so that no rule in use changes without a new version.
package struct PolicyLock: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package var version: Int
        /// SHA-256 of the rule's canonical form.
        package var sha256: String
        /// For each parameter of the rule, how many values of its history the hash covers: more may be added, none changed.
        package var values: [String: Int]
    }

    static let fileName = "LOCK.yaml"

    /// By pack, then by rule.
    package private(set) var packs: [String: [String: Entry]]

    /// The lock that these packs' released and retired rules would have.
    package init(of packs: [PolicyPack]) {
        self.packs = [:]
        for pack in packs {
            for rule in pack.rules where rule.status != .experimental {
                let used = pack.parameters.filter { rule.parameters.contains($0.name) }
                let values = Dictionary(used.map { ($0.name, $0.history.count) }, uniquingKeysWith: max)
                guard let hash = CanonicalRule.hash(of: rule, in: pack, values: values) else { continue }
                self.packs[pack.id, default: [:]][rule.id] = Entry(version: rule.version, sha256: hash, values: values)
            }
        }
    }

    /// Reads the root's lock; empty if there is none.
    init(root: String, into log: DiagnosticLog) {
        packs = [:]
        let path = "\(root)/\(Self.fileName)"
        guard FileManager.default.fileExists(atPath: path),
            let node = DeclarationFile.read(path: path, shownAs: Self.fileName, into: log), !node.isNull,
            let reader = MappingReader(node, what: "the lock", log)
        else { return }
        for pack in reader.allEntries() {
            for rule in MappingReader(pack.value, what: "a pack of the lock", log)?.allEntries() ?? [] {
                guard let entry = MappingReader(rule.value, what: "a rule of the lock", log) else { continue }
                let (version, hash) = (entry.int("version", in: 1...Int.max), entry.text("sha256"))
                let values = entry.optionalMapping("values")?.allEntries().compactMap { value in
                    value.value.int("'\(value.key)'", in: 1...Int.max, log).map { (value.key, $0) }
                }
                entry.finish()
                guard let version, let hash else { continue }
                packs[pack.key, default: [:]][rule.key] = Entry(
                    version: version, sha256: hash, values: Dictionary(values ?? [], uniquingKeysWith: max))
            }
        }
    }

    /// Reports released rules that changed or went missing, and those not in the lock yet. Packs that were not loaded, and rules
    /// that were left out for another mistake (`incomplete` packs), are not held against the lock.
    func check(_ loaded: [PolicyPack], incomplete: Set<String>, into log: DiagnosticLog) {
        for pack in loaded {
            let locked = packs[pack.id] ?? [:]
            for rule in pack.rules { check(rule, of: pack, against: locked[rule.id], into: log) }
            guard !incomplete.contains(pack.id) else { continue }
            for id in locked.keys.sorted() where !pack.rules.contains(where: { $0.id == id }) {
                log.report(
                    .releasedRuleMissing, "the released rule \(id) is gone", at: Position(file: "\(pack.id)/rules/\(id).yaml", line: 1),
                    suggestion: "keep it with status: retired")
            }
        }
    }

    private func check(_ rule: Rule, of pack: PolicyPack, against entry: Entry?, into log: DiagnosticLog) {
        guard let entry else {
            if rule.status != .experimental {
                log.report(
                    .releasedRuleNotLocked, "\(rule.id) is \(rule.status.rawValue) and not in the lock", at: rule.position,
                    suggestion: "youshu policy lock")
            }
            return
        }
        if rule.status == .experimental || rule.version < entry.version {
            log.report(
                .releasedRuleChanged, "version \(entry.version) of \(rule.id) was released: it cannot go back", at: rule.position,
                suggestion: "version: \(entry.version + 1)")
        } else if rule.version == entry.version, CanonicalRule.hash(of: rule, in: pack, values: entry.values) != entry.sha256 {
            log.report(
                .releasedRuleChanged, "\(rule.id) or an old value of its parameters differs from what was released as version \(entry.version)",
                at: rule.position,
                suggestion: "version: \(entry.version + 1)")
        }
    }

    /// Writes the lock of these packs, keeping the entries of packs that were not loaded. Refused, with the reasons, while a released
    /// rule changed without a new version or is gone.
    package static func rewrite(root: String, packs: [PolicyPack]) throws -> [Diagnostic] {
        let log = DiagnosticLog()
        var lock = PolicyLock(root: root, into: log)
        lock.check(packs, incomplete: [], into: log)
        guard !log.hasErrors else { return log.inOrderOfPlace.filter { $0.severity == .error } }
        let fresh = PolicyLock(of: packs)
        for pack in packs { lock.packs[pack.id] = fresh.packs[pack.id] }
        try lock.yaml.write(toFile: "\(root)/\(fileName)", atomically: true, encoding: .utf8)
        return []
    }

    /// The file's text, in order of name.
    package var yaml: String {
        var text = "# What the released rules decide. Written by `youshu policy lock`; a changed rule needs a new version.\n"
        for (pack, rules) in packs.sorted(by: { $0.key < $1.key }) {
            text += "\"\(pack)\":\n"
            for (id, entry) in rules.sorted(by: { $0.key < $1.key }) {
                let values = entry.values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
                text += "  \(id): {version: \(entry.version), sha256: \"\(entry.sha256)\"\(values.isEmpty ? "" : ", values: {\(values)}")}\n"
            }
        }
        return packs.isEmpty ? text + "{}\n" : text
    }
}
