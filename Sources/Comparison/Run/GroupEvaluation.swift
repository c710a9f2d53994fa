import Dispatch
import PolicyLanguage
import Synchronization

/// Puts together the groups of a group rule, bucket by bucket, and asks the rule's condition of each.
struct GroupEvaluation {
    let rule: Int
    let gathered: Gathered
    let bindings: Bindings
    let threads: Int
    /// Also tell of groups about which the rule was silent.
    var tellsAsked = false

    func run() -> (clues: [FoundClue], counts: RuleCounts) {
        let plan = gathered.plan
        let needed = Frame.closure(of: [plan.condition] + plan.evidence, in: plan.program)
        let results = Mutex<[(bucket: Int, clues: [FoundClue], counts: RuleCounts)]>([])
        let next = TicketCounter()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            let frame = Frame(program: plan.program, bindings: bindings, needed: needed)
            let shelf = Arena()
            while let bucket = next.take(below: GatheredBatch.buckets) {
                shelf.reset()
                let texts = HeldTexts()
                let (clues, counts) = evaluate(bucket, frame, shelf, texts)
                results.withLock { $0.append((bucket, clues, counts)) }
            }
        }
        var clues: [FoundClue] = []
        var counts = RuleCounts()
        for result in results.withLock({ $0 }).sorted(by: { $0.bucket < $1.bucket }) {
            clues += result.clues
            counts += result.counts
        }
        return (clues, counts)
    }

    private func evaluate(_ bucket: Int, _ frame: Frame, _ shelf: Arena, _ texts: HeldTexts) -> ([FoundClue], RuleCounts) {
        let plan = gathered.plan
        var (rows, subjects) = gathered.bucket(bucket, shelf: shelf, texts: texts)
        guard rows.count > 0 else { return ([], RuleCounts()) }
        let firsts = makeGroups(&rows, frame, shelf)
        frame.evaluate(rows, rowsLevel: plan.rows, groupsLevel: plan.groups)
        let condition = frame.vectors[plan.condition]
        var counts = RuleCounts(subjects: rows.groupCount)
        // Nil where nothing is told of a group.
        var answers = [FoundClue.Answer?](repeating: nil, count: rows.groupCount)
        for group in 0..<rows.groupCount {
            if condition.valid?[group] == 0 {
                if counts.isTold() { answers[group] = .undecided }
            } else if condition.truths?[group] == 1 {
                answers[group] = .fires
            } else if tellsAsked {
                answers[group] = .silent
            }
        }
        let regions = plan.clueFor == .group ? common(gathered.regions(bucket), rows, answers) : [:]
        var names: [Int: [String]] = [:]
        var clues: [FoundClue] = []
        var told: Set<UInt64> = []
        for row in 0..<rows.count {
            let group = Int(rows.groups[row])
            guard let answer = answers[group] else { continue }
            let (person, household, village) = subject(subjects[row])
            let who =
                plan.clueFor == .group
                ? UInt64(group) << 32 : UInt64(group) << 32 | UInt64(UInt32(bitPattern: plan.clueFor == .person ? person : household))
            guard plan.clueFor == .group || (plan.clueFor == .person ? person : household) >= 0, told.insert(who).inserted else { continue }
            let name = names[group] ?? keyTexts(rows, Int(firsts[group]))
            names[group] = name
            clues.append(
                FoundClue(
                    rule: Int32(rule), person: person, household: household, village: village, key: key(rows, Int(firsts[group])),
                    evidence: answer == .fires ? plan.evidence.map { evidence(frame.vectors[$0], group) } : [], keyTexts: name,
                    region: regions[group] ?? 0, answer: answer))
        }
        return (clues, counts)
    }

    private func subject(_ owner: Int32) -> (Int32, Int32, Int32) {
        let whole = WholeSubject(owner, of: gathered.anchor, bindings.tables.register)
        return switch gathered.plan.clueFor {
        case .person: (whole.person, whole.household, whole.village)
        case .household: (-1, whole.household, whole.village)
        case .group: (-1, -1, -1)
        }
    }

    private func evidence(_ vector: Vector, _ group: Int) -> Int64 { vector.valid?[group] == 0 ? 0 : vector.numbers?[group] ?? 0 }

    /// Numbers the groups of equal keys; gives each group's first row.
    private func makeGroups(_ rows: inout GatheredRows, _ frame: Frame, _ shelf: Arena) -> UnsafeMutablePointer<Int32> {
        frame.arena.reset()
        let plan = gathered.plan
        let everybody = shelf.take(rows.count, of: Int32.self)
        everybody.update(repeating: 0, count: rows.count)
        let owners = shelf.take(rows.count, of: Int32.self)
        let firsts = shelf.take(rows.count, of: Int32.self)
        let columns = plan.keys.map { frame.keyNumbers(rows.vector($0, shape(of: $0)), shape(of: $0), rows.count) }
        rows.groupCount = frame.assignGroups(everybody, nil, columns, rows.count, rows.groups, owners, firsts)
        return firsts
    }

    private func shape(of leaf: Int) -> Shape { gathered.plan.leafShapes[leaf] }

    private func key(_ rows: GatheredRows, _ row: Int) -> UInt64 {
        var hash = StableHash()
        for leaf in gathered.plan.keys { hash.add(KeyReader(rows.vector(leaf, shape(of: leaf)), shape(of: leaf), bindings.tables).hash(row)) }
        return hash.value
    }

    private func keyTexts(_ rows: GatheredRows, _ row: Int) -> [String] {
        zip(gathered.plan.keys, gathered.plan.keyTypes).map { leaf, type in
            SubjectKey.shown(KeyReader(rows.vector(leaf, shape(of: leaf)), shape(of: leaf), bindings.tables).value(row, as: type))
        }
    }

    /// For each group that is told of, what its rows' regions have in common.
    private func common(_ regions: [Int64], _ rows: GatheredRows, _ answers: [FoundClue.Answer?]) -> [Int: Int64] {
        var found: [Int: [Int64]] = [:]
        for row in 0..<min(rows.count, regions.count) {
            let group = Int(rows.groups[row])
            if answers[group] != nil { found[group, default: []].append(regions[row]) }
        }
        return found.mapValues(County.common)
    }
}
