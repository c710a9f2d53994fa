import Actions
import Basics
import Datasets
import Storage

/// How a department's data stands as a whole: what the page of departments shows of it in one line, for pages that show it beside other things.
package struct DepartmentStanding: Sendable {
    /// The department's folder in `DataSources/`.
    package let name: String
    package let title: Problem.Text
    /// Kinds of data: all, in time, late, never sent, and sent for the first time and not decided yet.
    package let kinds: Int
    package let inTime: Int
    package let late: Int
    package let unknown: Int
    package let first: Int
    /// Days that the latest of them is late.
    package let lateDays: Int32?
    /// The newest day that its data tells of.
    package let newest: CalendarDate?
    /// Rows of its last deliveries in use, and those of them that were rejected; nil where a delivery was made for a larger region.
    package let rows: Int64?
    package let rejected: Int64?
}

/// Departments whose data is the reader's to know of, the latest first.
package struct DepartmentStandings: Query {
    package static let permission = Permission.deliveryFigures
    private let schemas: [SourceSchema]

    package init(_ parts: ImportsParts) { schemas = parts.schemas }

    package func answer(in reading: Reading) throws -> [DepartmentStanding] {
        let standings = try SourceStandings(schemas: schemas).answer(in: reading)
        let standing = Dictionary(grouping: standings, by: \.schema.department).map { DepartmentStanding($0.key, $0.value) }
        return standing.sorted { ($1.lateDays ?? -1, $0.unknown, $0.name) < ($0.lateDays ?? -1, $1.unknown, $1.name) }
    }
}

extension DepartmentStanding {
    init(_ name: String, _ standings: [SourceStanding]) {
        let known = standings.filter { $0.last != nil }
        let overdue = known.compactMap(\.overdue).filter { $0 > 0 }
        let publisher = standings.first?.schema.publisher
        self.name = name
        title = .init(zh: publisher?.zh ?? name, en: publisher?.en ?? name)
        kinds = standings.count
        first = standings.count { $0.last == nil && $0.waiting > 0 }
        (late, inTime, unknown) = (overdue.count, known.count - overdue.count, standings.count - known.count - first)
        lateDays = overdue.max()
        newest = known.compactMap { standing in standing.last.map { ($0.period == "once" ? $0.lastDay : nil) ?? $0.periodLast } }.max()
        let counted = known.compactMap { $0.last.flatMap { last in last.rejected.flatMap { rejected in last.rows.map { ($0, rejected) } } } }
        rows = counted.isEmpty ? nil : counted.reduce(0) { $0 + $1.0 }
        rejected = counted.isEmpty ? nil : counted.reduce(0) { $0 + $1.1 }
    }
}
