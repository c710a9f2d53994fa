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

    /// Where is counted: everywhere, within a region, or in some villages.
    enum Place: Sendable {
        case everywhere
        case within(RegionCode)
        case villages([Int64])

        fileprivate func condition(_ column: StaticString) -> SQL {
            switch self {
            case .everywhere: "1 = 1"
            case .within(let region): .within(region, column)
            case .villages(let codes): "\(name: column) IN \(list: codes)"
            }
        }
    }

    /// By village, one number for each figure.
    func counts(_ place: Place) throws -> [Int64: [Int64]] {
        try counts(of: .households, place).merging(counts(of: .people, place), uniquingKeysWith: Self.sum)
            .merging(counts(of: .clues, place), uniquingKeysWith: Self.sum)
    }

    /// The same of one list; zeros stand for the figures of the others.
    func counts(of unit: Figure.Unit, _ place: Place) throws -> [Int64: [Int64]] {
        var counts: [Int64: [Int64]] = [:]
        let view = HouseholdView(asOf: asOf)
        let households = place.condition("v.region")
        switch unit {
        case .households:
            try walk(unit, of: view.countedWithIncome(households), by: "v.region", { $0.households.condition(view.counting) }, into: &counts)
        case .people:
            try walk(
                unit, of: "\(sql: view.counted(households)) JOIN members m ON m.household = v.household AND \(sql: view.membersStanding)",
                by: "v.region", { $0.people.condition(view.counting, on: day) }, into: &counts)
        case .clues:
            guard asOf == nil else { break }
            try walk(unit, of: "clues c", where: place.condition("c.region"), by: "c.region", { $0.clues.condition(today: day) }, into: &counts)
        }
        return counts
    }

    static func sum(_ first: [Int64], _ second: [Int64]) -> [Int64] { zip(first, second).map(+) }

    /// At most so many sums in one statement: SQLite takes 2,000 columns, PostgreSQL 1,664.
    private static let columns = 200

    private func walk(
        _ unit: Figure.Unit, of source: SQL, where condition: SQL = "1 = 1", by region: StaticString, _ own: (Figure) -> SQL,
        into counts: inout [Int64: [Int64]]
    ) throws {
        let places = figures.indices.filter { figures[$0].unit == unit }
        for start in stride(from: 0, to: places.count, by: Self.columns) {
            let some = places[start..<min(start + Self.columns, places.count)]
            // A row that does not count costs its condition only; a sum of ones and zeros would add up every zero.
            let sums = SQL.joined(some.map { "COUNT(*) FILTER (WHERE \(sql: own(figures[$0])))" })
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
