import Basics
import Datasets
import PolicyLanguage
import Synchronization

/// The main job: files in, clues out. Reads the register, then the departments' deliveries the packs need, then evaluates; what was read
/// stays in memory for what-if runs over other values of the parameters.
package final class ComparisonRun {
    private let options: ComparisonOptions
    private let progress: @Sendable (ComparisonProgress) -> Void
    private let clock = PhaseClock()
    private var read: ReadData?

    package init(_ options: ComparisonOptions, progress: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }) {
        self.options = options
        self.progress = progress
    }

    package func run() throws -> ComparisonResult {
        let compiled = clock.measure("compile rules") { CompiledPacks(packs: options.packs, layout: RecordLayout(schemas: options.schemas)) }
        let reading = DataReading(options: options, compiled: compiled, clock: clock, progress: progress)
        let data = try reading.read()
        read = data
        return evaluate(compiled, data, settings: [:])
    }

    /// The same tables under other values of the parameters.
    package func whatIf() -> ComparisonResult? {
        guard let read else { return nil }
        return evaluate(CompiledPacks(packs: options.packs, layout: RecordLayout(schemas: options.schemas)), read, settings: options.settings)
    }

    private func evaluate(_ compiled: CompiledPacks, _ data: ReadData, settings: [String: ParameterValue]) -> ComparisonResult {
        let bindings = Bindings(tables: data.tables, asOf: options.asOf, packs: options.packs, settings: settings)
        let lawArea = LawArea(villageCodes: data.tables.register.villageCodes, standsFor: options.standsFor)
        let reasons = compiled.rules.map { skipReason($0, lawArea) }
        let evaluation = PartitionEvaluation(
            compiled: compiled, bindings: bindings, active: reasons.map { $0 == nil }, lawArea: lawArea, threads: options.threads
        ) { [progress] done, total in progress(ComparisonProgress(phase: "evaluate", done: done, total: total)) }
        var outcome = clock.measure("evaluate") { evaluation.run() }
        clock.measure("evaluate groups") {
            for rule in outcome.gathered.keys.sorted() {
                guard let gathered = outcome.gathered.removeValue(forKey: rule) else { continue }
                let (clues, counts) = GroupEvaluation(rule: rule, gathered: gathered, bindings: bindings, threads: options.threads).run()
                outcome.clues += clues
                outcome.counts[rule] += counts
            }
        }
        let naming = ClueNaming(compiled: compiled, tables: data.tables, withNames: options.withNames)
        let clues = clock.measure("sort clues") { naming.clues(outcome.clues, threads: options.threads) }
        return result(compiled, data, outcome.counts, reasons, clues)
    }

    private func skipReason(_ rule: CompiledRule, _ lawArea: LawArea) -> String? {
        if case .single(let reason) = rule.plan { return "not columnar: \(reason)" }
        if let from = rule.rule.inForceFrom, options.asOf < from { return "in force only from \(from)" }
        if let until = rule.rule.inForceUntil, options.asOf > until { return "in force only until \(until)" }
        if let villages = lawArea.villages(under: rule.area), !villages.contains(true) { return "no county under the law of area \(rule.area)" }
        return nil
    }

    private func result(
        _ compiled: CompiledPacks, _ data: ReadData, _ counts: [RuleCounts], _ reasons: [String?], _ clues: [Clue]
    ) -> ComparisonResult {
        var clueCounts = [Int](repeating: 0, count: compiled.rules.count)
        for clue in clues { clueCounts[clue.rule] += 1 }
        let rules = compiled.rules.enumerated().map { index, rule in
            RuleResult(
                rule: rule.rule, pack: rule.pack, area: rule.area, skipped: reasons[index], subjects: counts[index].subjects,
                undecided: counts[index].undecided, clues: clueCounts[index], columnar: true)
        }
        let register = data.tables.register
        return ComparisonResult(
            asOf: options.asOf, rules: rules, clues: clues, files: data.files, rejects: data.rejects, missingSources: data.missingSources,
            persons: register.personIDs.count, households: register.householdIDs.count, villages: register.villageCodes.count, phases: clock.phases)
    }
}
