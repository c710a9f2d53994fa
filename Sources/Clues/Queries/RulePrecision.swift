import Actions
import Basics
import Storage

/// How often a rule's clues are so, as verified: the share of "so" among the verdicts that decide (so, or not so). What nobody could find out is
/// counted beside, never in the share.
package struct RulePrecision: Query {
    package static let permission = Permission.clueFigures
    package init() {}

    package struct Figure: Sendable, Hashable {
        package var confirmed: Int64 = 0
        package var notConfirmed: Int64 = 0
        package var cannotVerify: Int64 = 0

        package var decided: Int64 { confirmed + notConfirmed }

        static func + (a: Figure, b: Figure) -> Figure {
            Figure(
                confirmed: a.confirmed + b.confirmed, notConfirmed: a.notConfirmed + b.notConfirmed, cannotVerify: a.cannotVerify + b.cannotVerify)
        }

        mutating func add(_ verdict: Verdict, _ count: Int64) {
            switch verdict {
            case .confirmed: confirmed += count
            case .notConfirmed: notConfirmed += count
            case .cannotVerify: cannotVerify += count
            }
        }
    }

    package struct OfRule: Sendable { package var rule: ClueRule; package var figure: Figure }
    package struct OfSource: Sendable { package var source: String; package var figure: Figure }
    package struct Explained: Sendable { package var rule: Int64; package var code: String; package var count: Int64 }

    package struct Answer: Sendable {
        package var rules: [OfRule]
        /// By dataset: over all rules that rest on it.
        package var sources: [OfSource]
        /// Why clues were not so, most frequent first.
        package var explanations: [Explained]
        package var total: Figure
    }

    package func answer(in reading: Reading) throws -> Answer {
        let rules = try ClueRule.all(in: reading.reader)
        var figures: [Int64: Figure] = [:]
        let rows = try reading.rows(
            """
            SELECT c.rule, c.verdict, COUNT(*) AS n FROM clues c
            WHERE c.verdict IS NOT NULL AND \(within: reading.scope, Self.column(reading)) GROUP BY c.rule, c.verdict
            """)
        for row in rows { figures[try row.integer("rule"), default: Figure()].add(try row.one("verdict"), try row.integer("n")) }
        var sources: [String: Figure] = [:]
        for (rule, figure) in figures {
            for source in rules[rule]?.sources ?? [] { sources[source] = (sources[source] ?? Figure()) + figure }
        }
        let explanations = try reading.rows(
            """
            SELECT c.rule, c.explanation, COUNT(*) AS n FROM clues c
            WHERE c.explanation IS NOT NULL AND \(within: reading.scope, Self.column(reading)) GROUP BY c.rule, c.explanation ORDER BY n DESC, c.rule, c.explanation
            """
        ).map { Explained(rule: try $0.integer("rule"), code: try $0.text("explanation"), count: try $0.integer("n")) }
        return Answer(
            rules: figures.compactMap { id, figure in rules[id].map { OfRule(rule: $0, figure: figure) } }
                .sorted { ($0.figure.decided, $1.rule.rule) > ($1.figure.decided, $0.rule.rule) },
            sources: sources.map { OfSource(source: $0, figure: $1) }.sorted { ($0.figure.decided, $1.source) > ($1.figure.decided, $0.source) },
            explanations: explanations, total: figures.values.reduce(Figure(), +))
    }

    /// Over a province the index by rules is read from end to end, which needs no sorting; the plus keeps the database from walking the places instead.
    private static func column(_ reading: Reading) -> StaticString { reading.scope.region.level <= .city ? "+c.region" : "c.region" }

    /// The figure of one rule within the reader's scope.
    static func figure(of rule: Int64, in reading: Reading) throws -> Figure {
        var figure = Figure()
        let rows = try reading.rows(
            """
            SELECT c.verdict, COUNT(*) AS n FROM clues c
            WHERE c.verdict IN \(list: Verdict.allCases.map(\.rawValue)) AND c.rule = \(rule) AND \(within: reading.scope, "c.region") GROUP BY c.verdict
            """)
        for row in rows { figure.add(try row.one("verdict"), try row.integer("n")) }
        return figure
    }
}
