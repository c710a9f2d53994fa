import Basics
import Web

/// The balance of a delivery and whom it speaks of, as figures above everything else.
struct DeliveryFigures {
    let all: [DeliveryPage.Figure]

    init(_ facts: DeliveryFacts, _ words: Words) {
        guard let rows = facts.rows, let accepted = facts.accepted, let rejected = facts.rejected else {
            all = []
            return
        }
        let unit = words("unit.rows")
        let share = words.percent(DeliveryChecks.share(Int(accepted), of: Int(rows)))
        let before = facts.earlierShare.map { words("delivery.figure.before", ["share": words.percent($0)]) } ?? ""
        var figures = [
            DeliveryPage.Figure(
                name: words("delivery.figure.in"), mark: nil, number: words.count(rows), unit: unit, link: nil,
                detail: words("delivery.figure.balance"),
                isMain: true),
            DeliveryPage.Figure(
                name: words("delivery.figure.accepted"), mark: "st-good", number: words.count(accepted), unit: unit, link: nil,
                detail: share + before,
                isMain: true),
            DeliveryPage.Figure(
                name: words("delivery.figure.rejected"), mark: rejected > 0 ? "st-bad" : "st-good", number: words.count(rejected), unit: unit,
                link: rejected > 0 ? "/deliveries/\(facts.head.id)/rejects" : nil, detail: DeliveryFigures.mending(facts, rows, rejected, words),
                isMain: true),
        ]
        if let matched = facts.matchedRows, let people = facts.matchedPeople, let others = facts.unmatchedRows, matched + others > 0 {
            figures.append(
                DeliveryPage.Figure(
                    name: words("delivery.figure.matched"), mark: nil, number: words.count(matched), unit: unit, link: nil,
                    detail: words("delivery.figure.people", ["people": words.count(people)]), isMain: false))
            figures.append(
                DeliveryPage.Figure(
                    name: words("delivery.figure.outside"), mark: nil, number: words.count(others), unit: unit, link: nil,
                    detail: words("delivery.figure.counted"), isMain: false))
            let named = facts.otherNameRows ?? 0
            figures.append(
                DeliveryPage.Figure(
                    name: words("delivery.figure.other-name"), mark: named > 0 ? "st-warn" : nil, number: words.count(named), unit: unit, link: nil,
                    detail: words("delivery.figure.other-name.detail"), isMain: false))
        }
        all = figures
    }

    /// How many of the rejected rows came back mended.
    private static func mending(_ facts: DeliveryFacts, _ rows: Int64, _ rejected: Int64, _ words: Words) -> String {
        let share = words.percent(DeliveryChecks.share(Int(rejected), of: Int(rows)))
        guard facts.mended > 0 else { return share + (rejected > 0 ? words("delivery.figure.kept") : "") }
        return share + words("delivery.figure.mended", ["mended": words.count(facts.mended), "open": words.count(max(0, rejected - facts.mended))])
    }
}

/// A check as the page words it.
struct CheckText {
    let check: DeliveryPage.Check

    init(_ found: DeliveryCheck, titles: [String: String], _ words: Words) {
        let format = CheckText.format(found.kind, words)
        let columns = found.column.split(separator: " ").map { titles[String($0)] ?? String($0) }.joined(separator: words.isChinese ? "、" : ", ")
        check = DeliveryPage.Check(
            name: words("check.\(found.kind.rawValue)", ["column": columns]), measured: format(found.measured),
            allowed: CheckText.allowed(found, format), mark: found.result.mark, result: words("check.result.\(found.result.rawValue)"))
    }

    private static func format(_ kind: DeliveryCheck.Kind, _ words: Words) -> (Int64) -> String {
        switch kind {
        case .change: { ($0 > 0 ? "+" : "") + words.percent($0) }
        case .rejected, .filled: { words.percent($0) }
        case .sum: { Figures.yuan(Money(fen: $0)) }
        case .period: { CalendarDate(daysSinceEpoch: Int32(clamping: $0)).description }
        case .rows, .columns, .formulas: { words.count($0) }
        }
    }

    private static func allowed(_ found: DeliveryCheck, _ format: (Int64) -> String) -> String {
        switch (found.leastAllowed, found.mostAllowed) {
        case (let least?, let most?) where least == -most: "±" + format(most).replacing("+", with: "")
        case (let least?, let most?): format(least) + "–" + format(most)
        case (let least?, nil): "≥ " + format(least)
        case (nil, let most?): "≤ " + format(most)
        case (nil, nil): "—"
        }
    }
}

/// What is known of the file itself.
struct FileFacts {
    let all: [DeliveryPage.Fact]

    init(_ facts: DeliveryFacts, titles: [String: String], _ words: Words) {
        let file = facts.file
        let comma = words.isChinese ? "，" : ", "
        func names(_ columns: [String]) -> String { columns.map { titles[$0] ?? $0 }.joined(separator: words.isChinese ? "、" : ", ") }
        var all = [
            DeliveryPage.Fact(name: words("file.name"), value: file.name, isCode: false),
            DeliveryPage.Fact(name: words("file.fingerprint"), value: "SHA-256 " + file.sha256, isCode: true),
            DeliveryPage.Fact(name: words("file.size"), value: words.size(file.size), isCode: false),
        ]
        if let format = file.format {
            var parts = [words("file.format.\(format)"), words("file.columns", ["columns": String(file.header.count)])]
            if let encoding = file.encoding, format == "delimited" { parts.append(encoding) }
            if let delimiter = file.delimiter, !delimiter.isEmpty { parts.append(words("file.delimiter", ["delimiter": delimiter])) }
            if let sheet = file.sheet { parts.append(sheet) }
            all.append(DeliveryPage.Fact(name: words("file.format"), value: parts.joined(separator: comma), isCode: false))
        }
        if !file.unknown.isEmpty {
            all.append(DeliveryPage.Fact(name: words("file.unknown"), value: file.unknown.joined(separator: comma), isCode: false))
        }
        if !file.missing.isEmpty { all.append(DeliveryPage.Fact(name: words("file.missing"), value: names(file.missing), isCode: false)) }
        if let first = facts.firstDay, let last = facts.lastDay {
            all.append(
                DeliveryPage.Fact(
                    name: words("file.days"), value: words("delivery.days", ["first": first.description, "last": last.description]), isCode: false))
        }
        if let normalised = facts.normalised, let malformed = facts.malformed, normalised + malformed > 0 {
            all.append(
                DeliveryPage.Fact(
                    name: words("file.numbers"),
                    value: words("file.numbers.value", ["normalised": words.count(normalised), "malformed": words.count(malformed)]), isCode: false))
        }
        if facts.places > 0 {
            all.append(
                DeliveryPage.Fact(name: words("file.places"), value: words("file.places.value", ["places": words.count(facts.places)]), isCode: false)
            )
        }
        self.all = all
    }
}
