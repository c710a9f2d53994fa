import Basics
import Comparison
import Datasets
import PolicyLanguage

/// The numbers of the law the run used.
struct ParameterSection {
    let facts: RunFacts

    var section: ReportSection {
        let used = facts.parametersInUse
        return ReportSection(
            id: "parameters", title: ReportText.parametersTitle,
            news: used.isEmpty ? nil : ReportText.parametersNews(used.count, unverified: used.count { !$0.parameter.verified }),
            content: content(used))
    }

    private func content(_ used: [ParameterUse]) -> HTML {
        guard !used.isEmpty else { return "<p>\(ReportText.noParameters)</p>" }
        return """
            <div class="scroll"><table><caption>\(ReportText.parametersTitle.zh)</caption>
            <thead><tr><th scope="col">\(ReportText.parameter)</th><th scope="col" class="n">\(ReportText.value)</th>\
            <th scope="col">\(ReportText.since)</th><th scope="col">\(ReportText.reference)</th><th scope="col">\(ReportText.state)</th></tr></thead>
            <tbody>
            \(used.map(row))</tbody></table></div>
            """
    }

    private func row(_ used: ParameterUse) -> HTML {
        let value: HTML = used.value.map { "\(shown($0.value, used))" } ?? "\(ReportText.notYet)"
        return """
            <tr><th scope="row">\(used.parameter.title) <span class="id">\(used.pack)/\(used.parameter.name)</span></th><td class="n">\(value)</td>\
            <td class="nb">\(used.value?.from.description ?? "—")</td><td class="wide">\(used.value?.reference ?? "—")</td><td>\(state(used.parameter))</td></tr>

            """
    }

    private func shown(_ value: ParameterValue, _ used: ParameterUse) -> String {
        guard case .number(let number) = value, used.parameter.type != .date else { return used.written(value) }
        return EvidenceText.shown(number, as: used.parameter.type)
    }

    private func state(_ parameter: Parameter) -> HTML {
        guard parameter.verified else { return OutcomeHatching.openTag }
        return parameter.lastVerifiedOn.map { "\(ReportText.verifiedOn($0.description))" } ?? "\(ReportText.verified)"
    }
}

/// Rules that were not run, sources that have not come, files nobody knows.
struct NotRunSection {
    let facts: RunFacts

    var section: ReportSection { ReportSection(id: "not-run", title: ReportText.notRunTitle, content: content) }

    private var content: HTML {
        let skipped = facts.result.rules.filter { $0.skipped != nil }.sorted { $0.rule.id < $1.rule.id }
        let missing = facts.result.missingSources.sorted()
        guard !(skipped.isEmpty && missing.isEmpty && facts.unknownFiles.isEmpty) else { return "<p class=\"good\">\(ReportText.nothingLeftOut)</p>" }
        var parts: [HTML] = []
        if !skipped.isEmpty {
            parts.append(
                """
                <h3>\(ReportText.notRunRules)</h3><div class="scroll"><table><thead><tr><th scope="col">\(ReportText.reason)</th>\
                <th scope="col" class="n">\(ReportText.rulesCount)</th><th scope="col">\(ReportText.rule)</th></tr></thead><tbody>
                \(grouped(skipped))</tbody></table></div>
                """)
        }
        if !missing.isEmpty { parts.append("<h3>\(ReportText.missingSources)</h3><ul class=\"prose columns\">\(missing.map(source))</ul>") }
        if !facts.unknownFiles.isEmpty {
            let items = facts.unknownFiles.map { path -> HTML in "<li class=\"id\">\(path)</li>" }
            parts.append("<h3>\(ReportText.unknownFiles)</h3><ul class=\"prose\">\(items)</ul>")
        }
        return HTML(joined: parts)
    }

    /// One row for each reason, with the rules it kept from running.
    private func grouped(_ skipped: [RuleResult]) -> [HTML] {
        let byReason = Dictionary(grouping: skipped) { $0.skipped ?? "" }
        let titles = Dictionary(facts.shelf.schemas.map { ($0.name, $0.title.zh) }, uniquingKeysWith: { first, _ in first })
        return byReason.sorted { $0.key < $1.key }.map { reason, rules in
            let names = rules.map { rule -> HTML in "<li>\(rule.rule.title) <span class=\"id\">\(rule.rule.id)</span></li>" }
            return """
                <tr><th scope="row">\(ReportText.skipped(reason, titles: titles))</th><td class="n">\(rules.count)</td>\
                <td><ul class="prose columns">\(names)</ul></td></tr>

                """
        }
    }

    private func source(_ name: String) -> HTML {
        guard let schema = facts.shelf.schemas.first(where: { $0.name == name }) else { return "<li>\(name)</li>" }
        return "<li>\(schema.title.zh)（\(schema.publisher.zh)） <span class=\"id\">\(name)</span></li>"
    }
}

/// What would change under other parameters.
struct WhatIfSection {
    let whatIf: WhatIf
    private static let shownRows = 100

    var section: ReportSection {
        ReportSection(
            id: "what-if", title: ReportText.whatIfTitle, news: ReportText.whatIfNews(before: whatIf.before, after: whatIf.after), content: content)
    }

    private var content: HTML {
        let settings: HTML = "<p class=\"id\">\(whatIf.settings.joined(separator: "  "))</p>"
        guard !whatIf.rows.isEmpty else { return "\(settings)<p>\(ReportText.noChange)</p>" }
        let heads = [ReportText.before, ReportText.after, ReportText.difference].map { title -> HTML in "<th scope=\"col\" class=\"n\">\(title)</th>"
        }
        let rows = whatIf.rows.prefix(Self.shownRows).map { row -> HTML in
            """
            <tr><th scope="row">\(row.county.isEmpty ? "—" : row.county)</th><td class="id">\(row.rule)</td><td class="n">\(row.before)</td>\
            <td class="n">\(row.after)</td><td class="n">\(row.difference > 0 ? "+" : row.difference < 0 ? "−" : "")\(abs(row.difference))</td></tr>

            """
        }
        let rest: HTML = whatIf.rows.count > Self.shownRows ? "<p class=\"note\">\(ReportText.more(whatIf.rows.count - Self.shownRows))</p>" : ""
        return """
            \(settings)<div class="scroll"><table><thead><tr><th scope="col">\(ReportText.county)</th><th scope="col">\(ReportText.rule)</th>\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div>\(rest)
            """
    }
}

/// What the figures mean and what they do not.
enum HowToReadSection {
    static var section: ReportSection {
        let items = ReportText.how.map { text -> HTML in "<li>\(text)</li>" }
        return ReportSection(id: "how", title: ReportText.howTitle, content: "<ul class=\"prose\">\(items)</ul>")
    }
}
