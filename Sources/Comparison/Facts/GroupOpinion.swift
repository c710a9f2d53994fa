import Datasets
import PolicyLanguage

/// Rules about rows and groups of rows, asked of one after the other over all rows of their dataset.
struct RowOpinion {
    let single: SingleEvaluation
    let lawArea: LawArea

    /// Clues of a rule about rows or groups, and how many subjects were asked and left undecided; nothing for other rules.
    func decide(_ rule: CompiledRule, number: Int) -> (clues: [FoundClue], counts: RuleCounts) {
        var found: (clues: [FoundClue], counts: RuleCounts) = ([], RuleCounts())
        switch rule.rule.subject {
        case .row(let dataset): askEachRow(rule, dataset, &found)
        case .group(let dataset, _, let clueFor): askGroups(rule, dataset, clueFor, &found)
        default: break
        }
        for place in found.clues.indices { found.clues[place].rule = Int32(number) }
        return found
    }

    /// Asks of every row: of one that matched among all that is known of its village, of the others by themselves.
    private func askEachRow(_ rule: CompiledRule, _ dataset: String, _ found: inout (clues: [FoundClue], counts: RuleCounts)) {
        let lawful = lawArea.villages(of: rule.pack, under: rule.area)
        let rows = DatasetRows(single.collector, dataset).rows
        for row in rows where row.village < 0 && lawful == nil {
            ask(rule, row, SubjectFacts(graph: row.graph, names: ["row": .record(row.record)]), &found)
        }
        let partitions = single.collector.tables.register.partitions
        for partition in 0..<partitions.count {
            let known = single.collector.rows(ofPartition: partition)
            for village in partitions.villages[partition]..<partitions.villages[partition + 1] where lawful?[Int(village)] != false {
                let facts = single.collector.village(Int(village), known)
                for row in facts.records(of: dataset) where rows.indices.contains(row.number) {
                    ask(rule, rows[row.number], SubjectFacts(graph: facts.graph, names: ["row": .record(row.record)]), &found)
                }
            }
        }
    }

    private func ask(
        _ rule: CompiledRule, _ row: DatasetRows.Row, _ facts: SubjectFacts, _ found: inout (clues: [FoundClue], counts: RuleCounts)
    ) {
        found.counts.subjects += 1
        guard let (answer, evidence) = single.told(rule, facts, &found.counts) else { return }
        let table = single.collector.tables.datasets[row.kind]
        found.clues.append(
            FoundClue(
                rule: 0, person: row.person, household: row.household, village: row.village, key: table?.fingerprint(row.number) ?? 0,
                evidence: evidence, row: table == nil ? -1 : Int32(truncatingIfNeeded: row.number), region: row.region, answer: answer))
    }

    private func askGroups(
        _ rule: CompiledRule, _ dataset: String, _ clueFor: Rule.ClueFor, _ found: inout (clues: [FoundClue], counts: RuleCounts)
    ) {
        let groups = RowGroups(rule.rule, pack: rule.pack, dataset, lawArea.villages(of: rule.pack, under: rule.area), single)
        for group in groups.sorted {
            found.counts.subjects += 1
            guard let (answer, evidence) = single.told(rule, group.facts(single.collector), &found.counts) else { continue }
            found.clues += clues(group, evidence, answer, clueFor)
        }
    }

    /// One clue for each person or household of a group, or one for the group.
    private func clues(_ group: RowGroups.Group, _ evidence: [Int64], _ answer: FoundClue.Answer, _ clueFor: Rule.ClueFor) -> [FoundClue] {
        var hash = StableHash()
        let texts = group.key.map(SubjectKey.shown)
        for text in texts { hash.add(text) }
        let key = hash.value
        func clue(person: Int32, household: Int32, village: Int32, region: Int64) -> FoundClue {
            FoundClue(
                rule: 0, person: person, household: household, village: village, key: key, evidence: evidence, keyTexts: texts, region: region,
                answer: answer)
        }
        if clueFor == .group { return [clue(person: -1, household: -1, village: -1, region: County.common(group.rows.lazy.map(\.region)))] }
        var told: Set<Int32> = []
        return group.rows.compactMap { row in
            let subject = clueFor == .person ? row.person : row.household
            guard subject >= 0, told.insert(subject).inserted else { return nil }
            return clue(person: clueFor == .person ? row.person : -1, household: row.household, village: row.village, region: row.region)
        }
    }
}

/// The groups of a dataset's rows that a rule asks about: of the rows that matched the register (or of a dataset that is matched to nothing),
/// stand under the rule's law and have a key.
struct RowGroups {
    struct Group {
        var key: [Value]
        var rows: [DatasetRows.Row] = []

        func facts(_ collector: FactCollector) -> SubjectFacts {
            var graph = FactGraph(vocabulary: collector.vocabulary)
            var known: [Int32: FactGraph.RecordID] = [:]
            let records = rows.map { collector.copy($0, into: &graph, known: &known) }
            return SubjectFacts(graph: graph, names: ["rows": .list(records.map(Value.record)), "key": .list(key)])
        }
    }

    /// In the order of their keys' texts.
    let sorted: [Group]

    init(_ rule: Rule, pack: String, _ dataset: String, _ lawful: [Bool]?, _ single: SingleEvaluation) {
        let parameters = single.parameters[pack] ?? [:]
        let isUnanchored = single.collector.tables.datasets[dataset]?.schema.anchor == SourceSchema.Anchor.none
        var groups: [String: Group] = [:]
        for row in DatasetRows(single.collector, dataset).rows where row.village >= 0 || isUnanchored {
            if let lawful { guard row.village >= 0, lawful[Int(row.village)] else { continue } }
            let facts = SubjectFacts(graph: row.graph, names: ["row": .record(row.record)])
            guard let key = rule.groupKey(facts, asOf: single.asOf, parameters: parameters) else { continue }
            groups[key.map(ValueText.shown).joined(separator: "\u{1F}"), default: Group(key: key)].rows.append(row)
        }
        sorted = groups.keys.sorted().compactMap { groups[$0] }
    }
}
