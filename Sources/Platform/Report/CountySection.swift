import Comparison
import PolicyLanguage

/// Clues by county and outcome, shaded by five classes whose bounds are written.
struct CountySection {
    let facts: RunFacts
    let tally: ClueTally

    var section: ReportSection {
        ReportSection(
            id: "counties", title: ReportText.countiesTitle, news: tally.counties.isEmpty ? nil : ReportText.countiesNews(tally.counties.count),
            content: content)
    }

    private var content: HTML {
        guard !tally.counties.isEmpty else { return "<p>\(ReportText.noCounties)</p>\(elsewhere)" }
        let used = Rule.Outcome.allCases.filter { outcome in tally.counties.contains { sum($0.clues, outcome) > 0 } }
        let cells = tally.counties.map { county in used.map { sum(county.clues, $0) } }
        let classes = HeatClasses(cells.flatMap(\.self))
        let most = Double(tally.counties.map { $0.clues.reduce(0, +) }.max() ?? 1)
        let heads = used.map { outcome -> HTML in "<th scope=\"col\" class=\"n\">\(OutcomeText.of(outcome))</th>" }
        let rows = zip(tally.counties, cells).map { county, numbers -> HTML in
            let code = String(county.code)
            let total = numbers.reduce(0, +)
            let law: HTML = showsLaw ? "<td class=\"col-3\">\(law(of: code))</td>" : ""
            return """
                <tr><th scope="row">\(facts.province.names[code] ?? "") <span class="id">\(code)</span></th>\(law)\(numbers.map(classes.cell))<td class="n"><b>\(total)</b></td>\
                <td class="chart col-3"><svg aria-hidden="true"><rect class="q4" width="\(length: Double(total) / most * 100)%" height="16"/></svg></td></tr>

                """
        }
        let lawHead: HTML = showsLaw ? "<th scope=\"col\" class=\"col-3\">\(ReportText.law)</th>" : ""
        let lawFoot: HTML = showsLaw ? "<td class=\"col-3\"></td>" : ""
        let sums = used.indices.map { at -> HTML in "<td class=\"n\">\(cells.reduce(0) { $0 + $1[at] })</td>" }
        return """
            <div class="scroll"><table class="heat bars"><caption>\(ReportText.countiesTitle.zh)</caption>
            <thead><tr><th scope="col">\(ReportText.county)</th>\(lawHead)\(heads)\
            <th scope="col" class="n">\(ReportText.total)</th><th scope="col" class="col-3"></th></tr></thead>
            <tbody>
            \(rows)</tbody>
            <tfoot><tr><th scope="row">\(ReportText.total)</th>\(lawFoot)\(sums)<td class="n">\(tally.total - tally.elsewhere)</td>\
            <td class="col-3"></td></tr></tfoot>
            </table></div>
            <p class="note">\(ReportText.countiesNote) \(classes.key)</p>\(elsewhere)
            """
    }

    /// The area's code; none for the country as a whole.
    private func law(of county: String) -> String {
        guard let area = facts.province.standsFor[county], area.contains(where: { $0 != "0" }) else { return "—" }
        return area
    }

    /// Only a made-up province says whose law its counties live under.
    private var showsLaw: Bool { !facts.province.standsFor.isEmpty }

    private var elsewhere: HTML {
        tally.elsewhere == 0 ? .nothing : "<p class=\"note\">\(ReportText.elsewhere)：<b>\(tally.elsewhere)</b></p>"
    }

    private func sum(_ clues: [Int], _ outcome: Rule.Outcome) -> Int {
        clues.indices.reduce(0) { $0 + (facts.result.rules[$1].rule.outcome == outcome ? clues[$1] : 0) }
    }
}

/// Five classes for shading counts, with round bounds.
struct HeatClasses {
    /// The largest number of each class but the last.
    let bounds: [Int]
    private let most: Int

    /// Bounds near the quintiles of the numbers that are not zero, rounded to two significant digits and distinct.
    init(_ numbers: [Int]) {
        let sorted = numbers.filter { $0 > 0 }.sorted()
        most = sorted.last ?? 0
        var bounds: [Int] = []
        for step in 1...4 where !sorted.isEmpty {
            let bound = Self.rounded(sorted[min(sorted.count - 1, sorted.count * step / 5)])
            if bound > bounds.last ?? 0, bound < most { bounds.append(bound) }
        }
        self.bounds = bounds
    }

    /// 1 to 5, 0 for none. Few classes take the darker end last.
    func classOf(_ number: Int) -> Int { number == 0 ? 0 : 1 + bounds.count { $0 < number } }

    func cell(_ number: Int) -> HTML {
        number == 0 ? "<td class=\"n zero\">0</td>" : "<td class=\"n h\(classOf(number))\">\(number)</td>"
    }

    /// The classes with their bounds.
    var key: HTML {
        let edges = zip([0] + bounds, bounds + [most])
        let spans = edges.enumerated().map { place, edge -> HTML in
            edge.0 + 1 == edge.1
                ? "<span class=\"h\(place + 1)\">\(edge.1)</span>" : "<span class=\"h\(place + 1)\">\(edge.0 + 1)–\(edge.1)</span>"
        }
        return "<span class=\"keys\">\(spans)</span>"
    }

    private static func rounded(_ number: Int) -> Int {
        var power = 1
        while number / power >= 100 { power *= 10 }
        return number / power * power
    }
}
