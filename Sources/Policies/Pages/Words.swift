import Actions
import Basics
import PolicyLanguage
import Storage
import Web

/// The reader's language and its texts, for building a page's values.
struct Words: Sendable {
    let language: Language
    private let find: @Sendable (String, [String: String]) -> String

    init(_ visit: Visit) {
        language = visit.language
        find = { visit.text($0, $1) }
    }

    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String { find(key, values) }

    var isChinese: Bool { language == .zh }
    func title(_ title: Bilingual) -> String { isChinese ? title.zh : title.en }
    func title(_ title: [String: String]) -> String { title[isChinese ? "zh" : "en"] ?? title["zh"] ?? "" }
    func count(_ number: Int64) -> String { Figures.count(number) }
    func count(_ number: Int64?) -> String { number.map(Figures.count) ?? "—" }
    func time(_ moment: Moment) -> String { moment.chinaText }

    func seconds(_ milliseconds: Int64) -> String {
        let tenths = milliseconds % 1000 / 100
        return "\(milliseconds / 1000).\(tenths)"
    }

    /// A step of a run, named as the engine names it.
    func step(_ name: String) -> String {
        Self.steps.contains(name) ? self("run.step.\(name.replacing(" ", with: "-"))") : name
    }

    private static let steps: Set<String> = [
        "read register", "compile rules", "build register", "index register", "read departments", "arrange rows", "evaluate", "evaluate groups",
        "evaluate one by one", "sort clues",
    ]

    /// `12 / 15 (80.0%)`, or that nobody has looked yet.
    func precision(_ precision: HitRate?) -> String {
        guard let precision, let share = Figures.share(precision.confirmed, of: precision.decided) else { return self("rule.precision.none") }
        return "\(count(precision.confirmed)) / \(count(precision.decided)) (\(share))"
    }

    /// Why a rule was skipped, in the reader's language where the reason is one of the known ones.
    func skipped(_ reason: String) -> String {
        if let source = reason.wholeMatch(of: /source (\S+) was not received/) { return self("skip.source", ["source": String(source.1)]) }
        if let day = reason.wholeMatch(of: /in force only from (\S+)/) { return self("skip.from", ["day": String(day.1)]) }
        if let day = reason.wholeMatch(of: /in force only until (\S+)/) { return self("skip.until", ["day": String(day.1)]) }
        if reason.hasPrefix("it looks beyond the region") { return self("skip.beyond") }
        if reason.hasPrefix("no county under the law") { return self("skip.area") }
        if let column = reason.wholeMatch(of: /(\S+): the register keeps no such column/) { return self("skip.column", ["column": String(column.1)]) }
        if let column = reason.wholeMatch(of: /(\S+): the register keeps the number in its normal form.*/) {
            return self("skip.written", ["column": String(column.1)])
        }
        if reason.hasPrefix("waits for the next run") { return self("skip.waits") }
        if reason.contains("no income sheet of the year before") { return self("skip.year-before") }
        return reason
    }

    /// A parameter's value as a person writes and reads it.
    func value(_ value: ParameterValue, of type: ValueType) -> String {
        switch (value, type) {
        case (.text(let text), _): return text
        case (.number(let days), .date): return CalendarDate(exactly: Int(days))?.description ?? String(days)
        case (.number(let number), .bool): return number == 0 ? "false" : "true"
        case (.number(let number), .money), (.number(let number), .decimal):
            let rest = number.magnitude % 100
            let decimals = rest == 0 ? "" : rest.isMultiple(of: 10) ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
            return (number < 0 ? "-" : "") + String(number.magnitude / 100) + decimals
        case (.number(let number), _): return String(number)
        }
    }

    /// The unit a value is written in: 元, 平方米; empty for plain numbers.
    func unit(_ type: ValueType) -> String {
        switch type {
        case .money: self("unit.yuan")
        case .decimal("m2"): self("policy.unit.m2")
        case .decimal("mu"): self("policy.unit.mu")
        case .decimal("km"): self("policy.unit.km")
        case .decimal("%"): "%"
        default: ""
        }
    }
}
