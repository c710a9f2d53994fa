import Actions
import Basics
import Clues
import Register
import Storage

/// Which measures a list shows.
package struct MeasureFilter: Sendable, Hashable {
    package var kind: MeasureKind?
    /// Nil for all.
    package var state: MeasureLife.State?
    package var isLate: Bool

    package init(kind: MeasureKind? = nil, state: MeasureLife.State? = nil, isLate: Bool = false) {
        (self.kind, self.state, self.isLate) = (kind, state, isLate)
    }

    func conditions(in scope: Scope, today: CalendarDate) -> SQL {
        var conditions: [SQL] = ["\(within: scope, "m.region")"]
        if let kind { conditions.append("m.kind = \(kind)") }
        if let state { conditions.append("m.state = \(state.rawValue)") }
        if isLate { conditions.append("m.state = 'open' AND m.due_on < \(today)") }
        return .all(conditions)
    }
}

/// Measures of the region, newest last, page by page.
package struct ListMeasures: Query {
    package static let permission = Permission.measureRead
    package var filter: MeasureFilter
    /// The number of the last row of the page before.
    package var after: Int64?
    package var limit: Int
    /// Only those of one clue.
    package var clue: Int64?

    package init(filter: MeasureFilter = MeasureFilter(), after: Int64? = nil, limit: Int = 50, clue: Int64? = nil) {
        (self.filter, self.after, self.limit, self.clue) = (filter, after, limit, clue)
    }

    package struct Line: Sendable {
        package var measure: Measure
        package var rule: ClueRule
        package var household: HouseholdHeads.Head?
    }

    package struct Answer: Sendable {
        package var lines: [Line]
        package var count: Int64
        package var next: Int64?
        package var places: [RegionCode: String]
        package var today: CalendarDate
    }

    package func answer(in reading: Reading) throws -> Answer {
        var conditions = filter.conditions(in: reading.scope, today: reading.today)
        if let clue { conditions = "\(sql: conditions) AND m.clue = \(clue)" }
        let rows = try reading.rows(
            """
            SELECT \(sql: Measure.columns), (SELECT c.rule FROM clues c WHERE c.id = m.clue) AS rule
            FROM measures m WHERE \(sql: conditions) AND m.id < \(after ?? Int64.max) ORDER BY m.id DESC LIMIT \(limit + 1)
            """)
        let rules = try ClueRule.all(in: reading.reader)
        let shown = try rows.prefix(limit).map { (try Measure($0), try $0.optionalInteger("rule")) }
        let heads = try HouseholdHeads.find(Set(shown.compactMap(\.0.household)), in: reading)
        return Answer(
            lines: shown.map { measure, rule in
                Line(
                    measure: measure, rule: rule.flatMap { rules[$0] } ?? .unknown(rule ?? 0), household: measure.household.flatMap { heads[$0] })
            }, count: try reading.count("SELECT COUNT(*) FROM measures m WHERE \(sql: conditions)"),
            next: rows.count > limit ? shown.last?.0.id : nil, places: try PlacesBelow.names(shown.map(\.0.region), in: reading),
            today: reading.today)
    }
}

/// One measure with every step of it.
struct ShowMeasure: Query {
    static let permission = Permission.measureRead
    var id: Int64
    var parts: SupervisionParts

    struct Entry: Sendable {
        var id: Int64
        var event: MeasureEvent
        var at: Moment
        var account: Int64
        var reason: String?
        var change: MeasureLife.Change
        var receipt: String?
        var day: CalendarDate?
        var reverses: Int64?
        var before: CalendarDate?
        var after: CalendarDate?
    }

    struct Answer: Sendable {
        var measure: Measure
        var rule: ClueRule
        var household: HouseholdHeads.Head?
        var verdict: Verdict?
        var entries: [Entry]
        var posts: [Int64: SupervisionParts.Post]
        var places: [RegionCode: String]
        var today: CalendarDate
    }

    func answer(in reading: Reading) throws -> Answer {
        let measure = try Measure.visible(id, in: reading)
        // Of a measure that lies within the scope.
        let clue = try Clue.find(measure.clue, in: reading.reader)
        let rules = try ClueRule.all(in: reading.reader)
        let entries = try reading.rows(
            """
            SELECT e.id, e.event, e.at_ms, e.account, e.reason, e.due_change, e.paid_change, e.receipt, e.on_day, e.reverses, e.deadline_before,
                e.deadline_after
            FROM measure_entries e WHERE e.measure = \(id) ORDER BY e.id DESC
            """
        ).map { row in
            Entry(
                id: try row.integer("id"), event: try row.one("event"), at: try row.moment("at_ms"), account: try row.integer("account"),
                reason: try row.optionalText("reason"), change: .init(due: try row.integer("due_change"), paid: try row.integer("paid_change")),
                receipt: try row.optionalText("receipt"), day: try row.optionalDate("on_day"), reverses: try row.optionalInteger("reverses"),
                before: try row.optionalDate("deadline_before"), after: try row.optionalDate("deadline_after"))
        }
        let posts = try parts.posts(Set(entries.map(\.account)), reading)
        return Answer(
            measure: measure, rule: clue.flatMap { rules[$0.rule] } ?? .unknown(0),
            household: try measure.household.flatMap { try HouseholdHeads.find([$0], in: reading)[$0] }, verdict: clue?.verdict, entries: entries,
            posts: posts, places: try PlacesBelow.names([measure.region] + posts.values.map(\.region), in: reading), today: reading.today)
    }
}

/// What followed, in numbers, for each place below: cases by kind, money, people called to account.
package struct MeasureFigures: Query {
    package static let permission = Permission.supervisionRead
    package init() {}

    package struct Line: Sendable, Hashable {
        package var region: RegionCode
        package var cases: [MeasureKind: Int64] = [:]
        package var open: Int64 = 0
        package var late: Int64 = 0
        /// Fen.
        package var due: Int64 = 0
        package var paid: Int64 = 0
        /// Of the open recoveries: what each still owes, never less than nought. Of those given up nothing is asked any more.
        package var outstanding: Int64 = 0
        /// Called to account, where that was carried out.
        package var people: Int64 = 0

        package var all: Int64 { cases.values.reduce(0, +) }

        static func + (a: Line, b: Line) -> Line {
            Line(
                region: a.region, cases: a.cases.merging(b.cases, uniquingKeysWith: +), open: a.open + b.open, late: a.late + b.late,
                due: a.due + b.due, paid: a.paid + b.paid, outstanding: a.outstanding + b.outstanding, people: a.people + b.people)
        }
    }

    package struct Answer: Sendable {
        package var lines: [Line]
        package var total: Line
        package var places: [RegionCode: String]
        package var today: CalendarDate
    }

    package func answer(in reading: Reading) throws -> Answer {
        let below = PlacesBelow(reading.scope)
        let rows = try reading.rows(
            """
            SELECT m.region / \(below.unit) AS place, m.kind, COUNT(*) AS cases,
                SUM(CASE WHEN m.state = 'open' THEN 1 ELSE 0 END) AS open_cases,
                SUM(CASE WHEN m.state = 'open' AND m.due_on < \(reading.today) THEN 1 ELSE 0 END) AS late,
                SUM(m.due) AS due, SUM(m.paid) AS paid,
                SUM(CASE WHEN m.state = 'open' AND m.due > m.paid THEN m.due - m.paid ELSE 0 END) AS outstanding,
                SUM(CASE WHEN m.state = 'ended' THEN m.people ELSE 0 END) AS people
            FROM measures m WHERE \(within: reading.scope, "m.region") GROUP BY 1, 2
            """)
        var lines: [RegionCode: Line] = [:]
        for row in rows {
            guard let place = below.place(try row.integer("place")) else { continue }
            let line = Line(
                region: place, cases: [try row.one("kind"): try row.integer("cases")], open: try row.integer("open_cases"),
                late: try row.integer("late"), due: try row.integer("due"), paid: try row.integer("paid"),
                outstanding: try row.integer("outstanding"), people: try row.integer("people"))
            lines[place] = (lines[place] ?? Line(region: place)) + line
        }
        return Answer(
            lines: lines.values.sorted { ($0.all, $1.region.number) > ($1.all, $0.region.number) },
            total: lines.values.reduce(Line(region: reading.scope.region), +), places: try PlacesBelow.names(lines.keys, in: reading),
            today: reading.today)
    }
}
