import Actions
import Basics
import Regions
import Storage

/// One person of the register with all versions that are believed, the last first known household deciding whose it is.
package struct ShowPerson: Query {
    package static let permission = Permission.householdRead
    package var household: Int64
    package var person: Int64

    package init(household: Int64, person: Int64) {
        self.household = household
        self.person = person
    }

    package struct Answer: Sendable {
        package let thread: HouseholdThread
        /// In the order of their days.
        package let versions: [Version<MemberField>]
        /// What was believed once and is not any more.
        package let former: [Version<MemberField>]
        /// The name of the household's head, and where the household is.
        package let head: String?
        package let path: [Region]
    }

    package func answer(in reading: Reading) throws -> Answer {
        let thread = try HouseholdThread.visible(household, in: reading)
        let all = try VersionTable<MemberField>.versions(of: [person], where: "TRUE", in: reading)
        let here = all.filter { $0.facts.integer(.household) == household }
        guard !here.isEmpty else { throw Refusal.notFound }
        let head = try VersionTable<MemberField>.select(
            "v.household = \(household) AND v.relation = \(Relation.head) AND v.known_until_ms IS NULL AND v.valid_until IS NULL", in: reading)
        return Answer(
            thread: thread, versions: here.filter(\.isBelieved), former: here.filter { !$0.isBelieved }, head: head.first?.facts.text(.name),
            path: try RegionNames.path(to: thread.region, on: reading.today, in: reading))
    }
}

/// The person who has an ID number, in the scope: the question that another system asks most.
package struct PersonByID: Query {
    package static let permission = Permission.householdRead
    package let number: String

    package init(_ number: String) { self.number = number }

    package func answer(in reading: Reading) throws -> (household: Int64, person: Int64)? {
        let found = try PeopleIndex.person(identity: NumberIndex.identity(number, reading.vault), in: reading)
        guard let found, reading.scope.contains(found.region) else { return nil }
        return (found.household, found.person)
    }
}
