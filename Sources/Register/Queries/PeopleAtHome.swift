import Actions
import Basics
import Regions
import Storage

/// For people that a search found within the scope: what they are in their household, whose it is, and where.
struct PeopleAtHome: Query {
    static let permission = Permission.householdRead
    let people: [FindPeople.Found]

    struct Answer: Sendable {
        /// By person; nobody who has left.
        var relations: [Int64: String]
        /// By household.
        var heads: [Int64: String]
        /// By region, from the township down.
        var places: [Int64: String]
    }

    func answer(in reading: Reading) throws -> Answer {
        var answer = Answer(relations: [:], heads: [:], places: [:])
        // Of households the search found within the scope.
        let rows = try reading.rows(
            """
            SELECT v.person, v.household, v.name, v.relation FROM members v
            WHERE v.household IN \(list: Set(people.map(\.household)).sorted()) AND v.known_until_ms IS NULL AND v.valid_until IS NULL
            """)
        for row in rows {
            guard let relation = try row.optionalText("relation") else { continue }
            answer.relations[try row.integer("person")] = relation
            if relation == Relation.head { answer.heads[try row.integer("household")] = try row.text("name") }
        }
        let regions = Set(people.map(\.region)).compactMap { RegionCode(number: $0) }
        for (region, name) in try RegionNames.places(of: regions, in: reading) {
            answer.places[region.number] = name.split(separator: " ").dropFirst().joined(separator: " ")
        }
        return answer
    }
}
