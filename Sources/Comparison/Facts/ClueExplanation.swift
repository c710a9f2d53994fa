import Basics
import Datasets
import PolicyLanguage

/// Why a clue was raised: the rule, its parameters as of the day, what was computed on the way, and the rows of the files it rests on.
package struct ClueExplanation: Sendable {
    package struct ParameterUse: Sendable {
        package var parameter: Parameter
        /// In force on the day; nil when none was.
        package var value: Parameter.Value?
    }
    /// A `let` or an evidence, as a person reads it.
    package struct Computed: Sendable {
        package var name: String
        package var shown: String
    }
    /// One row of a file that was looked at.
    package struct SourceRow: Hashable, Sendable {
        package var source: String
        package var file: String
        package var line: Int
    }

    package var clue: Clue
    /// By part of the clue's key: whether writers mask it.
    package var personalKeys: [Bool]
    package var rule: Rule
    package var pack: String
    package var parameters: [ParameterUse]
    package var lets: [Computed]
    package var evidence: [Computed]
    /// By source, file and line.
    package var rows: [SourceRow]
}

/// Why no explanation can be given.
package enum ExplanationProblem: Error, Sendable, CustomStringConvertible {
    case noSuchClue(String)
    /// The files changed since, or the rule is about rows that are no longer there.
    case notReproduced(String)

    package var description: String {
        switch self {
        case .noSuchClue(let clue): "no clue \(clue) comes out of this data with these packs; take the number from the column `clue` of clues.csv"
        case .notReproduced(let clue): "the evaluator for one subject does not confirm clue \(clue); please report this, with the rule's id"
        }
    }
}

/// Finds a clue again and asks the evaluator for one subject to say why. Reads only what the rule needs, with line numbers.
package struct ClueExplainer {
    private let options: ComparisonOptions
    private let progress: @Sendable (ComparisonProgress) -> Void

    /// `options.packs` may hold all packs; those rules that do not concern the clue are left out once its rule is known.
    package init(_ options: ComparisonOptions, progress: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }) {
        var options = options
        options.keep = nil
        self.options = options
        self.progress = progress
    }

    /// `identity` is the 16 hexadecimal digits of the column `clue`; `ruleID` the clue's rule.
    package func explain(identity: UInt64, ruleID: String) throws -> ClueExplanation {
        var narrowed = options
        narrowed.packs = options.packs.compactMap { pack in
            var pack = pack
            pack.rules = pack.rules.filter { $0.id == ruleID }
            return pack.rules.isEmpty ? nil : pack
        }
        let shown = String(identity, radix: 16)
        guard let pack = narrowed.packs.first, let rule = pack.rules.first else { throw ExplanationProblem.noSuchClue(shown) }
        let run = ComparisonRun(narrowed, withLines: true, progress: progress)
        let result = try run.run()
        guard let clue = result.clues.first(where: { $0.identity == identity }) else { throw ExplanationProblem.noSuchClue(shown) }
        guard let (trace, graph) = try run.trace(clue, rule, pack) else { throw ExplanationProblem.notReproduced(shown) }
        return ClueExplanation(
            clue: clue, personalKeys: result.rules[clue.rule].personalKeys, rule: rule, pack: pack.id,
            parameters: trace.parameters.compactMap { name in
                pack.parameters.first { $0.name == name }.map { .init(parameter: $0, value: $0.value(on: options.asOf)) }
            },
            lets: trace.lets.map(Self.computed), evidence: trace.evidence.map(Self.computed),
            rows: trace.origins(in: graph).map { .init(source: $0.source, file: $0.file, line: $0.line) })
    }

    private static func computed(_ step: RuleTrace.Step) -> ClueExplanation.Computed {
        let shown =
            switch step.result {
            case .success(let value): ValueText.shown(value)
            case .failure(let problem): "undecided: \(problem.message)"
            case nil: "not needed"
            }
        return ClueExplanation.Computed(name: step.name, shown: shown)
    }
}

extension ComparisonRun {
    /// The rule asked again of the clue's subject, one subject at a time; nil when it does not fire there.
    func trace(_ clue: Clue, _ rule: Rule, _ pack: PolicyPack) throws -> (RuleTrace, FactGraph)? {
        guard let data = dataRead else { return nil }
        let single = singleEvaluation(data, settings: [:])
        let collector = single.collector
        let parameters = single.parameters[pack.id] ?? [:]
        for facts in try subjects(clue, rule, pack, collector, single) {
            let (decision, trace) = rule.explain(facts, asOf: single.asOf, parameters: parameters)
            guard case .fires(let evidence) = decision, evidence.map({ $0 ?? 0 }) == clue.evidence else { continue }
            return (trace, facts.graph)
        }
        return nil
    }

    /// The subject of the clue; for rows and groups all those that may be meant.
    private func subjects(
        _ clue: Clue, _ rule: Rule, _ pack: PolicyPack, _ collector: FactCollector, _ single: SingleEvaluation
    ) throws -> [SubjectFacts] {
        let register = collector.tables.register
        switch rule.subject {
        case .person, .household:
            guard let household = register.householdIDs.firstIndex(of: clue.householdID) else { return [] }
            guard let home = collector.home(household, collector.rows(ofPartition: collector.partition(ofHousehold: household))) else { return [] }
            var names: [String: Value] = ["household": .record(home.household), "village": .record(home.village)]
            if case .household = rule.subject { return [SubjectFacts(graph: home.graph, names: names)] }
            guard let member = home.members.first(where: { register.personIDs[$0.number] == clue.personID }) else { return [] }
            names["person"] = .record(member.record)
            return [SubjectFacts(graph: home.graph, names: names)]
        case .village:
            guard let village = register.villageCodes.firstIndex(of: clue.village) else { return [] }
            let partition = register.partitions.villages.lastIndex { $0 <= Int32(village) } ?? 0
            let facts = collector.village(village, collector.rows(ofPartition: min(partition, register.partitions.count - 1)))
            return [SubjectFacts(graph: facts.graph, names: ["village": .record(facts.village)])]
        case .row(let dataset):
            return DatasetRows(collector, dataset).rows.filter { self.isOf(clue, $0, collector.tables) }
                .map { SubjectFacts(graph: $0.graph, names: ["row": .record($0.record)]) }
        case .group(let dataset, _, _):
            return RowGroups(rule, pack: pack.id, dataset, lawfulVillages(pack, register), single).sorted
                .filter { $0.key.map(SubjectKey.shown) == clue.key }.map { $0.facts(collector) }
        }
    }

    /// Whether a row may be the clue's: it is of the same people and is called the same.
    private func isOf(_ clue: Clue, _ row: DatasetRows.Row, _ tables: Tables) -> Bool {
        let register = tables.register
        let table = tables.datasets[row.kind]
        let key = table?.schema.nameColumns.map { table?.value($0, row.number).map(SubjectKey.shown) ?? "" } ?? []
        return (row.person < 0 ? 0 : register.personIDs[Int(row.person)]) == clue.personID
            && (row.household < 0 ? 0 : register.householdIDs[Int(row.household)]) == clue.householdID && key == clue.key
    }
}
