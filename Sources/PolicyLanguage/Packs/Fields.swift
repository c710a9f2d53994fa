import Basics
import Declarations

/// The keys of one YAML mapping of a pack, each read with a check of its form. What is missing or of the wrong form is
/// reported and read as nil.
struct Fields {
    let position: Position
    private let what: String
    private let entries: [Node.Entry]
    private let findings: Findings

    /// Nil, with a report, if the node is not a mapping. Keys that are not among `keys` are reported and read past.
    init?(_ node: Node, _ what: String, keys: [String], _ findings: Findings) {
        guard case .mapping(let entries) = node.content else {
            findings.report(.wrongKindOfValue, "\(what) must be a mapping (key: value), this is \(node.kind)", at: node.position)
            return nil
        }
        position = node.position
        self.what = what
        self.entries = entries
        self.findings = findings
        for entry in entries where !keys.contains(entry.key) {
            findings.report(
                .unknownKey, "\(what) has no key '\(entry.key)'", at: entry.keyPosition, suggestion: nearest(to: entry.key, among: keys))
        }
    }

    subscript(key: String) -> Node? { entries.first { $0.key == key }?.value }

    func keyPosition(_ key: String) -> Position { entries.first { $0.key == key }?.keyPosition ?? position }

    func required(_ key: String) -> Node? {
        if let node = self[key] { return node }
        findings.report(.missingKey, "\(what) needs the key '\(key)'", at: position, suggestion: "\(key): …")
        return nil
    }

    /// A text that is not empty.
    func text(_ key: String) -> String? { required(key).flatMap { $0.text(key, findings) } }

    func optionalText(_ key: String) -> String? { self[key].flatMap { $0.text(key, findings) } }

    func bilingual(_ key: String) -> Bilingual? { required(key).flatMap { bilingual($0, key) } }

    func optionalBilingual(_ key: String) -> Bilingual? { self[key].flatMap { bilingual($0, key) } }

    private func bilingual(_ node: Node, _ key: String) -> Bilingual? {
        guard let fields = Fields(node, "'\(key)'", keys: ["zh", "en"], findings) else { return nil }
        return fields.translations(of: "'\(key)'")
    }

    /// The keys `zh` and `en` of this mapping itself.
    func translations(of what: String) -> Bilingual? {
        let texts = ["zh", "en"].map { language -> String? in
            guard let node = self[language], !node.isNull else {
                findings.report(.missingTranslation, "\(what) has no text in '\(language)'", at: position, suggestion: "\(language): …")
                return nil
            }
            return node.text(language, findings)
        }
        guard let zh = texts[0], let en = texts[1] else { return nil }
        return Bilingual(zh: zh, en: en)
    }

    func bool(_ key: String) -> Bool? {
        guard let node = required(key) else { return nil }
        switch node.plain {
        case "true": return true
        case "false": return false
        default:
            findings.report(.wrongKindOfValue, "'\(key)' must be true or false, this is \(node.kind)", at: node.position)
            return nil
        }
    }

    /// A whole number of the range; `mistake` names what is wrong with any other.
    func int(_ key: String, in range: ClosedRange<Int>, _ mistake: PackMistake) -> Int? {
        guard let node = required(key) else { return nil }
        if let number = node.plain.flatMap(Int.init), range.contains(number) { return number }
        let upper = range.upperBound == .max ? "or more" : "to \(range.upperBound)"
        findings.report(mistake, "'\(key)' must be a whole number, \(range.lowerBound) \(upper)", at: node.position)
        return nil
    }

    /// One of an enumeration's words; `mistake` names what is wrong with any other.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, _: Word.Type, _ mistake: PackMistake) -> Word? {
        guard let node = required(key) else { return nil }
        if let word = node.plain.flatMap(Word.init(rawValue:)) { return word }
        let words = Word.allCases.map(\.rawValue)
        findings.report(
            mistake, "'\(key)' must be one of \(words.joined(separator: ", "))", at: node.position,
            suggestion: node.plain.flatMap { nearest(to: $0, among: words) })
        return nil
    }

    /// The elements of a list; nil if it is missing or no list.
    func list(_ key: String) -> [Node]? { required(key).flatMap { $0.list(key, findings) } }

    func optionalList(_ key: String) -> [Node] { self[key].flatMap { $0.list(key, findings) } ?? [] }
}

extension Node {
    /// What a reader would call this node's form.
    var kind: String {
        switch content {
        case .null: "empty"
        case .scalar: "a plain value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    var isNull: Bool {
        if case .null = content { return true }
        return false
    }

    /// The text of a scalar as written.
    var plain: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    /// A text that is not empty, or nil with a report.
    func text(_ key: String, _ findings: Findings) -> String? {
        if let plain, plain.contains(where: { !$0.isWhitespace }) { return plain }
        findings.report(.wrongKindOfValue, "'\(key)' must be a text, this is \(kind == "a plain value" ? "empty" : kind)", at: position)
        return nil
    }

    func list(_ key: String, _ findings: Findings) -> [Node]? {
        if case .sequence(let nodes) = content { return nodes }
        findings.report(.wrongKindOfValue, "'\(key)' must be a list, this is \(kind)", at: position)
        return nil
    }

    /// A day written `2025-06-30`.
    func date(_ key: String, _ findings: Findings) -> CalendarDate? {
        if let date = plain.flatMap({ CalendarDate(iso: $0) }) { return date }
        findings.report(.badDate, "'\(key)' must be a day that exists, written 2025-06-30", at: position)
        return nil
    }
}
