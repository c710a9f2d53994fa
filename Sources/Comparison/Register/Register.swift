import Datasets

/// The register, numbered: households in the order of their villages, persons in the order of their households, so that every
/// village, household and partition is one stretch of numbers.
final class Register: Sendable {
    let persons: Table
    let households: Table
    /// A village file's rows by village number; nil when the register has none.
    let villages: Table?
    let householdOfPerson: [Int32]
    /// First person of each household, and one past the last.
    let householdStarts: [Int32]
    let villageOfHousehold: [Int32]
    /// 12-digit codes by village number, ascending.
    let villageCodes: [Int64]
    let personIDs: [Int64]
    let householdIDs: [Int64]
    let partitions: Partitions

    init(
        persons: Table, households: Table, villages: Table?, householdOfPerson: [Int32], householdStarts: [Int32], villageOfHousehold: [Int32],
        villageCodes: [Int64],
        personIDs: [Int64], householdIDs: [Int64], partitions: Partitions
    ) {
        self.persons = persons
        self.households = households
        self.villages = villages
        self.householdOfPerson = householdOfPerson
        self.householdStarts = householdStarts
        self.villageOfHousehold = villageOfHousehold
        self.villageCodes = villageCodes
        self.personIDs = personIDs
        self.householdIDs = householdIDs
        self.partitions = partitions
    }

    func table(_ role: SourceSchema.Role) -> Table? {
        switch role {
        case .persons: persons
        case .households: households
        case .villages: villages
        case .department: nil
        }
    }

    /// How many there are of what rows are matched to.
    func count(of anchor: SourceSchema.Anchor) -> Int {
        switch anchor {
        case .person: personIDs.count
        case .household: householdIDs.count
        case .village: villageCodes.count
        case .none: 0
        }
    }

    func firstPerson(ofHousehold household: Int) -> Int { Int(householdStarts[household]) }
}
