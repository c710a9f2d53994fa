import Basics
import Datasets
import PolicyLanguage

/// The comparison done again for some households by the evaluator that takes one subject at a time. Whoever calls it compares.
package struct SecondOpinion {
    /// Findings of all rules for the chosen subjects.
    package var findings: Set<SingleFinding> = []
    /// Rule id → subjects the condition was asked of, and those it could not be decided for.
    package var subjects: [String: Int] = [:]
    package var undecided: [String: Int] = [:]
    /// Household numbers the person and household rules were asked of, villages, and groups by rule: what to compare.
    package var households: Set<Int64> = []
    package var villages: Set<Int64> = []

    init(compiled: CompiledPacks, active: [Bool], lawArea: LawArea, single: SingleEvaluation, households chosen: [Int]) {
        let collector = single.collector
        let register = collector.tables.register
        households = Set(chosen.map { register.householdIDs[$0] })
        let byVillage = Dictionary(grouping: chosen) { register.villageOfHousehold[$0] }
        for village in byVillage.keys.sorted() {
            let rows = collector.rows(ofPartition: collector.partition(ofHousehold: byVillage[village]?.first ?? 0))
            let facts = collector.village(Int(village), rows)
            for household in byVillage[village] ?? [] {
                guard let home = facts.home(household) else { continue }
                for (index, rule) in compiled.rules.enumerated() where active[index] && isLawful(rule, village, lawArea) {
                    ask(rule, household, home, single, register)
                }
            }
        }
    }

    private func isLawful(_ rule: CompiledRule, _ village: Int32, _ lawArea: LawArea) -> Bool {
        lawArea.villages(of: rule.pack, under: rule.area)?[Int(village)] ?? true
    }

    private mutating func ask(
        _ rule: CompiledRule, _ household: Int, _ home: FactCollector.Home, _ single: SingleEvaluation, _ register: Register
    ) {
        let count: Int
        switch rule.rule.subject {
        case .person: count = home.members.count
        case .household: count = 1
        default: return
        }
        var counts = RuleCounts()
        for clue in single.decide(rule, household: household, home, &counts) { note(clue, rule, register) }
        subjects[rule.rule.id, default: 0] += count
        undecided[rule.rule.id, default: 0] += counts.undecided
    }

    private mutating func note(_ clue: FoundClue, _ rule: CompiledRule, _ register: Register) {
        guard clue.answer == .fires else { return }
        findings.insert(
            SingleFinding(
                rule: rule.rule.id, householdID: clue.household < 0 ? 0 : register.householdIDs[Int(clue.household)],
                personID: clue.person < 0 ? 0 : register.personIDs[Int(clue.person)],
                village: clue.village < 0 ? 0 : register.villageCodes[Int(clue.village)], evidence: clue.evidence))
    }

    // MARK: Villages, rows and groups

    /// Rules about rows and groups of rows, over all rows of the dataset.
    mutating func askRows(_ compiled: CompiledPacks, active: [Bool], lawArea: LawArea, single: SingleEvaluation) {
        let opinion = RowOpinion(single: single, lawArea: lawArea)
        for (index, rule) in compiled.rules.enumerated() where active[index] && rule.isOfRows {
            let (clues, counts) = opinion.decide(rule, number: index)
            for clue in clues { note(clue, rule, single.collector.tables.register) }
            subjects[rule.rule.id, default: 0] += counts.subjects
            undecided[rule.rule.id, default: 0] += counts.undecided
        }
    }

    /// Rules about villages, for the first villages of the register.
    mutating func askVillages(_ compiled: CompiledPacks, active: [Bool], lawArea: LawArea, single: SingleEvaluation, limit: Int) {
        let register = single.collector.tables.register
        let rules = compiled.rules.indices.filter { index in
            if case .village = compiled.rules[index].rule.subject { return active[index] }
            return false
        }
        guard !rules.isEmpty else { return }
        for partition in 0..<register.partitions.count where villages.count < limit {
            let rows = single.collector.rows(ofPartition: partition)
            for village in register.partitions.villages[partition]..<register.partitions.villages[partition + 1] {
                let facts = single.collector.village(Int(village), rows)
                villages.insert(register.villageCodes[Int(village)])
                for index in rules where isLawful(compiled.rules[index], village, lawArea) {
                    var counts = RuleCounts()
                    for clue in single.decide(compiled.rules[index], village: Int(village), facts, &counts) {
                        note(clue, compiled.rules[index], register)
                    }
                    subjects[compiled.rules[index].rule.id, default: 0] += 1
                    undecided[compiled.rules[index].rule.id, default: 0] += counts.undecided
                }
            }
        }
    }
}
