import Actions
import Basics
import Register
import Storage
import Web

/// Verdicts drawn by lot for the level above: those that wait to be judged, and what came of the others.
struct SamplesPage: PageModel {
    static let template = "clue-samples"

    struct Row: Codable, Sendable {
        var link: String; var head: String; var rule: String; var verdict: String; var explanation: String; var drawn: String; var result: String;
        var mark: String
    }

    var title: String
    var summary: String
    var rows: [Row]
    var isEmpty: Bool
    var form: FormState

    static var specimen: SamplesPage {
        var form = FormState(for: DrawSample.self)
        form.choose("verdict", from: [FormOption("notConfirmed", "不属实")])
        return SamplesPage(
            title: "抽查 12 条，2 条待判定", summary: "推翻 1 条",
            rows: [
                Row(
                    link: "/clues/1", head: "田茂林", rule: "名下有小型汽车", verdict: "不属实", explanation: "挂名", drawn: "2026-11-20", result: "待判定",
                    mark: "st-work")
            ], isEmpty: false, form: form)
    }

    static func read(_ visit: Visit, form: FormState? = nil) async throws -> SamplesPage {
        let found = try await visit.ask(ListSamples())
        let words = ClueWords(visit)
        var form = form ?? FormState(for: DrawSample.self, values: ["verdict": Verdict.notConfirmed.rawValue, "percent": "20"])
        form.choose("verdict", from: Verdict.allCases.map { FormOption($0.rawValue, words.verdict($0)) })
        func count(_ result: String) -> Int64 { found.counts[result] ?? 0 }
        let all = found.counts.values.reduce(0, +)
        return SamplesPage(
            title: words("samples.title", ["all": Figures.count(all), "waiting": Figures.count(count("waiting"))]),
            summary: words("samples.summary", ["agreed": Figures.count(count("agreed")), "refused": Figures.count(count("refused"))]),
            rows: found.lines.map { line in
                Row(
                    link: "/clues/\(line.clue)", head: line.head ?? String(line.clue), rule: line.rule.title(words.isChinese),
                    verdict: line.verdict.map { words.verdict($0) } ?? "—", explanation: words.explanation(line.explanation) ?? "",
                    drawn: line.drawn.chinaDate.description, result: words("samples.\(line.result)"),
                    mark: line.result == "waiting" ? "st-work" : line.result == "agreed" ? "st-good" : "st-bad")
            }, isEmpty: found.lines.isEmpty, form: form)
    }
}

/// The samples of the region, those that wait first; the newest two hundred.
struct ListSamples: Query {
    static let permission = Permission.clueDecide

    struct Line: Sendable {
        var clue: Int64
        var rule: ClueRule
        var head: String?
        var verdict: Verdict?
        var explanation: String?
        var drawn: Moment
        var result: String
    }

    struct Answer: Sendable { var lines: [Line]; var counts: [String: Int64] }

    func answer(in reading: Reading) throws -> Answer {
        let rules = try ClueRule.all(in: reading.reader)
        let rows = try reading.rows(
            """
            SELECT c.id, c.rule, c.household, c.verdict, c.explanation, w.drawn_ms, w.result FROM clue_reviews w JOIN clues c ON c.id = w.clue
            WHERE w.kind = 'sample' AND \(within: reading.scope, "c.region")
            ORDER BY CASE WHEN w.result = 'waiting' THEN 0 ELSE 1 END, w.id DESC LIMIT 200
            """)
        let heads = try HouseholdHeads.find(Set(try rows.compactMap { try $0.optionalInteger("household") }), in: reading)
        let lines = try rows.map { row in
            let rule = try row.integer("rule")
            return Line(
                clue: try row.integer("id"), rule: rules[rule] ?? .unknown(rule),
                head: try row.optionalInteger("household").flatMap { heads[$0]?.name },
                verdict: try row.optionalOne("verdict"), explanation: try row.optionalText("explanation"), drawn: try row.moment("drawn_ms"),
                result: try row.text("result"))
        }
        var counts: [String: Int64] = [:]
        let counted = try reading.rows(
            """
            SELECT w.result, COUNT(*) AS n FROM clue_reviews w JOIN clues c ON c.id = w.clue
            WHERE w.kind = 'sample' AND \(within: reading.scope, "c.region") GROUP BY w.result
            """)
        for row in counted { counts[try row.text("result")] = try row.integer("n") }
        return Answer(lines: lines, counts: counts)
    }
}
