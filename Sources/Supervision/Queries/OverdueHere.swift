import Actions
import Basics
import Clues
import Register
import Storage
import WorkOrders

/// What is overdue: where, with whom, and what has waited longest.
package struct OverdueHere: Query {
    package static let permission = Permission.supervisionRead
    /// Most people, and most clues, that are named.
    static let most = 10
    var parts: SupervisionParts
    package init(parts: SupervisionParts) { self.parts = parts }

    package struct Place: Sendable, Hashable {
        package var region: RegionCode
        package var clues: Int64 = 0
        package var orders: Int64 = 0
        package var measures: Int64 = 0
        /// Urgings without reply, and those of them whose deadline has passed.
        package var urged: Int64 = 0
        package var silent: Int64 = 0
        /// The oldest deadline of a clue or a piece of work that has passed.
        package var oldest: CalendarDate?

        package var isAny: Bool { clues + orders + measures + silent > 0 }
    }

    package struct Person: Sendable {
        package var account: Int64
        package var post: SupervisionParts.Post?
        package var late: Int64
        package var oldest: CalendarDate
    }

    /// A clue that has waited long.
    package struct Waiting: Sendable {
        package var clue: Clue
        package var rule: ClueRule
        package var holder: Int64?
    }

    package struct Answer: Sendable {
        package var places: [Place]
        package var people: [Person]
        /// Empty for whoever may not see clues.
        package var longest: [Waiting]
        package var posts: [Int64: SupervisionParts.Post]
        package var names: [RegionCode: String]
        package var today: CalendarDate
    }

    package func answer(in reading: Reading) throws -> Answer {
        let below = PlacesBelow(reading.scope)
        var places: [RegionCode: Place] = [:]
        func add(_ rows: [Row], _ put: (inout Place, Row) throws -> Void) throws {
            for row in rows {
                guard let region = below.place(try row.integer("place")) else { continue }
                var place = places[region] ?? Place(region: region)
                try put(&place, row)
                places[region] = place
            }
        }
        func older(_ place: inout Place, _ row: Row) throws {
            let oldest = try row.date("oldest")
            place.oldest = min(place.oldest ?? oldest, oldest)
        }
        let ledger = try ClueLedger.sheet(for: reading)
        for (number, standing) in ledger.standing(in: reading.scope, on: reading.today, unit: below.unit) where standing.late > 0 {
            guard let region = below.place(number) else { continue }
            places[region] = Place(region: region, clues: standing.late, oldest: standing.oldest)
        }
        try add(orders(below, reading)) { place, row in
            place.orders = try row.integer("n")
            try older(&place, row)
        }
        try add(measures(below, reading)) { place, row in place.measures = try row.integer("n") }
        try add(urgings(below, reading)) { place, row in
            place.urged = try row.integer("n")
            place.silent = try row.integer("silent")
        }
        let (people, longest) = (try people(reading), try longest(ledger, reading))
        let posts = try parts.posts(Set(people.map(\.account) + longest.compactMap(\.holder)), reading)
        let named = Array(places.keys) + longest.map(\.clue.region) + posts.values.map(\.region)
        return Answer(
            places: places.values.sorted { ($0.clues + $0.orders, $1.region.number) > ($1.clues + $1.orders, $0.region.number) },
            people: people.map { Person(account: $0.account, post: posts[$0.account], late: $0.late, oldest: $0.oldest) }, longest: longest,
            posts: posts, names: try PlacesBelow.names(named, in: reading), today: reading.today)
    }

    private func orders(_ below: PlacesBelow, _ reading: Reading) throws -> [Row] {
        try reading.rows(
            """
            SELECT o.region / \(below.unit) AS place, COUNT(*) AS n, MIN(o.due_on) AS oldest FROM work_orders o
            WHERE o.closed_ms IS NULL AND o.due_on < \(reading.today) AND \(within: reading.scope, "o.region") GROUP BY 1
            """)
    }

    private func measures(_ below: PlacesBelow, _ reading: Reading) throws -> [Row] {
        try reading.rows(
            """
            SELECT m.region / \(below.unit) AS place, COUNT(*) AS n FROM measures m
            WHERE m.state = 'open' AND m.due_on < \(reading.today) AND \(within: reading.scope, "m.region") GROUP BY 1
            """)
    }

    private func urgings(_ below: PlacesBelow, _ reading: Reading) throws -> [Row] {
        try reading.rows(
            """
            SELECT u.region / \(below.unit) AS place, COUNT(*) AS n, SUM(CASE WHEN u.due_on < \(reading.today) THEN 1 ELSE 0 END) AS silent
            FROM urgings u WHERE u.state = 'open' AND \(within: reading.scope, "u.region") GROUP BY 1
            """)
    }

    private func people(_ reading: Reading) throws -> [Person] {
        try reading.rows(
            """
            SELECT o.holder, COUNT(*) AS late, MIN(o.due_on) AS oldest FROM work_orders o
            WHERE o.closed_ms IS NULL AND o.holder IS NOT NULL AND o.due_on < \(reading.today) AND \(within: reading.scope, "o.region")
            GROUP BY o.holder ORDER BY late DESC, o.holder LIMIT \(Self.most)
            """
        ).map { Person(account: try $0.integer("holder"), post: nil, late: try $0.integer("late"), oldest: try $0.date("oldest")) }
    }

    private func longest(_ ledger: LedgerSheet, _ reading: Reading) throws -> [Waiting] {
        guard reading.actor.may(.clueRead) else { return [] }
        let ids = ledger.longestOverdue(in: reading.scope, on: reading.today, most: Self.most)
        guard !ids.isEmpty else { return [] }
        let rows = try reading.rows(
            """
            SELECT \(sql: Clue.columns), (SELECT o.holder FROM work_orders o WHERE o.id = c.work_order AND o.closed_ms IS NULL) AS holder FROM clues c
            WHERE c.id IN \(list: ids) AND \(within: reading.scope, "c.region") ORDER BY c.due_on, c.id
            """)
        let rules = try ClueRule.all(in: reading.reader)
        return try rows.map { row in
            let clue = try Clue(row)
            return Waiting(clue: clue, rule: rules[clue.rule] ?? .unknown(clue.rule), holder: try row.optionalInteger("holder"))
        }
    }
}
