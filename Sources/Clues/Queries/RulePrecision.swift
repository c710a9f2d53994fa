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
        let sheet = try ClueLedger.sheet(for: reading)
        let told = Told(sheet, in: reading.scope)
        let figures = Dictionary(uniqueKeysWithValues: zip(sheet.names.rules, told.figures).filter { $0.1 != Figure() })
        var sources: [String: Figure] = [:]
        for (rule, figure) in figures {
            for source in rules[rule]?.sources ?? [] { sources[source] = (sources[source] ?? Figure()) + figure }
        }
        return Answer(
            rules: figures.compactMap { id, figure in rules[id].map { OfRule(rule: $0, figure: figure) } }
                .sorted { ($0.figure.decided, $1.rule.rule) > ($1.figure.decided, $0.rule.rule) },
            sources: sources.map { OfSource(source: $0, figure: $1) }.sorted { ($0.figure.decided, $1.source) > ($1.figure.decided, $0.source) },
            explanations: told.explanations.map { told, count in
                Explained(rule: sheet.names.rules[Int(told.rule)], code: sheet.names.explanations[Int(told.explanation)], count: count)
            }.sorted { ($1.count, $0.rule, $0.code) < ($0.count, $1.rule, $1.code) }, total: figures.values.reduce(Figure(), +))
    }

    /// What the ledger tells of verdicts, in one walk through it.
    private struct Told {
        struct Explanation: Hashable { var rule: UInt16, explanation: UInt16 }
        /// In the order of the ledger's rules.
        var figures: [Figure]
        var explanations: [Explanation: Int64] = [:]

        init(_ sheet: LedgerSheet, in scope: Scope) {
            figures = [Figure](repeating: Figure(), count: sheet.names.rules.count)
            for village in sheet.villages(in: scope) {
                for mark in village.marks {
                    if mark.verdict > 0 { figures[Int(mark.rule)].add(Verdict.allCases[Int(mark.verdict) - 1], 1) }
                    guard mark.explanation > 0 else { continue }
                    explanations[Explanation(rule: mark.rule, explanation: mark.explanation), default: 0] += 1
                }
            }
        }
    }

    /// The figure of one rule within the reader's scope.
    static func figure(of rule: Int64, in reading: Reading) throws -> Figure {
        let sheet = try ClueLedger.sheet(for: reading)
        guard let place = sheet.names.find(rule: rule) else { return Figure() }
        var figure = Figure()
        for village in sheet.villages(in: reading.scope) {
            for mark in village.marks where mark.rule == place && mark.verdict > 0 { figure.add(Verdict.allCases[Int(mark.verdict) - 1], 1) }
        }
        return figure
    }
}
