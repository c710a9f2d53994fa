import Basics
import Datasets
import PolicyLanguage

extension SecondOpinion {
    /// Rules about rows and groups of rows, over all rows of the dataset.
    mutating func askRows(_ compiled: CompiledPacks, active: [Bool], lawArea: LawArea, single: SingleEvaluation) {
        for (index, rule) in compiled.rules.enumerated() where active[index] {
            switch rule.rule.subject {
            case .row(let dataset): askEachRow(rule, dataset, lawArea, single)
            case .group(let dataset, _, let clueFor): askGroups(rule, dataset, clueFor, lawArea, single)
            default: continue
            }
        }
    }

    /// Asks of every row: of one that matched among all that is known of its village, of the others by themselves.
    private mutating func askEachRow(_ rule: CompiledRule, _ dataset: String, _ lawArea: LawArea, _ single: SingleEvaluation) {
        let lawful = lawArea.villages(under: rule.area)
        let rows = DatasetRows(single.collector, dataset).rows
        for row in rows where row.village < 0 && lawful == nil {
            ask(rule, row, SubjectFacts(graph: row.graph, names: ["row": .record(row.record)]), single)
        }
        let partitions = single.collector.tables.register.partitions
        for partition in 0..<partitions.count {
            let found = single.collector.rows(ofPartition: partition)
            for village in partitions.villages[partition]..<partitions.villages[partition + 1] where lawful?[Int(village)] != false {
                let facts = single.collector.village(Int(village), found)
                for row in facts.records(of: dataset) {
                    ask(rule, rows[row.number], SubjectFacts(graph: facts.graph, names: ["row": .record(row.record)]), single)
                }
            }
        }
    }

    private mutating func ask(_ rule: CompiledRule, _ row: DatasetRows.Row, _ facts: SubjectFacts, _ single: SingleEvaluation) {
        var undecidedHere = 0
        if let evidence = single.evidence(rule, facts, &undecidedHere) { note(row, rule, evidence, .person, isOfRow: true, single) }
        subjects[rule.rule.id, default: 0] += 1
        undecided[rule.rule.id, default: 0] += undecidedHere
    }

    private mutating func askGroups(_ rule: CompiledRule, _ dataset: String, _ clueFor: Rule.ClueFor, _ lawArea: LawArea, _ single: SingleEvaluation)
    {
        let lawful = lawArea.villages(under: rule.area)
        let parameters = single.parameters[rule.pack] ?? [:]
        var groups: [String: (key: [Value], rows: [DatasetRows.Row])] = [:]
        for row in DatasetRows(single.collector, dataset).rows
        where row.village >= 0 || single.collector.tables.datasets[dataset]?.schema.anchor == SourceSchema.Anchor.none {
            if let lawful { guard row.village >= 0, lawful[Int(row.village)] else { continue } }
            let facts = SubjectFacts(graph: row.graph, names: ["row": .record(row.record)])
            guard let key = rule.rule.groupKey(facts, asOf: single.asOf, parameters: parameters) else { continue }
            groups[key.map(ValueText.shown).joined(separator: "\u{1F}"), default: (key, [])].rows.append(row)
        }
        for name in groups.keys.sorted() {
            guard let group = groups[name] else { continue }
            var graph = FactGraph(vocabulary: single.collector.vocabulary)
            var known: [Int32: FactGraph.RecordID] = [:]
            let records = group.rows.map { single.collector.copy($0, into: &graph, known: &known) }
            var undecidedHere = 0
            let facts = SubjectFacts(graph: graph, names: ["rows": .list(records.map(Value.record)), "key": .list(group.key)])
            if let evidence = single.evidence(rule, facts, &undecidedHere) {
                for row in group.rows { note(row, rule, evidence, clueFor, single) }
            }
            subjects[rule.rule.id, default: 0] += 1
            undecided[rule.rule.id, default: 0] += undecidedHere
        }
    }

    private mutating func note(
        _ row: DatasetRows.Row, _ rule: CompiledRule, _ evidence: [Int64], _ clueFor: Rule.ClueFor, isOfRow: Bool = false, _ single: SingleEvaluation
    ) {
        let register = single.collector.tables.register
        guard clueFor == .group || isOfRow || (clueFor == .person ? row.person : row.household) >= 0 else { return }
        let (person, household) = clueFor == .group ? (-1, -1) : (clueFor == .person ? row.person : -1, row.household)
        findings.insert(
            SingleFinding(
                rule: rule.rule.id, householdID: household < 0 ? 0 : register.householdIDs[Int(household)],
                personID: person < 0 ? 0 : register.personIDs[Int(person)],
                village: clueFor == .group || row.village < 0 ? 0 : register.villageCodes[Int(row.village)], evidence: evidence))
    }
}

/// All rows of a dataset (or the register's persons) as records, each in a graph of its own with whom it belongs to.
struct DatasetRows {
    struct Row {
        var graph: FactGraph
        var record: FactGraph.RecordID
        var kind: String
        var fields: [String: Value]
        var origin: FactGraph.Origin?
        var person: Int32
        var household: Int32
        var village: Int32
    }
    let rows: [Row]

    init(_ collector: FactCollector, _ dataset: String) {
        let register = collector.tables.register
        if dataset == "persons" {
            rows = (0..<register.persons.count).map { number in
                let household = register.householdOfPerson[number]
                return collector.row("person", register.persons, number, person: Int32(number), household: household)
            }
            return
        }
        guard let table = collector.tables.datasets[dataset] else {
            rows = []
            return
        }
        rows = (0..<table.count).map { number in
            let owner = table.owners?[number] ?? -1
            switch table.schema.anchor {
            case .person:
                return collector.row(dataset, table, number, person: owner, household: owner < 0 ? -1 : register.householdOfPerson[Int(owner)])
            case .household: return collector.row(dataset, table, number, person: -1, household: owner)
            case .village: return collector.row(dataset, table, number, person: -1, household: -1, village: owner)
            case .none: return collector.row(dataset, table, number, person: -1, household: -1)
            }
        }
    }
}

extension FactCollector {
    func row(_ kind: String, _ table: Table, _ number: Int, person: Int32, household: Int32, village: Int32 = -1) -> DatasetRows.Row {
        var graph = FactGraph(vocabulary: vocabulary)
        let above = household < 0 ? village : tables.register.villageOfHousehold[Int(household)]
        var row = DatasetRows.Row(
            graph: graph, record: graph.add(kind, fields: [:]), kind: kind, fields: fields(table, number), origin: origin(table, number),
            person: person,
            household: household, village: above)
        graph = FactGraph(vocabulary: vocabulary)
        var known: [Int32: FactGraph.RecordID] = [:]
        row.record = copy(row, into: &graph, known: &known)
        row.graph = graph
        return row
    }

    /// Adds a row with its village, household and person to a graph; whoever is there already (by the keys' own numbering) is not added twice.
    func copy(_ row: DatasetRows.Row, into graph: inout FactGraph, known: inout [Int32: FactGraph.RecordID]) -> FactGraph.RecordID {
        let register = tables.register
        func once(_ key: Int32, _ add: () -> FactGraph.RecordID) -> FactGraph.RecordID {
            if let record = known[key] { return record }
            let record = add()
            known[key] = record
            return record
        }
        var owner: FactGraph.RecordID?
        if row.village >= 0 {
            let number = Int(row.village)
            owner = once(row.village * 3) { graph.add("village", fields: register.villages.map { fields($0, number) } ?? [:]) }
        }
        if row.household >= 0 {
            let above = owner
            owner = once(row.household * 3 + 1) {
                graph.add(
                    "household", fields: fields(register.households, Int(row.household)), owner: above,
                    origin: origin(register.households, Int(row.household)))
            }
        }
        if row.person >= 0, row.kind != "person" {
            let above = owner
            owner = once(row.person * 3 + 2) {
                graph.add(
                    "person", fields: fields(register.persons, Int(row.person)), owner: above, origin: origin(register.persons, Int(row.person)))
            }
        }
        return graph.add(row.kind, fields: row.fields, owner: owner, origin: row.origin)
    }
}
