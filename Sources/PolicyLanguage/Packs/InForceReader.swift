import Basics
import Declarations

/// The days on which a rule holds.
struct InForce {
    var from: CalendarDate?
    var until: CalendarDate?
    /// False when nothing is known about them.
    var known: Bool

    /// Whether a day is certainly outside: an unknown end excludes nothing.
    func excludes(_ day: CalendarDate) -> Bool {
        if let from, day < from { return true }
        if let until, day > until { return true }
        return false
    }
}

/// Reads `in_force: {from: 2018-01-01, until: unknown}` or `in_force: unknown`.
struct InForceReader {
    let log: DiagnosticLog

    func span(_ rule: MappingReader) -> InForce? {
        guard let node = rule.node("in_force") else { return nil }
        if node.text == "unknown" { return InForce(known: false) }
        guard let reader = MappingReader(node, what: "'in_force'", log) else { return nil }
        let from = end("from", reader)
        let until = end("until", reader)
        reader.finish()
        guard let from, let until else { return nil }
        if let first = from.date, let last = until.date, last < first {
            log.report(.spanReversed, "the rule would end on \(last), before it begins on \(first)", at: reader.position(of: "until"))
            return nil
        }
        return InForce(from: from.date, until: until.date, known: from.date != nil || until.date != nil)
    }

    private func end(_ key: String, _ reader: MappingReader) -> DeclaredDate? {
        guard let node = reader.node(key) else { return nil }
        return node.text == "unknown" ? .unknown : node.day("'\(key)'", log).map(DeclaredDate.on)
    }
}
