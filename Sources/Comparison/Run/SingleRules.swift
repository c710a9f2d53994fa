import Dispatch
import PolicyLanguage
import Synchronization

/// Rules that do not run in columns, one subject at a time: those about people and places partition by partition, those about rows and groups
/// over the whole dataset.
struct SingleRules {
    let compiled: CompiledPacks
    let single: SingleEvaluation
    /// Indexes of the rules to run.
    let rules: [Int]
    let lawArea: LawArea
    let threads: Int

    func run() -> (clues: [FoundClue], counts: [Int: RuleCounts]) {
        guard !rules.isEmpty else { return ([], [:]) }
        let register = single.collector.tables.register
        let results = Mutex<[(partition: Int, clues: [FoundClue], counts: [Int: RuleCounts])]>([])
        let next = TicketCounter()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while let partition = next.take(below: register.partitions.count) {
                let (clues, counts) = evaluate(partition, register)
                results.withLock { $0.append((partition, clues, counts)) }
            }
        }
        var clues: [FoundClue] = []
        var counts: [Int: RuleCounts] = [:]
        for result in results.withLock({ $0 }).sorted(by: { $0.partition < $1.partition }) {
            clues += result.clues
            for (rule, more) in result.counts { counts[rule, default: RuleCounts()] += more }
        }
        let opinion = RowOpinion(single: single, lawArea: lawArea)
        for rule in rules where compiled.rules[rule].isOfRows {
            let found = opinion.decide(compiled.rules[rule], number: rule)
            clues += found.clues
            counts[rule] = found.counts
        }
        return (clues, counts)
    }

    private func evaluate(_ partition: Int, _ register: Register) -> ([FoundClue], [Int: RuleCounts]) {
        let rows = single.collector.rows(ofPartition: partition)
        var clues: [FoundClue] = []
        var counts: [Int: RuleCounts] = [:]
        func add(_ rule: Int, _ found: [FoundClue], _ asked: RuleCounts) {
            clues += found.map { clue in
                var clue = clue
                clue.rule = Int32(rule)
                return clue
            }
            counts[rule, default: RuleCounts()] += asked
        }
        for village in register.partitions.villages[partition]..<register.partitions.villages[partition + 1] {
            let lawful = self.rules.filter { !compiled.rules[$0].isOfRows && isLawful($0, village) }
            guard !lawful.isEmpty else { continue }
            let facts = single.collector.village(Int(village), rows)
            for household in facts.homes.keys.sorted() {
                guard let home = facts.home(household) else { continue }
                for rule in lawful {
                    var asked = RuleCounts(subjects: subjects(rule, in: home))
                    let found = single.decide(compiled.rules[rule], household: household, home, &asked)
                    add(rule, found, asked)
                }
            }
            for rule in lawful {
                guard case .village = compiled.rules[rule].rule.subject else { continue }
                var asked = RuleCounts(subjects: 1)
                let found = single.decide(compiled.rules[rule], village: Int(village), facts, &asked)
                add(rule, found, asked)
            }
        }
        return (clues, counts)
    }

    private func subjects(_ rule: Int, in home: FactCollector.Home) -> Int {
        switch compiled.rules[rule].rule.subject {
        case .person: home.members.count
        case .household: 1
        default: 0
        }
    }

    private func isLawful(_ rule: Int, _ village: Int32) -> Bool {
        lawArea.villages(of: compiled.rules[rule].pack, under: compiled.rules[rule].area)?[Int(village)] ?? true
    }
}
