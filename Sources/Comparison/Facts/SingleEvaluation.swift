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
    /// Also tell of villages, rows and groups about which a rule was silent.
    var tellsAsked = false

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

    /// Decides a person or household rule for one household: clues, and those about whom it could not decide.
    func decide(_ rule: CompiledRule, household: Int, _ home: FactCollector.Home, _ counts: inout RuleCounts) -> [FoundClue] {
        let register = collector.tables.register
        let village = register.villageOfHousehold[household]
        var names: [String: Value] = ["household": .record(home.household), "village": .record(home.village)]
        switch rule.rule.subject {
        case .household:
            guard let (answer, evidence) = told(rule, SubjectFacts(graph: home.graph, names: names), &counts) else { return [] }
            return [FoundClue(rule: 0, person: -1, household: Int32(household), village: village, key: 0, evidence: evidence, answer: answer)]
        case .person:
            return home.members.compactMap { member in
                names["person"] = .record(member.record)
                guard let (answer, evidence) = told(rule, SubjectFacts(graph: home.graph, names: names), &counts) else { return nil }
                return FoundClue(
                    rule: 0, person: Int32(member.number), household: Int32(household), village: village, key: 0, evidence: evidence, answer: answer)
            }
        default: return []
        }
    }

    func decide(_ rule: CompiledRule, village: Int, _ facts: VillageFacts, _ counts: inout RuleCounts) -> [FoundClue] {
        let subject = SubjectFacts(graph: facts.graph, names: ["village": .record(facts.village)])
        guard let (answer, evidence) = told(rule, subject, &counts) else { return [] }
        return [FoundClue(rule: 0, person: -1, household: -1, village: Int32(village), key: 0, evidence: evidence, answer: answer)]
    }

    /// What is to be told of one subject: the evidence when the rule fires, that it could not decide, where asked for that it was silent.
    func told(_ rule: CompiledRule, _ facts: SubjectFacts, _ counts: inout RuleCounts) -> (FoundClue.Answer, [Int64])? {
        switch rule.rule.decide(facts, asOf: asOf, parameters: parameters[rule.pack] ?? [:]) {
        case .fires(let evidence): return (.fires, evidence.map { $0 ?? 0 })
        case .silent: return tellsAsked && rule.rule.isOfVillagesOrRows ? (.silent, []) : nil
        case .undecided: return counts.isTold() ? (.undecided, []) : nil
        }
    }
}
