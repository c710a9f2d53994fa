import Dispatch
import PolicyLanguage
import Synchronization

/// Evaluates all level rules over all partitions, and gathers rows for group rules on the way. Threads take partitions in turn; what they
/// find is put in the order of partitions, so the result does not depend on them.
struct PartitionEvaluation {
    let compiled: CompiledPacks
    let bindings: Bindings
    /// By compiled rule: to be run.
    let active: [Bool]
    let lawArea: LawArea
    let threads: Int
    /// Also tell of villages and rows about which a rule was silent.
    var tellsAsked = false
    let progress: @Sendable (_ done: Int, _ total: Int) -> Void

    struct Outcome: Sendable {
        var clues: [FoundClue] = []
        var counts: [RuleCounts]
        /// For each group rule, by rule index.
        var gathered: [Int: Gathered] = [:]
    }

    func run() -> Outcome {
        let partitions = bindings.tables.register.partitions.count
        let plans = levelPlans()
        let groups = groupPlans()
        let wanted = plans.flatMap { [$0.condition] + $0.evidence } + groups.flatMap(\.plan.leaves)
        let needed = Frame.closure(of: wanted + groups.flatMap { mapsNeeded($0.plan) }, in: compiled.program)
        let results = Mutex<[(partition: Int, found: PartitionFinds)]>([])
        let next = TicketCounter()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            let frame = Frame(program: compiled.program, bindings: bindings, needed: needed)
            while let partition = next.take(below: partitions) {
                frame.evaluate(partition: partition)
                var found = PartitionFinds(rules: compiled.rules.count)
                for plan in plans { collect(plan, frame, partition, &found) }
                for group in groups { gather(group, frame, partition, &found) }
                results.withLock { $0.append((partition, found)) }
                progress(partition + 1, partitions)
            }
        }
        return merge(results.withLock { $0 }.sorted { $0.partition < $1.partition }.map(\.found), groups)
    }

    private func merge(_ finds: [PartitionFinds], _ groups: [ActiveGroup]) -> Outcome {
        var outcome = Outcome(counts: Array(repeating: RuleCounts(), count: compiled.rules.count))
        outcome.clues.reserveCapacity(finds.reduce(0) { $0 + $1.clues.count })
        for find in finds {
            outcome.clues += find.clues
            for i in find.counts.indices { outcome.counts[i] += find.counts[i] }
        }
        for group in groups {
            outcome.gathered[group.rule] = Gathered(plan: group.plan, batches: finds.compactMap { $0.gathered[group.rule] })
        }
        return outcome
    }

    // MARK: Level rules

    private struct ActiveLevel {
        var rule: Int
        var level: LevelID
        var condition: NodeID
        var evidence: [NodeID]
        var villages: [Bool]?
        var tellsSilent: Bool
    }

    struct ActiveGroup {
        var rule: Int
        var plan: GroupPlan
        var villages: [Bool]?
    }

    private func levelPlans() -> [ActiveLevel] {
        compiled.rules.enumerated().compactMap { index, rule in
            guard active[index], case .level(let level, let condition, let evidence) = rule.plan else { return nil }
            return ActiveLevel(
                rule: index, level: level, condition: condition, evidence: evidence, villages: lawArea.villages(of: rule.pack, under: rule.area),
                tellsSilent: tellsAsked && rule.rule.isOfVillagesOrRows)
        }
    }

    private func groupPlans() -> [ActiveGroup] {
        compiled.rules.enumerated().compactMap { index, rule in
            guard active[index], case .group(let plan) = rule.plan else { return nil }
            return ActiveGroup(rule: index, plan: plan, villages: lawArea.villages(of: rule.pack, under: rule.area))
        }
    }

    private func mapsNeeded(_ plan: GroupPlan) -> [NodeID] {
        compiled.program.nodes.indices.filter { id in
            guard case .up(let from, _) = compiled.program[id].step else { return false }
            return from == plan.source
        }
    }

    private func collect(_ plan: ActiveLevel, _ frame: Frame, _ partition: Int, _ found: inout PartitionFinds) {
        let vector = frame.vectors[plan.condition]
        let count = frame.counts[plan.level]
        guard count > 0, let truths = vector.truths else { return }
        let place = SubjectPlace(level: plan.level, frame: frame, bindings: bindings, partition: partition)
        if plan.villages == nil, vector.valid == nil, !plan.tellsSilent {
            found.counts[plan.rule].subjects += count
            for row in 0..<count where truths[row] == 1 { found.clues.append(clue(plan, frame, place, row, .fires)) }
            return
        }
        for row in 0..<count {
            if let villages = plan.villages {
                let village = place.village(row)
                guard village >= 0, villages[Int(village)] else { continue }
            }
            found.counts[plan.rule].subjects += 1
            if vector.valid?[row] == 0 {
                if found.counts[plan.rule].isTold() { found.clues.append(clue(plan, frame, place, row, .undecided)) }
            } else if truths[row] == 1 {
                found.clues.append(clue(plan, frame, place, row, .fires))
            } else if plan.tellsSilent {
                found.clues.append(clue(plan, frame, place, row, .silent))
            }
        }
    }

    private func clue(_ plan: ActiveLevel, _ frame: Frame, _ place: SubjectPlace, _ row: Int, _ answer: FoundClue.Answer) -> FoundClue {
        let evidence =
            answer != .fires
            ? []
            : plan.evidence.map { node -> Int64 in
                let vector = frame.vectors[node]
                return vector.valid?[row] == 0 ? 0 : vector.numbers?[row] ?? 0
            }
        return FoundClue(
            rule: Int32(plan.rule), person: place.person(row), household: place.household(row), village: place.village(row), key: place.key(row),
            evidence: evidence, row: place.number(row), region: place.region(row), answer: answer)
    }

    // MARK: Group rules

    private func gather(_ group: ActiveGroup, _ frame: Frame, _ partition: Int, _ found: inout PartitionFinds) {
        let count = frame.counts[group.plan.source]
        guard count > 0 else { return }
        let place = SubjectPlace(level: group.plan.source, frame: frame, bindings: bindings, partition: partition)
        found.gathered[group.rule] = GatheredBatch(plan: group.plan, frame: frame, place: place, count: count, villages: group.villages)
    }
}

/// What one partition gave.
struct PartitionFinds: Sendable {
    var clues: [FoundClue] = []
    var counts: [RuleCounts]
    var gathered: [Int: GatheredBatch] = [:]

    init(rules: Int) { counts = Array(repeating: RuleCounts(), count: rules) }
}
