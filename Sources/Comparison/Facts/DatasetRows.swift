import Datasets
import PolicyLanguage

/// All rows of a dataset (or the register's persons) as records, each in a graph of its own with whom it belongs to.
struct DatasetRows {
    struct Row {
        var graph: FactGraph
        var record: FactGraph.RecordID
        var kind: String
        var fields: [String: Value]
        var origin: FactGraph.Origin?
        /// Number in its table.
        var number: Int
        /// Where the row is: its village, or the place its columns name; 0 for nowhere.
        var region: Int64
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
        let named = table.schema.regionColumn.flatMap { table.number($0, number) } ?? 0
        let region = above < 0 ? named : tables.register.villageCodes[Int(above)]
        var row = DatasetRows.Row(
            graph: graph, record: graph.add(kind, fields: [:]), kind: kind, fields: fields(table, number), origin: origin(table, number),
            number: number, region: region, person: person, household: household, village: above)
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
