import Actions
import Basics
import Foundation
import Policies
import Storage

/// A rule's words and the names of its evidence, kept for the clues that stand under it. Kept again, only what differs is written.
struct KeepRules: Action {
    static let name = "clue.keepRules"
    static let permission = Permission.clueDecide

    struct Item: Codable, Sendable, Hashable {
        var rule: String
        var pack: String
        var packVersion: Int
        var titleZh: String
        var titleEn: String
        var outcome: String
        var severity: Int
        var usual: [String]
        /// Of the rule's clues; nil when the run found none, and what is kept stays.
        var sources: [String]?
        var evidence: [EvidenceItem]?
    }

    var items: [Item]

    func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    func perform(in writing: Writing) throws -> Int {
        var written = 0
        for item in items {
            let (rule, isNew) = try keep(item, writing)
            if isNew { written += 1 }
            if let evidence = item.evidence, try keep(evidence, of: rule, item.packVersion, writing) { written += 1 }
        }
        writing.note("rules", Int64(items.count))
        return written
    }

    private func keep(_ item: Item, _ writing: Writing) throws -> (id: Int64, isNew: Bool) {
        let row = try writing.transaction.row(
            "SELECT id, pack, title_zh, title_en, outcome, severity, sources, usual FROM clue_rules WHERE rule = \(item.rule)")
        let sources = try item.sources?.joined(separator: ",") ?? row?.text("sources") ?? ""
        let usual = item.usual.joined(separator: ",")
        let values: [String: any Bindable] = [
            "pack": item.pack, "title_zh": item.titleZh, "title_en": item.titleEn, "outcome": item.outcome, "severity": item.severity,
            "sources": sources, "usual": usual,
        ]
        guard let row else { return (try writing.insert(into: .clueRules, values.merging(["rule": item.rule]) { first, _ in first }), true) }
        let changed = try values.filter { name, value in try row.value(name) != value.value }
        if !changed.isEmpty { try writing.change(.clueRules, id: row.integer("id"), changed) }
        return (try row.integer("id"), !changed.isEmpty)
    }

    private func keep(_ evidence: [EvidenceItem], of rule: Int64, _ version: Int, _ writing: Writing) throws -> Bool {
        guard try writing.transaction.row("SELECT id FROM clue_forms WHERE rule = \(rule) AND pack_version = \(version)") == nil else { return false }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(
            decoding: try encoder.encode(evidence.map { EvidenceItem(name: $0.name, title: $0.title, kind: $0.kind, value: 0) }), as: UTF8.self)
        try writing.insert(into: .clueForms, ["rule": rule, "pack_version": version, "evidence": text])
        return true
    }
}

/// The numbers of rules and forms in the database, by rule and version.
struct RuleNumbers: Sendable {
    struct Number: Sendable { var rule: Int64; var form: Int64; var outcome: String }
    private var numbers: [String: Number] = [:]

    init(in reader: Reader) throws {
        // Rules of the law, of no place.
        let rows = try reader.rows(
            "SELECT r.id, r.rule, r.outcome, f.id AS form, f.pack_version FROM clue_rules r JOIN clue_forms f ON f.rule = r.id")
        for row in rows {
            numbers["\(try row.text("rule"))@\(try row.integer("pack_version"))"] = Number(
                rule: try row.integer("id"), form: try row.integer("form"), outcome: try row.text("outcome"))
        }
    }

    subscript(rule: String, version: Int) -> Number? { numbers["\(rule)@\(version)"] }
}
