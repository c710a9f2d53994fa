import Basics
import Comparison
import Datasets
import PolicyLanguage

/// `report.html`: one file, no scripts, nothing loaded from anywhere; Chinese with English beside it.
struct ReportPage {
    let facts: RunFacts
    let tally: ClueTally

    var text: String {
        let title = ReportText.headline(clues: tally.total, households: tally.households)
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="zh-Hans">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \(HTML(trusted: ReportStyle.policySource))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>\(title.zh) · \(ReportText.product.zh)</title>
            <style>\(HTML(trusted: ReportStyle.css))</style>
            </head>
            <body>
            <a class="skip" href="#main">\(ReportText.skip.zh)</a>
            \(OutcomeHatching.definitions)
            <header class="bar"><span class="seal">\(ReportText.product.zh)</span><span>\(place)</span>\(navigation)</header>
            <main id="main">
            <h1>\(title.zh)</h1>
            <p class="lead"><span lang="en">\(title.en)</span> · <span class="nb">\(ReportText.dataOf(facts.result.asOf.description))</span></p>
            \(HeadFigures(facts: facts, tally: tally).html)
            \(sections.map(\.html))
            <footer>\(ReportText.made(Program.version))</footer>
            </main>
            </body>
            </html>

            """
        return page.markup
    }

    /// Which packs were run.
    private var place: String {
        let titles = facts.shelf.packs.map(\.title.zh)
        return titles.count > 2 ? "\(titles.prefix(2).joined(separator: "、"))等 \(titles.count) 个政策包" : titles.joined(separator: "、")
    }

    private var sections: [ReportSection] {
        var sections = [RuleSection(facts: facts, tally: tally).section, CountySection(facts: facts, tally: tally).section]
        if let whatIf = facts.whatIf { sections.append(WhatIfSection(whatIf: whatIf).section) }
        sections += [
            SourceSection(facts: facts).section, ParameterSection(facts: facts).section, NotRunSection(facts: facts).section,
            HowToReadSection.section,
        ]
        return sections
    }

    private var navigation: HTML {
        let links = sections.map { section -> HTML in "<a href=\"#\(section.id)\">\(section.title)</a>" }
        return "<nav>\(links)</nav>"
    }
}

/// A panel of the report.
struct ReportSection {
    var id: String
    var title: Bilingual
    /// What there is to know before reading on.
    var news: Bilingual?
    var content: HTML

    var html: HTML {
        let news: HTML = self.news.map { "<span class=\"lead\">\($0)</span>" } ?? ""
        return """
            <section id="\(id)" aria-labelledby="\(id)-title">
            <div class="head"><h2 id="\(id)-title">\(title)</h2>\(news)</div>
            \(content)
            </section>

            """
    }
}

/// The figures one wants first.
struct HeadFigures {
    let facts: RunFacts
    let tally: ClueTally

    var html: HTML {
        let result = facts.result
        let rows = result.files.reduce(0) { $0 + $1.rows }
        let rejected = result.files.reduce(0) { $0 + $1.rejected }
        let undecided = result.rules.reduce(0) { $0 + $1.undecided }
        let missing = result.missingSources.count
        let notice: HTML =
            missing == 0 ? "" : "<p class=\"notice\">\(ReportText.missingNotice(missing)) <a href=\"#not-run\">\(ReportText.notRunTitle.zh)</a></p>"
        return """
            \(notice)<section class="figures-panel"><dl class="figures">
            <div class="first"><dt>\(ReportText.clues)</dt><dd>\(tally.total)</dd></div>
            \(figure(ReportText.persons, result.persons))\(figure(ReportText.households, result.households))\
            \(figure(ReportText.villages, result.villages))\(figure(ReportText.files, result.files.count))\(figure(ReportText.rows, rows))\
            \(figure(ReportText.rejected, rejected))\(figure(ReportText.undecided, undecided))
            </dl></section>

            """
    }

    private func figure(_ title: Bilingual, _ number: Int) -> HTML { "<div><dt>\(title)</dt><dd>\(number)</dd></div>" }
}

/// Patterns that say "unverified" without a colour: hatched in the colour of the outcome.
enum OutcomeHatching {
    static let definitions: HTML = {
        let patterns = Rule.Outcome.allCases.map { outcome -> HTML in
            """
            <pattern id="hatch-\(outcome.rawValue)" class="f-\(outcome.rawValue)" width="6" height="6" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><path class="hatch-line" d="M1.5 0v6"/></pattern>
            """
        }
        return "<svg class=\"defs\" aria-hidden=\"true\"><defs>\(patterns)</defs></svg>"
    }()

    /// A bar from zero: `share` of the width there is.
    static func bar(_ outcome: Rule.Outcome, verified: Bool, share: Double) -> HTML {
        let percent = share > 0 ? max(share * 100, 0.6) : 0
        guard verified else {
            return """
                <svg aria-hidden="true"><rect width="\(length: percent)%" height="16" fill="url(#hatch-\(outcome.rawValue))"/></svg>
                """
        }
        return """
            <svg aria-hidden="true"><rect class="f-\(outcome.rawValue)" width="\(length: percent)%" height="16"/></svg>
            """
    }

    /// The outcome's word, shape and colour.
    static func tag(_ outcome: Rule.Outcome) -> HTML {
        let style = outcome == .warning ? "warning-kind" : outcome.rawValue
        return "<span class=\"tag \(style)\">\(OutcomeText.shape(outcome)) \(OutcomeText.of(outcome).zh)</span>"
    }

    static let openTag: HTML = "<span class=\"tag open\">\(ReportText.unverified)</span>"
}
