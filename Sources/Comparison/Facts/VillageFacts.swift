import Datasets
import PolicyLanguage

/// Everything that is known of one village, as records. A dataset's rows are added in the order of its files, so that the first row of a list
/// is the one that stands first, whoever it belongs to.
struct VillageFacts {
    struct Row {
        /// Number in its table.
        var number: Int
        var record: FactGraph.RecordID
    }

    private(set) var graph: FactGraph
    let village: FactGraph.RecordID
    /// By household number.
    private(set) var homes: [Int: (record: FactGraph.RecordID, members: [FactCollector.Member])] = [:]
    /// By dataset; rows that belong to somebody or something in the village.
    private(set) var rows: [String: [Row]] = [:]
    private let number: Int
    /// By number in the register.
    private var people: [Int: FactGraph.RecordID] = [:]

    init(graph: FactGraph, village number: Int, table: Table?, collector: FactCollector) {
        var graph = graph
        village = graph.add(
            "village", fields: table.map { collector.fields($0, number) } ?? [:], origin: table.flatMap { collector.origin($0, number) })
        (self.graph, self.number) = (graph, number)
    }

    func home(_ household: Int) -> FactCollector.Home? {
        homes[household].map { FactCollector.Home(graph: graph, village: village, household: $0.record, members: $0.members) }
    }

    /// The rows of a dataset, or the register's own persons and households.
    func records(of dataset: String) -> [Row] {
        switch dataset {
        case "persons": people.map { Row(number: $0.key, record: $0.value) }
        case "households": homes.map { Row(number: $0.key, record: $0.value.record) }
        default: rows[dataset] ?? []
        }
    }

    mutating func add(household: Int, _ collector: FactCollector) {
        let register = collector.tables.register
        let record = graph.add(
            "household", fields: collector.fields(register.households, household), owner: village,
            origin: collector.origin(register.households, household))
        var members: [FactCollector.Member] = []
        for person in register.firstPerson(ofHousehold: household)..<register.firstPerson(ofHousehold: household + 1) {
            let member = graph.add(
                "person", fields: collector.fields(register.persons, person), owner: record, origin: collector.origin(register.persons, person))
            people[person] = member
            members.append((person, member))
        }
        homes[household] = (record, members)
    }

    /// Adds the rows of a dataset that belong here. Persons and households come first.
    mutating func add(_ table: Table, _ dataset: String, _ found: RowsByOwner, _ collector: FactCollector) {
        let owners: [(number: Int, record: FactGraph.RecordID)]
        switch table.schema.anchor {
        case .person: owners = people.map { ($0.key, $0.value) }
        case .household: owners = homes.map { ($0.key, $0.value.record) }
        case .village: owners = [(number, village)]
        case .none: owners = []
        }
        let rows = owners.flatMap { owner in found[owner.number].map { (row: $0, owner: owner.record) } }.sorted { $0.row < $1.row }
        self.rows[dataset] = rows.map { row, owner in
            let record = graph.add(dataset, fields: collector.fields(table, row), owner: owner, origin: collector.origin(table, row))
            return Row(number: row, record: record)
        }
    }
}
