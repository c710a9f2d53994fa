import Basics
import Datasets
import PolicyLanguage

/// Puts together what the register and the departments say of single households, for the evaluator that takes one subject at a time and
/// for explanations. Shares the tables with the columns and nothing of how they are computed.
struct FactCollector {
    let tables: Tables
    let vocabulary: Vocabulary
    /// Paths of each source's files, for the origin of rows.
    let paths: [String: [String]]

    /// A household with everybody and everything that belongs to it.
    struct Home {
        var graph: FactGraph
        var village: FactGraph.RecordID
        var household: FactGraph.RecordID
        /// By member, in the order of the register: number and record.
        var members: [Member] = []
    }

    typealias Member = (number: Int, record: FactGraph.RecordID)

    /// The rows of one partition by owner, so that its households are looked up quickly one after the other.
    struct PartitionRows {
        let partition: Int
        let rows: [String: RowsByOwner]
    }

    func rows(ofPartition partition: Int) -> PartitionRows {
        PartitionRows(partition: partition, rows: tables.datasets.mapValues { RowsByOwner($0, partition: partition) })
    }

    func partition(ofHousehold household: Int) -> Int {
        let starts = tables.register.partitions.households
        return max(0, starts.partitioningIndex { $0 > Int32(household) } - 1)
    }

    func home(_ household: Int, _ rows: PartitionRows) -> Home? {
        village(Int(tables.register.villageOfHousehold[household]), rows).home(household)
    }

    /// A village with everybody and everything in it: also a household's rule may look at its neighbours.
    func village(_ village: Int, _ rows: PartitionRows) -> VillageFacts {
        let register = tables.register
        var facts = VillageFacts(graph: FactGraph(vocabulary: vocabulary), village: village, table: register.villages, collector: self)
        let households = register.partitions.households[rows.partition]..<register.partitions.households[rows.partition + 1]
        for household in households where register.villageOfHousehold[Int(household)] == Int32(village) { facts.add(household: Int(household), self) }
        for name in tables.datasets.keys.sorted() {
            guard let table = tables.datasets[name], let found = rows.rows[name] else { continue }
            facts.add(table, name, found, self)
        }
        return facts
    }

    // MARK: Cells

    func fields(_ table: Table, _ row: Int) -> [String: Value] {
        var fields: [String: Value] = [:]
        for (index, column) in table.schema.columns.enumerated() where table.columns[index] != nil {
            fields[column.name] = table.value(index, row)
        }
        return fields
    }

    func origin(_ table: Table, _ row: Int) -> FactGraph.Origin? {
        guard let lines = table.lines, let fileOf = table.fileOf, let paths = paths[table.schema.name], paths.indices.contains(Int(fileOf[row]))
        else { return nil }
        return FactGraph.Origin(source: table.schema.name, file: paths[Int(fileOf[row])], line: Int(lines[row]))
    }
}

extension Array {
    /// First index whose element passes, in an array where those that pass stand at the end.
    fileprivate func partitioningIndex(where test: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if test(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
