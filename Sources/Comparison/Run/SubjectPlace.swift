import Datasets

/// Who a row of a level is in the whole register.
struct SubjectPlace {
    private let register: Register
    private let firstPerson: Int32
    private let firstHousehold: Int32
    private let firstVillage: Int32
    private let kind: Level.Kind
    private let owners: UnsafeMutablePointer<Int32>?
    /// What a row's own subject is: its numbers count persons, households or villages.
    let anchor: Level.Kind
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
            anchor =
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
            anchor = kind
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
    var isUnanchored: Bool { anchor == .constant }

    /// The person, household or village the row belongs to, by its own anchor; -1 for none.
    func subject(_ row: Int) -> Int32 { owner(row) }

    func person(_ row: Int) -> Int32 { WholeSubject(owner(row), of: anchor, register).person }
    func household(_ row: Int) -> Int32 { WholeSubject(owner(row), of: anchor, register).household }
    func village(_ row: Int) -> Int32 { WholeSubject(owner(row), of: anchor, register).village }

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

/// A person with their household and village, a household with its village, a village; -1 for what there is not.
struct WholeSubject {
    private(set) var person: Int32 = -1
    private(set) var household: Int32 = -1
    private(set) var village: Int32 = -1

    init(_ number: Int32, of kind: Level.Kind, _ register: Register) {
        guard number >= 0 else { return }
        switch kind {
        case .person:
            person = number
            household = register.householdOfPerson[Int(number)]
        case .household: household = number
        case .village: village = number
        default: return
        }
        if household >= 0 { village = register.villageOfHousehold[Int(household)] }
    }
}
