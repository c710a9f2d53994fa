import Comparison
import PolicyLanguage

/// Clues by rule: a table that is its own chart, most clues first.
struct RuleSection {
    let facts: RunFacts
    let tally: ClueTally

    private var ran: [Int] { facts.result.rules.indices.filter { facts.result.rules[$0].skipped == nil } }

    var section: ReportSection {
        let found = ran.filter { tally.byRule[$0] > 0 }.sorted { a, b in
            tally.byRule[a] != tally.byRule[b] ? tally.byRule[a] > tally.byRule[b] : facts.result.rules[a].rule.id < facts.result.rules[b].rule.id
        }
        let silent = ran.filter { tally.byRule[$0] == 0 }.sorted { facts.result.rules[$0].rule.id < facts.result.rules[$1].rule.id }
        return ReportSection(
            id: "rules", title: ReportText.rulesTitle, news: ReportText.rulesNews(found: found.count, run: ran.count),
            content: HTML(joined: [chart(found), self.silent(silent), note(found + silent)]))
    }

    private func chart(_ rules: [Int]) -> HTML {
        if ran.isEmpty { return "<p>\(ReportText.noRules)</p>" }
        guard let first = rules.first else { return "<p class=\"good\">\(ReportText.allSilent)</p>" }
        let most = Double(max(1, tally.byRule[first]))
        let rows = rules.map { place -> HTML in
            let rule = facts.result.rules[place]
            return """
                <tr><th scope="row">\(name(rule))</th><td>\(OutcomeHatching.tag(rule.rule.outcome))</td>\
                <td class="chart">\(OutcomeHatching.bar(rule.rule.outcome, verified: rule.rule.verified, share: Double(tally.byRule[place]) / most))</td>\
                <td class="n"><b>\(tally.byRule[place])</b></td>\(number(rule.undecided, "col-3"))\(number(rule.subjects, "col-3"))</tr>

                """
        }
        let undecided = rules.reduce(0) { $0 + facts.result.rules[$1].undecided }
        return """
            <div class="scroll"><table class="bars rules"><caption>\(ReportText.rulesTitle.zh)</caption>
            <thead><tr><th scope="col">\(ReportText.rule)</th><th scope="col">\(ReportText.kind)</th><th scope="col"></th>\
            <th scope="col" class="n">\(ReportText.clues)</th><th scope="col" class="n col-3">\(ReportText.undecided)</th>\
            <th scope="col" class="n col-3">\(ReportText.subjects)</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            <tfoot><tr><th scope="row" colspan="3" class="sum">\(ReportText.total)</th><td class="n">\(tally.total)</td>\(number(undecided, "col-3"))\
            <td class="col-3"></td></tr></tfoot>
            </table></div>
            """
    }

    private func silent(_ rules: [Int]) -> HTML {
        guard !rules.isEmpty else { return .nothing }
        let rows = rules.map { place -> HTML in
            let rule = facts.result.rules[place]
            return """
                <tr><th scope="row">\(name(rule))</th><td>\(OutcomeHatching.tag(rule.rule.outcome))</td>\(number(rule.undecided))\(number(rule.subjects))</tr>

                """
        }
        return """
            <details><summary>\(ReportText.silentRules(rules.count))</summary><div class="scroll"><table>
            <thead><tr><th scope="col">\(ReportText.rule)</th><th scope="col">\(ReportText.kind)</th><th scope="col" class="n">\(ReportText.undecided)</th>\
            <th scope="col" class="n">\(ReportText.subjects)</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></div></details>
            """
    }

    private func note(_ rules: [Int]) -> HTML {
        guard rules.contains(where: { !facts.result.rules[$0].rule.verified }) else { return .nothing }
        return "<p class=\"note\">\(ReportText.unverifiedNote)</p>"
    }

    private func name(_ rule: RuleResult) -> HTML {
        let mark: HTML = rule.rule.verified ? "" : " \(OutcomeHatching.openTag)"
        return """
            \(rule.rule.title.zh)\(mark)<span class="en"><span lang="en">\(rule.rule.title.en)</span> <span class="id col-3">\(rule.rule.id)</span></span>
            """
    }

    private func number(_ number: Int, _ style: String = "") -> HTML {
        number == 0 ? "<td class=\"n zero \(style)\">0</td>" : "<td class=\"n \(style)\">\(number)</td>"
    }
}
