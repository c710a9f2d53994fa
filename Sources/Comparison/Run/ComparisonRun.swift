import Basics
import Datasets
import PolicyLanguage
import Synchronization

/// The main job: rows in, clues out. Reads the register, then the departments' deliveries the packs need, then evaluates; what was read
/// stays in memory for what-if runs over other values of the parameters.
package final class ComparisonRun {
    private let options: ComparisonOptions
    private let progress: @Sendable (ComparisonProgress) -> Void
    private let clock = PhaseClock()
    private let withLines: Bool
    package private(set) var dataRead: ReadData?

    /// `withLines` keeps the line of every row, and every column, for explanations.
    package init(
        _ options: ComparisonOptions, withLines: Bool = false, progress: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }
    ) {
        self.options = options
        self.withLines = withLines
        self.progress = progress
    }

    /// Over what an earlier run has read, whose packs asked for no less than these.
    package init(_ options: ComparisonOptions, over data: ReadData) {
        self.options = options
        progress = { _ in }
        withLines = false
        dataRead = data
    }

    /// `settings` are parameters by `name` or `pack/name` that stand in for the law's own from the start.
    package func run(settings: [String: ParameterValue] = [:]) throws -> ComparisonResult {
        let compiled = clock.measure("compile rules") { CompiledPacks(packs: options.packs, layout: RecordLayout(schemas: options.schemas)) }
        if let dataRead { return evaluate(compiled, dataRead, settings: settings) }
        let data = try DataReading(options: options, compiled: compiled, clock: clock, progress: progress, withLines: withLines).read()
        dataRead = data
        return evaluate(compiled, data, settings: settings)
    }

    /// The same tables under other values of the parameters.
    package func whatIf() -> ComparisonResult? {
        guard let read = dataRead else { return nil }
        return evaluate(CompiledPacks(packs: options.packs, layout: RecordLayout(schemas: options.schemas)), read, settings: options.settings)
    }

    /// The same rules asked of every `stride`-th household (all villages up to `villages`, all rows and groups) by the other evaluator.
    package func secondOpinion(everyHousehold stride: Int, villages: Int) -> SecondOpinion? {
        guard let read = dataRead else { return nil }
        let compiled = CompiledPacks(packs: options.packs, layout: RecordLayout(schemas: options.schemas))
        let lawArea = LawArea(villageCodes: read.tables.register.villageCodes, options)
        let active = compiled.rules.map { skipReason($0, lawArea, read) == nil }
        let single = singleEvaluation(read, settings: [:])
        let chosen = Array(Swift.stride(from: 0, to: read.tables.register.householdIDs.count, by: max(1, stride)))
        var opinion = SecondOpinion(compiled: compiled, active: active, lawArea: lawArea, single: single, households: chosen)
        opinion.askVillages(compiled, active: active, lawArea: lawArea, single: single, limit: villages)
        opinion.askRows(compiled, active: active, lawArea: lawArea, single: single)
        return opinion
    }

    /// Villages in which a pack is law, by number; nil for everywhere.
    func lawfulVillages(_ pack: PolicyPack, _ register: Register) -> [Bool]? {
        LawArea(villageCodes: register.villageCodes, options).villages(of: pack.id, under: pack.area)
    }

    func singleEvaluation(_ data: ReadData, settings: [String: ParameterValue]) -> SingleEvaluation {
        let paths = Dictionary(grouping: data.files, by: \.source).mapValues { $0.map(\.path) }
        let collector = FactCollector(tables: data.tables, vocabulary: Vocabulary(schemas: options.schemas), paths: paths)
        var single = SingleEvaluation(collector: collector, packs: options.packs, asOf: options.asOf, settings: settings)
        single.tellsAsked = options.tellsAsked
        return single
    }

    private func evaluate(_ compiled: CompiledPacks, _ data: ReadData, settings: [String: ParameterValue]) -> ComparisonResult {
        let bindings = Bindings(tables: data.tables, asOf: options.asOf, packs: options.packs, settings: settings)
        let lawArea = LawArea(villageCodes: data.tables.register.villageCodes, options)
        let reasons = compiled.rules.map { skipReason($0, lawArea, data) }
        let evaluation = PartitionEvaluation(
            compiled: compiled, bindings: bindings, active: reasons.map { $0 == nil }, lawArea: lawArea, threads: options.threads,
            tellsAsked: options.tellsAsked
        ) { [progress] done, total in progress(ComparisonProgress(phase: "evaluate", done: done, total: total)) }
        var outcome = clock.measure("evaluate") { evaluation.run() }
        clock.measure("evaluate groups") {
            for rule in outcome.gathered.keys.sorted() {
                guard let gathered = outcome.gathered.removeValue(forKey: rule) else { continue }
                let (clues, counts) = GroupEvaluation(
                    rule: rule, gathered: gathered, bindings: bindings, threads: options.threads, tellsAsked: options.tellsAsked
                ).run()
                outcome.clues += clues
                outcome.counts[rule] += counts
            }
        }
        let slow = compiled.rules.indices.filter { index in
            if case .single = compiled.rules[index].plan { return reasons[index] == nil }
            return false
        }
        let singles = SingleRules(
            compiled: compiled, single: singleEvaluation(data, settings: settings), rules: slow, lawArea: lawArea, threads: options.threads)
        let (clues, counts) = clock.measure("evaluate one by one") { singles.run() }
        outcome.clues += clues
        for (rule, more) in counts { outcome.counts[rule] += more }
        let naming = ClueNaming(compiled: compiled, tables: data.tables, withNames: options.withNames)
        let named = clock.measure("sort clues") { naming.clues(outcome.clues, threads: options.threads) }
        var result = result(compiled, data, outcome.counts, reasons, named)
        result.others = naming.others(outcome.clues)
        return result
    }

    private func skipReason(_ rule: CompiledRule, _ lawArea: LawArea, _ data: ReadData) -> String? {
        if let from = rule.rule.inForceFrom, options.asOf < from { return "in force only from \(from)" }
        if let until = rule.rule.inForceUntil, options.asOf > until { return "in force only until \(until)" }
        if let villages = lawArea.villages(of: rule.pack, under: rule.area), !villages.contains(true) {
            return "no county under the law of area \(rule.area)"
        }
        let layout = RecordLayout(schemas: options.schemas)
        let missing = SourcesAsked(rule.rule, layout).names.intersection(data.missingSources)
        if let source = missing.min() { return "source \(source) \(data.unusable[source] ?? "was not received")" }
        if data.part != nil, RuleReach.needsWholeRegister(rule.rule, layout) {
            return "it looks beyond the region: only a run over the whole register can tell"
        }
        guard !data.lacking.isEmpty else { return nil }
        let asked = ColumnsAsked(rule.rule, layout)
        let lacking = data.lacking.filter {
            ($0.isThereNormalised ? asked.written : asked.columns).contains(.init(record: $0.record, name: $0.column))
        }.min { $0.column < $1.column }
        return lacking.map { "\($0.record).\($0.column): \($0.reason)" }
    }

    private func result(
        _ compiled: CompiledPacks, _ data: ReadData, _ counts: [RuleCounts], _ reasons: [String?], _ clues: [Clue]
    ) -> ComparisonResult {
        var clueCounts = [Int](repeating: 0, count: compiled.rules.count)
        for clue in clues { clueCounts[clue.rule] += 1 }
        let rules = compiled.rules.enumerated().map { index, rule in
            RuleResult(
                rule: rule.rule, pack: rule.pack, area: rule.area, skipped: reasons[index], subjects: counts[index].subjects,
                undecided: counts[index].undecided, untold: counts[index].untold, clues: clueCounts[index], columnar: rule.isColumnar,
                personalKeys: SubjectKey.personalParts(rule.rule, options.schemas),
                sources: SourcesAsked(rule.rule, RecordLayout(schemas: options.schemas)).names.sorted())
        }
        let register = data.tables.register
        return ComparisonResult(
            asOf: options.asOf, rules: rules, clues: clues, files: data.files, rejects: data.rejects, missingSources: data.missingSources,
            persons: register.personIDs.count, households: register.householdIDs.count, villages: register.villageCodes.count, phases: clock.phases)
    }
}
