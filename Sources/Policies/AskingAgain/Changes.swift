import Actions
import Basics
import Imports
import Register
import Storage

/// What happened since the clues were last true: households that were changed, deliveries that were taken into use.
package struct Changes: Sendable, Hashable {
    /// `households.id`.
    package var households: Set<Int64>
    /// Just before the first of these changes was known.
    package var before: Moment?
    package var deliveries: Set<Int64>

    package init(households: Set<Int64> = [], before: Moment? = nil, deliveries: Set<Int64> = []) {
        (self.households, self.before, self.deliveries) = (households, before, deliveries)
    }
}

/// What changes have touched.
struct Touched: Sendable {
    /// `households.id`: those that were changed, and those whose people's rows came or went.
    var households: Set<Int64> = []
    /// Numbers of their people, now and before, and of strangers in the rows.
    var people: Set<IdentityKey> = []
    /// Numbers of households in the rows.
    var numbers: Set<Int64> = []
    /// By source, the rows that came and went, and the files they stand in.
    var rows: [String: [DeliveryRows]] = [:]
    var files: [String: Set<Int64>] = [:]
    /// Villages that rows are about.
    var villages: Set<Int64> = []
    /// Sources of which so many rows came or went, or about so many, that a run must tell.
    var tooMany: Set<String> = []
    /// The deliveries in use now, and before.
    var now: [String: [DeliveriesForComparison.Whole]] = [:]
    var earlier: [String: [DeliveriesForComparison.Whole]] = [:]
    var before: Moment?

    /// Rows that came or went of one source, and households touched, at most.
    static let mostRows = 4_000
    static let mostHouseholds = 5_000

    /// The sources of which rows came or went.
    var sources: Set<String> { Set(files.keys) }
}

/// What is known of deliveries that were decided on.
struct FindDecided: Query {
    static let permission = Permission.policyRun
    let deliveries: Set<Int64>

    /// With those that have replaced one of them since.
    func answer(in reading: Reading) throws -> Set<Int64> {
        var found = deliveries
        var next = deliveries
        while !next.isEmpty {
            let rows = try reading.rows(
                "SELECT d.superseded_by FROM deliveries d WHERE d.id IN \(list: next.sorted()) AND d.superseded_by IS NOT NULL")
            next = Set(try rows.map { try $0.integer("superseded_by") }).subtracting(found)
            found.formUnion(next)
        }
        return found
    }
}

/// `households.id` of people and households by their numbers, within the reader's scope.
struct FindHouseholds: Query {
    static let permission = Permission.policyRun
    let people: Set<IdentityKey>
    let numbers: Set<Int64>
    /// So many numbers in one statement.
    private static let chunk = 4_000

    func answer(in reading: Reading) throws -> Set<Int64> {
        var found: Set<Int64> = []
        let people = Array(people)
        for start in stride(from: 0, to: people.count, by: Self.chunk) {
            let some = Array(people[start..<min(start + Self.chunk, people.count)])
            found.formUnion(try PeopleByNumber.find(some, in: reading).values.map(\.household))
        }
        let numbers = Array(numbers)
        for start in stride(from: 0, to: numbers.count, by: Self.chunk) {
            let some = Array(numbers[start..<min(start + Self.chunk, numbers.count)])
            found.formUnion(try reading.rows("SELECT h.id FROM households h WHERE h.number IN \(list: some)").map { try $0.integer("id") })
        }
        return found
    }
}

/// The villages in which some households live, or lived as was believed after a moment; and who lives in villages.
struct FindNeighbours: Query {
    static let permission = Permission.policyRun
    let of: Set<Int64>
    let villages: Set<Int64>
    let before: Moment?
    let most: Int

    struct Answer: Sendable {
        var villages: Set<Int64>
        /// Everybody in them; nil when there are too many.
        var households: Set<Int64>?
    }

    func answer(in reading: Reading) throws -> Answer {
        let until: SQL = before.map { "OR v.known_until_ms > \($0.milliseconds)" } ?? .empty
        let homes = try reading.rows(
            """
            SELECT DISTINCT v.region FROM household_versions v WHERE v.household IN \(list: of.sorted()) AND (v.known_until_ms IS NULL \(sql: until))
            """
        ).map { try $0.integer("region") }
        let all = villages.union(homes)
        let found = try reading.rows(
            """
            SELECT v.household FROM household_versions v
            WHERE v.valid_until IS NULL AND v.known_until_ms IS NULL AND v.region IN \(list: all.sorted()) AND \(within: reading.scope, "v.region")
            LIMIT \(most + 1)
            """
        ).map { try $0.integer("household") }
        return Answer(villages: all, households: found.count > most ? nil : Set(found))
    }
}
