import Datasets
import Dispatch
import PolicyLanguage

/// Puts names to what the evaluation found, and everything in the order of the clue list.
struct ClueNaming {
    let compiled: CompiledPacks
    let tables: Tables
    let withNames: Bool

    func clues(_ found: [FoundClue], threads: Int) -> [Clue] {
        let ranks = rankOfRules()
        var byRank = [[Int32]](repeating: [], count: ranks.count)
        for (index, clue) in found.enumerated() where clue.answer == .fires { byRank[ranks[Int(clue.rule)]].append(Int32(index)) }
        nonisolated(unsafe) var sorted = [[Clue]](repeating: [], count: ranks.count)  // Why: each thread writes its own ranks' entries.
        let lists = byRank
        let next = TicketCounter()
        sorted.withUnsafeMutableBufferPointer { out in
            nonisolated(unsafe) let out = out  // Why: each rank is written by one thread.
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                while let rank = next.take(below: lists.count) { out[rank] = sort(lists[rank], found) }
            }
        }
        return sorted.flatMap { $0 }
    }

    /// Whom a rule could not decide about, or was asked about and silent, by the identity a clue about them would have.
    func others(_ found: [FoundClue]) -> [OtherSubject] {
        let register = tables.register
        return found.lazy.filter { $0.answer != .fires }.map { clue in
            let household = clue.household < 0 ? 0 : register.householdIDs[Int(clue.household)]
            let person = clue.person < 0 ? 0 : register.personIDs[Int(clue.person)]
            return OtherSubject(
                rule: Int(clue.rule), householdID: household, village: village(clue), identity: identity(clue, household, person),
                isUndecided: clue.answer == .undecided)
        }
    }

    /// Place of each rule in the order of ids.
    private func rankOfRules() -> [Int] {
        let order = compiled.rules.indices.sorted { (compiled.rules[$0].rule.id, $0) < (compiled.rules[$1].rule.id, $1) }
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }

    private struct SortKey {
        var household: Int64
        var person: Int64
        var first: Int64
        var second: Int64
        var index: Int32
    }

    private func sort(_ list: [Int32], _ found: [FoundClue]) -> [Clue] {
        let register = tables.register
        var keys = list.map { index in
            let clue = found[Int(index)]
            return SortKey(
                household: clue.household < 0 ? 0 : register.householdIDs[Int(clue.household)],
                person: clue.person < 0 ? 0 : register.personIDs[Int(clue.person)], first: clue.evidence.first ?? 0,
                second: clue.evidence.count > 1 ? clue.evidence[1] : 0, index: index)
        }
        keys.sort { a, b in
            if a.household != b.household { return a.household < b.household }
            if a.person != b.person { return a.person < b.person }
            if a.first != b.first { return a.first < b.first }
            if a.second != b.second { return a.second < b.second }
            return a.index < b.index
        }
        let names = withNames ? NameLookup(register) : nil
        var seen: [UInt64: UInt64] = [:]
        return keys.map { key in
            var clue = clue(found[Int(key.index)], key, names)
            // Rows of one person with the same key are told apart by their order.
            let earlier = seen[clue.identity, default: 0]
            seen[clue.identity] = earlier + 1
            if earlier > 0 {
                var hash = StableHash()
                hash.add(clue.identity)
                hash.add(earlier)
                clue.identity = hash.value
            }
            return clue
        }
    }

    private func clue(_ found: FoundClue, _ key: SortKey, _ names: NameLookup?) -> Clue {
        let village = village(found)
        let person = names?.person(found)
        return Clue(
            rule: Int(found.rule), householdID: key.household, personID: key.person, village: village, region: village == 0 ? found.region : village,
            key: found.row < 0 ? found.keyTexts : rowKey(found), evidence: found.evidence,
            identity: identity(found, key.household, key.person), name: person?.name ?? "", idNumber: person?.id ?? "")
    }

    private func village(_ found: FoundClue) -> Int64 { found.village < 0 ? 0 : tables.register.villageCodes[Int(found.village)] }

    /// Of rule, subject and key.
    private func identity(_ found: FoundClue, _ household: Int64, _ person: Int64) -> UInt64 {
        var hash = StableHash()
        hash.add(compiled.rules[Int(found.rule)].rule.id)
        hash.add(UInt64(bitPattern: household))
        hash.add(UInt64(bitPattern: person))
        if found.household < 0 && found.person < 0 { hash.add(UInt64(bitPattern: village(found))) }
        hash.add(found.key)
        return hash.value
    }

    private func rowKey(_ found: FoundClue) -> [String] {
        guard case .row(let dataset) = compiled.rules[Int(found.rule)].rule.subject, let table = tables.datasets[dataset] else { return [] }
        return table.schema.nameColumns.map { table.value($0, Int(found.row)).map(SubjectKey.shown) ?? "" }
    }
}

/// Names and IDs for the lists that are handed over: of the person, or of a household's head.
private struct NameLookup {
    private let register: Register
    private let name: Int?
    private let id: Int?
    private let relation: Int?

    init(_ register: Register) {
        self.register = register
        name = register.persons.column("name")?.index
        id = register.persons.schema.key
        relation = register.persons.column("relation")?.index
    }

    func person(_ clue: FoundClue) -> (name: String, id: String)? {
        let number: Int
        if clue.person >= 0 { number = Int(clue.person) } else if clue.household >= 0 { number = head(Int(clue.household)) } else { return nil }
        guard number >= 0 else { return nil }
        return (name.flatMap { register.persons.text($0, number) } ?? "", id.flatMap { register.persons.text($0, number) } ?? "")
    }

    /// The member registered as 户主, or the first; -1 for a household without members.
    private func head(_ household: Int) -> Int {
        let start = register.firstPerson(ofHousehold: household)
        let end = register.firstPerson(ofHousehold: household + 1)
        guard start < end else { return -1 }
        guard let relation else { return start }
        return (start..<end).first { register.persons.text(relation, $0) == "户主" } ?? start
    }
}
