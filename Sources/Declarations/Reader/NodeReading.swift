import Basics

/// A date of a declaration that may honestly be `unknown`.
package enum DeclaredDate: Hashable, Sendable {
    case on(CalendarDate)
    case unknown

    package var date: CalendarDate? {
        guard case .on(let date) = self else { return nil }
        return date
    }
}

/// Reads one node as a value of a kind, or reports why it is none. `what` names the value in messages: `'version'`, `a file name`.
extension Node {
    package func text(_ what: String, _ log: DiagnosticLog) -> String? {
        if let text { return text }
        return wrong(what, "a text", log)
    }

    /// Decimal digits with an optional sign, inside the range.
    package func int(_ what: String, in range: ClosedRange<Int> = .min ... .max, _ log: DiagnosticLog) -> Int? {
        guard let text, let value = Int(text) else { return wrong(what, "a whole number", log) }
        guard range.contains(value) else {
            log.error("out-of-range", "\(what) must be \(Self.spoken(range)), not \(value)", at: position)
            return nil
        }
        return value
    }

    /// `true` or `false`, unquoted.
    package func bool(_ what: String, _ log: DiagnosticLog) -> Bool? {
        switch content {
        case .scalar("true", quoted: false): return true
        case .scalar("false", quoted: false): return false
        default: return wrong(what, "true or false", log)
        }
    }

    /// `2025-06-30`.
    package func date(_ what: String, _ log: DiagnosticLog) -> CalendarDate? {
        guard let text, let date = CalendarDate(iso: text) else { return wrong(what, "a date such as 2025-06-30", log) }
        return date
    }

    /// `2025-06-30` or `unknown`.
    package func dateOrUnknown(_ what: String, _ log: DiagnosticLog) -> DeclaredDate? {
        if text == "unknown" { return .unknown }
        guard let text, let date = CalendarDate(iso: text) else { return wrong(what, "a date such as 2025-06-30, or unknown", log) }
        return .on(date)
    }

    /// One of an enumeration's raw values.
    package func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ what: String, of type: Choice.Type = Choice.self, _ log: DiagnosticLog
    ) -> Choice? {
        let words = type.allCases.map(\.rawValue)
        guard let text else { return wrong(what, "one of \(words.joined(separator: ", "))", log) }
        if let choice = Choice(rawValue: text) { return choice }
        log.error(
            "unknown-choice", "\(what) must be one of \(words.joined(separator: ", ")), not \(kind)", at: position,
            suggestion: nearest(text, among: words))
        return nil
    }

    package func list(_ what: String, _ log: DiagnosticLog) -> [Node]? {
        if let items { return items }
        return wrong(what, "a list", log)
    }

    /// A list of texts; every item that is none is reported.
    package func texts(_ what: String, _ log: DiagnosticLog) -> [String]? {
        guard let items = list(what, log) else { return nil }
        let texts = items.compactMap { $0.text("an item of \(what)", log) }
        return texts.count == items.count ? texts : nil
    }

    private func wrong<Value>(_ what: String, _ wanted: String, _ log: DiagnosticLog) -> Value? {
        log.error("wrong-kind", "\(what) must be \(wanted), not \(kind)", at: position)
        return nil
    }

    private static func spoken(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (let low, .max): "\(low) or more"
        case (.min, let high): "\(high) or less"
        case (let low, let high): "between \(low) and \(high)"
        }
    }
}
