import Dispatch
import PolicyLanguage
import Synchronization

/// Rules that do not run in columns, one subject at a time, partition by partition.
struct SingleRules {
    let compiled: CompiledPacks
    let single: SingleEvaluation
    /// Indexes of the rules to run; all about persons, households or villages.
    let rules: [Int]
    let lawArea: LawArea
    let threads: Int

    static func canRun(_ rule: CompiledRule) -> Bool {
        switch rule.rule.subject {
        case .person, .household, .village: true
        case .row, .group: false
        }
    }

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
        return (clues, counts)
    }

    private func evaluate(_ partition: Int, _ register: Register) -> ([FoundClue], [Int: RuleCounts]) {
        let rows = single.collector.rows(ofPartition: partition)
        var clues: [FoundClue] = []
        var counts: [Int: RuleCounts] = [:]
        func add(_ rule: Int, _ found: [FoundClue], subjects: Int, undecided: Int) {
            clues += found.map { clue in
                var clue = clue
                clue.rule = Int32(rule)
                return clue
            }
            counts[rule, default: RuleCounts()] += RuleCounts(subjects: subjects, undecided: undecided)
        }
        for household in register.partitions.households[partition]..<register.partitions.households[partition + 1] {
            let home = single.collector.home(Int(household), rows)
            for rule in rules where isLawful(rule, register.villageOfHousehold[Int(household)]) {
                if case .village = compiled.rules[rule].rule.subject { continue }
                var undecided = 0
                let found = single.decide(compiled.rules[rule], household: Int(household), home, undecided: &undecided)
                let isPerson = if case .person = compiled.rules[rule].rule.subject { true } else { false }
                add(rule, found, subjects: isPerson ? home.members.count : 1, undecided: undecided)
            }
        }
        for village in register.partitions.villages[partition]..<register.partitions.villages[partition + 1] {
            for rule in rules where isLawful(rule, village) {
                guard case .village = compiled.rules[rule].rule.subject else { continue }
                var undecided = 0
                let found = single.decide(compiled.rules[rule], village: Int(village), single.collector.village(Int(village), rows), undecided: &undecided)
                add(rule, found, subjects: 1, undecided: undecided)
            }
        }
        return (clues, counts)
    }

    private func isLawful(_ rule: Int, _ village: Int32) -> Bool { lawArea.villages(under: compiled.rules[rule].area)?[Int(village)] ?? true }
}
