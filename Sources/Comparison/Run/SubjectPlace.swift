import Datasets

/// Who a row of a level is in the whole register.
struct SubjectPlace {
    private let register: Register
    private let firstPerson: Int32
    private let firstHousehold: Int32
    private let firstVillage: Int32
    private let kind: Level.Kind
    private let owners: UnsafeMutablePointer<Int32>?
    private let anchorKind: Level.Kind
    private let table: Table?
    private let firstRow: Int

    init(level: LevelID, frame: Frame, bindings: Bindings, partition: Int) {
        register = bindings.tables.register
        firstPerson = register.partitions.persons[partition]
        firstHousehold = register.partitions.households[partition]
        firstVillage = register.partitions.villages[partition]
        kind = frame.program.levels[level].kind
        if case .rows(let dataset) = kind, let table = bindings.tables.datasets[dataset] {
            self.table = table
            firstRow = table.partitionStarts[partition]
            owners = table.owners.map { $0 + table.partitionStarts[partition] }
            anchorKind =
                switch table.schema.anchor {
                case .person: .person
                case .household: .household
                case .village: .village
                case .none: .constant
                }
        } else {
            table = nil
            firstRow = 0
            owners = nil
            anchorKind = kind
        }
    }

    /// Number of whom the row belongs to, on its own anchor.
    private func owner(_ row: Int) -> Int32 {
        switch kind {
        case .person: firstPerson + Int32(row)
        case .household: firstHousehold + Int32(row)
        case .village: firstVillage + Int32(row)
        default: owners?[row] ?? -1
        }
    }

    /// Whether no row needs to be looked at to know that it belongs to somebody or, by its nature, to nobody.
    var allBelong: Bool { owners == nil }

    /// Whether the rows belong to nobody by their nature.
    var isUnanchored: Bool { anchorKind == .constant }

    /// The person, household or village the row belongs to, by its own anchor; -1 for none.
    func subject(_ row: Int) -> Int32 { owner(row) }

    func person(_ row: Int) -> Int32 { anchorKind == .person ? owner(row) : -1 }

    func household(_ row: Int) -> Int32 {
        switch anchorKind {
        case .person:
            let person = owner(row)
            return person < 0 ? -1 : register.householdOfPerson[Int(person)]
        case .household: return owner(row)
        default: return -1
        }
    }

    func village(_ row: Int) -> Int32 {
        if anchorKind == .village { return owner(row) }
        let household = household(row)
        return household < 0 ? -1 : register.villageOfHousehold[Int(household)]
    }

    /// Where the row's clue is sent: its village, or the place its own columns name; 0 for nowhere.
    func region(_ row: Int) -> Int64 {
        let village = village(row)
        if village >= 0 { return register.villageCodes[Int(village)] }
        guard let table, let column = table.schema.regionColumn else { return 0 }
        return table.number(column, firstRow + row) ?? 0
    }

    /// For rows of a dataset: the row's number in its table; -1 for the register's own.
    func number(_ row: Int) -> Int32 { table == nil ? -1 : Int32(truncatingIfNeeded: firstRow + row) }

    /// For rows of a dataset: a number made of everything the row says, so that the clue keeps its identity when the file's order changes.
    func key(_ row: Int) -> UInt64 {
        guard let table else { return 0 }
        return table.fingerprint(firstRow + row)
    }
}
