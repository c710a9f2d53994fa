import Actions
import Basics
import Storage

/// A closed year of a region: the day and the moment its figures are of.
package struct ClosedYear: Sendable, Hashable {
    package let id: Int64
    package let year: Int
    package let region: RegionCode
    package let asOf: AsOf
    package let households: Int64
    package let people: Int64

    fileprivate init(_ row: Row) throws {
        id = try row.integer("id")
        year = try row.int("year")
        region = try row.region("region")
        asOf = AsOf(day: try row.date("valid_on"), known: Moment(milliseconds: try row.integer("known_ms")))
        households = try row.integer("households")
        people = try row.integer("people")
    }
}

/// The years that were closed for the reader's region, for a place it lies in or for a place in it; the newest first.
package struct ClosedYears: Query {
    package static let permission = Permission.figureRead

    package init() {}

    package func answer(in reading: Reading) throws -> [ClosedYear] {
        let scope = reading.scope
        let above = RegionCode.Level.allCases.compactMap { scope.region.ancestor(at: $0)?.number }
        return try reading.rows(
            """
            SELECT s.id, s.year, s.region, s.valid_on, s.known_ms, s.households, s.people FROM register_snapshots s
            WHERE \(within: scope, "s.region") OR s.region IN \(list: above) ORDER BY s.year DESC, s.region LIMIT 200
            """
        ).map(ClosedYear.init)
    }
}

/// One of them, by its number.
package struct FindClosedYear: Query {
    package static let permission = Permission.figureRead
    package let id: Int64

    package init(id: Int64) { self.id = id }

    package func answer(in reading: Reading) throws -> ClosedYear {
        guard let found = try ClosedYears().answer(in: reading).first(where: { $0.id == id }) else { throw Refusal.notFound }
        return found
    }
}
