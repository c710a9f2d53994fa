import Basics
import Declarations

/// Readings that only packs need, or whose mistakes have a name of their own in packs.
extension MappingReader {
    /// `{zh: …, en: …}`, both needed.
    func titles(_ key: String) -> Bilingual? { node(key).flatMap { titles($0, of: "'\(key)'") } }

    func optionalTitles(_ key: String) -> Bilingual? { optionalNode(key).flatMap { titles($0, of: "'\(key)'") } }

    private func titles(_ node: Node, of what: String) -> Bilingual? {
        guard let reader = MappingReader(node, what: what, log) else { return nil }
        let both = reader.translations(of: what)
        reader.finish()
        return both
    }

    /// The keys `zh` and `en` of this mapping itself.
    func translations(of what: String) -> Bilingual? {
        let texts = ["zh", "en"].map { language -> String? in
            guard let node = optionalNode(language) else {
                log.report(.missingTranslation, "\(what) has no text in '\(language)'", at: position, suggestion: "\(language): …")
                return nil
            }
            return node.text("'\(language)'", log)
        }
        guard let zh = texts[0], let en = texts[1] else { return nil }
        return Bilingual(zh: zh, en: en)
    }

    /// A day written `2025-06-30`.
    func day(_ key: String) -> CalendarDate? { node(key).flatMap { $0.day("'\(key)'", log) } }

    /// One of an enumeration's words; `mistake` names what is wrong with any other.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, of _: Word.Type = Word.self, _ mistake: PackMistake) -> Word? {
        guard let node = node(key) else { return nil }
        if let word = node.text.flatMap(Word.init(rawValue:)) { return word }
        let words = Word.allCases.map(\.rawValue)
        log.report(
            mistake, "'\(key)' must be one of \(words.joined(separator: ", ")), not \(node.kind)", at: node.position,
            suggestion: node.text.flatMap { nearest($0, among: words) })
        return nil
    }

    /// A whole number of the range; `mistake` names what is wrong with any other.
    func number(_ key: String, in range: ClosedRange<Int>, _ mistake: PackMistake) -> Int? {
        guard let node = node(key) else { return nil }
        if let number = node.text.flatMap({ Int($0) }), range.contains(number) { return number }
        let upper = range.upperBound == .max ? "or more" : "to \(range.upperBound)"
        log.report(mistake, "'\(key)' must be a whole number, \(range.lowerBound) \(upper), not \(node.kind)", at: node.position)
        return nil
    }
}

extension Node {
    /// A day written `2025-06-30`, nil after a report.
    func day(_ what: String, _ log: DiagnosticLog) -> CalendarDate? {
        if let day = text.flatMap({ CalendarDate(iso: $0) }) { return day }
        log.report(.badDate, "\(what) must be a day that exists, written 2025-06-30, not \(kind)", at: position)
        return nil
    }
}

extension DiagnosticLog {
    func report(_ mistake: PackMistake, _ message: String, at position: Position, suggestion: String? = nil) {
        report(Diagnostic(mistake.severity, mistake.rawValue, message, at: position, suggestion: suggestion))
    }
}
