import Actions
import Basics
import Datasets
import Storage
import Web

/// The reader's language and its texts, for building a page's values; a specimen has texts that are their keys.
struct Words: Sendable {
    let language: Language
    private let find: @Sendable (String, [String: String]) -> String

    init(_ visit: Visit) {
        language = visit.language
        find = { visit.text($0, $1) }
    }

    /// For specimens.
    static let keys = Words(language: .zh) { key, _ in key }

    private init(language: Language, find: @escaping @Sendable (String, [String: String]) -> String) {
        (self.language, self.find) = (language, find)
    }

    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String { find(key, values) }

    var isChinese: Bool { language == .zh }
    func title(_ title: SourceSchema.Title) -> String { isChinese ? title.zh : title.en }
    func count(_ number: Int64) -> String { Figures.count(number) }
    func count(_ number: Int64?) -> String { number.map(Figures.count) ?? "—" }

    /// `2 月 3 日 16:12`.
    func time(_ moment: Moment) -> String {
        Figures.day(moment.chinaDate, language) + " " + clock(moment)
    }

    /// `16:12`.
    func clock(_ moment: Moment) -> String { String(moment.chinaText.suffix(5)) }

    /// Ten-thousandths as `0.96%`.
    func percent(_ tenThousandths: Int64) -> String {
        let amount = tenThousandths.magnitude
        let rest = amount % 100
        return (tenThousandths < 0 ? "−" : "") + "\(amount / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }

    /// `6.8 MB`.
    func size(_ bytes: Int64) -> String {
        let tenths = { (unit: Int64) in "\(bytes / unit).\(bytes % unit * 10 / unit)" }
        if bytes >= 1 << 30 { return tenths(1 << 30) + " GB" }
        if bytes >= 1 << 20 { return tenths(1 << 20) + " MB" }
        if bytes >= 1 << 10 { return tenths(1 << 10) + " KB" }
        return "\(bytes) B"
    }

    /// Joins short facts of one line.
    func line(_ parts: [String?]) -> String { parts.compactMap { $0 }.joined(separator: isChinese ? "·" : " · ") }

    /// A code in the reader's language; one without an English word stays as the department writes it.
    func code(_ code: String, of column: SourceSchema.Column) -> String {
        guard !isChinese, let place = column.codes.firstIndex(of: code), column.english.indices.contains(place) else { return code }
        return column.english[place]
    }

    func period(_ text: String) -> String { DeliveryPeriod(text)?.label(chinese: isChinese) ?? text }

    /// For which wider region something was handed over.
    func above(_ level: RegionCode.Level) -> String {
        switch level {
        case .province: self("departments.above.province")
        case .city: self("departments.above.city")
        case .county, .township, .village: self("departments.above.county")
        }
    }

    func state(_ state: DeliveryState) -> String { self("delivery.state.\(state.rawValue)") }
}

extension DeliveryState {
    /// The status mark that goes with the word: its shape says the same as its colour.
    var mark: String {
        switch self {
        case .received: "st-work"
        case .checked: "st-warn"
        case .refused, .sentBack: "st-bad"
        case .accepted: "st-good"
        case .superseded: "st-calm"
        }
    }
}

extension DeliveryCheck.Result {
    var mark: String {
        switch self {
        case .passed: "st-good"
        case .warning: "st-warn"
        case .failed: "st-bad"
        }
    }
}
