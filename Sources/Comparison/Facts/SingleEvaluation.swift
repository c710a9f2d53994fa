import Basics
import Datasets
import PolicyLanguage

/// What one rule says of one subject, found one subject at a time.
package struct SingleFinding: Hashable, Sendable {
    package var rule: String
    package var householdID: Int64
    package var personID: Int64
    package var village: Int64
    package var evidence: [Int64]
}

/// Evaluates rules one subject at a time over the same tables: for rules that do not run in columns, and as the second opinion that the
/// columns are tested against.
struct SingleEvaluation {
    let collector: FactCollector
    let asOf: CalendarDate
    /// Values in force by pack.
    let parameters: [String: [String: Value]]

    init(collector: FactCollector, packs: [PolicyPack], asOf: CalendarDate, settings: [String: ParameterValue] = [:]) {
        self.collector = collector
        self.asOf = asOf
        var parameters: [String: [String: Value]] = [:]
        for pack in packs {
            var values = pack.parameterValues(on: asOf)
            for parameter in pack.parameters {
                guard let set = settings["\(pack.id)/\(parameter.name)"] ?? settings[parameter.name] else { continue }
                values[parameter.name] = Value(set, of: parameter.type)
            }
            parameters[pack.id] = values
        }
        self.parameters = parameters
    }

    /// Decides a person or household rule for one household. `undecided` counts the subjects whose condition was an error.
    func decide(_ rule: CompiledRule, household: Int, _ home: FactCollector.Home, undecided: inout Int) -> [FoundClue] {
        let register = collector.tables.register
        let village = register.villageOfHousehold[household]
        var names: [String: Value] = ["household": .record(home.household), "village": .record(home.village)]
        switch rule.rule.subject {
        case .household:
            guard let evidence = evidence(rule, SubjectFacts(graph: home.graph, names: names), &undecided) else { return [] }
            return [FoundClue(rule: 0, person: -1, household: Int32(household), village: village, key: 0, evidence: evidence)]
        case .person:
            return home.members.compactMap { member in
                names["person"] = .record(member.record)
                guard let evidence = evidence(rule, SubjectFacts(graph: home.graph, names: names), &undecided) else { return nil }
                return FoundClue(rule: 0, person: Int32(member.number), household: Int32(household), village: village, key: 0, evidence: evidence)
            }
        default: return []
        }
    }

    func decide(_ rule: CompiledRule, village: Int, _ facts: VillageFacts, undecided: inout Int) -> [FoundClue] {
        let subject = SubjectFacts(graph: facts.graph, names: ["village": .record(facts.village)])
        guard let evidence = evidence(rule, subject, &undecided) else { return [] }
        return [FoundClue(rule: 0, person: -1, household: -1, village: Int32(village), key: 0, evidence: evidence)]
    }

    /// The evidence when the rule fires; nil when it is silent or undecided.
    func evidence(_ rule: CompiledRule, _ facts: SubjectFacts, _ undecided: inout Int) -> [Int64]? {
        switch rule.rule.decide(facts, asOf: asOf, parameters: parameters[rule.pack] ?? [:]) {
        case .fires(let evidence): return evidence.map { $0 ?? 0 }
        case .silent: return nil
        case .undecided:
            undecided += 1
            return nil
        }
    }
}
