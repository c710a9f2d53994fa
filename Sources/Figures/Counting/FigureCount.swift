import Actions
import Basics
import Clues
import Register
import Storage

/// Counts all figures of some villages in one walk through each list, by the conditions of the lists themselves.
struct FigureCount {
    let figures: [Figure]
    /// Nil for now. Clues are counted as they stand now only: their list has no past.
    let asOf: AsOf?
    let day: CalendarDate
    let reader: Reader

    /// By village, one number for each figure. `only`: these villages; nil for all.
    func counts(only villages: [Int64]? = nil) throws -> [Int64: [Int64]] {
        var counts: [Int64: [Int64]] = [:]
        let view = HouseholdView(asOf: asOf)
        let place: SQL = villages.map { "v.region IN \(list: $0)" } ?? "1 = 1"
        try walk(.households, of: view.counted(place), by: "v.region", { $0.households.condition(view.counting) }, into: &counts)
        try walk(
            .people, of: "\(sql: view.counted(place)) JOIN members m ON m.household = v.household AND \(sql: view.membersStanding)", by: "v.region",
            { $0.people.condition(view.counting, on: day) }, into: &counts)
        if asOf == nil {
            let place: SQL = villages.map { "c.region IN \(list: $0)" } ?? "1 = 1"
            try walk(.clues, of: "clues c", where: place, by: "c.region", { $0.clues.condition(today: day) }, into: &counts)
        }
        return counts
    }

    /// At most so many sums in one statement: SQLite takes 2,000 columns, PostgreSQL 1,664.
    private static let columns = 200

    private func walk(
        _ unit: Figure.Unit, of source: SQL, where condition: SQL = "1 = 1", by region: StaticString, _ own: (Figure) -> SQL,
        into counts: inout [Int64: [Int64]]
    ) throws {
        let places = figures.indices.filter { figures[$0].unit == unit }
        for start in stride(from: 0, to: places.count, by: Self.columns) {
            let some = places[start..<min(start + Self.columns, places.count)]
            let sums = SQL.joined(some.map { "SUM(CASE WHEN \(sql: own(figures[$0])) THEN 1 ELSE 0 END)" })
            try reader.forEachCells(
                "SELECT \(name: region), \(sql: sums) FROM \(sql: source) WHERE \(sql: condition) GROUP BY \(name: region)"
            ) { cells in
                let village = try cells.integer(0) ?? 0
                var row = counts[village] ?? [Int64](repeating: 0, count: figures.count)
                for (column, place) in some.enumerated() { row[place] = try cells.integer(column + 1) ?? 0 }
                counts[village] = row
            }
        }
    }
}
