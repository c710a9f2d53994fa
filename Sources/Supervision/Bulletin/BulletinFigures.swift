import Actions
import Basics
import Clues
import Imports
import Storage

/// Everything a region's bulletin of one week says, as of the week's last moment and told from the rows of steps.
package struct BulletinFigures: Query {
    package static let permission = Permission.supervisionRead
    /// Verdicts of a week that a dataset needs to be called good or bad.
    static let enough: Int64 = 3
    package var week: WeekMoment
    var parts: SupervisionParts
    package init(week: WeekMoment, parts: SupervisionParts) { (self.week, self.parts) = (week, parts) }

    /// What happened within a week.
    package struct Flow: Sendable, Hashable {
        package var clues: [ClueHappening.What: Int64] = [:]
        /// Urgings sent and replied to.
        package var urged: Int64 = 0
        package var replied: Int64 = 0
        /// Fen that came, less what was taken back.
        package var recovered: Int64 = 0
        package var begun: Int64 = 0
        /// People called to account.
        package var people: Int64 = 0

        package subscript(_ what: ClueHappening.What) -> Int64 { clues[what] ?? 0 }
        package var decided: Int64 { self[.confirmed] + self[.notConfirmed] }
    }

    /// How things stood at its end.
    package struct Standing: Sendable, Hashable {
        package var open: Int64 = 0
        package var late: Int64 = 0
        /// Urgings without reply, and those of them whose day had passed.
        package var urged: Int64 = 0
        package var silent: Int64 = 0
        /// Fen of all recoveries so far.
        package var due: Int64 = 0
        package var paid: Int64 = 0
        package var outstanding: Int64 = 0
    }

    package struct Place: Sendable, Hashable {
        package var region: RegionCode
        package var open: Int64
        package var late: Int64
        package var oldest: CalendarDate?
    }

    package struct Source: Sendable, Hashable {
        package var name: String
        package var confirmed: Int64
        package var decided: Int64
    }

    package struct Answer: Sendable {
        package var week: WeekMoment
        package var region: RegionCode
        package var flow: Flow
        package var before: Flow
        package var standing: Standing
        package var standingBefore: Standing
        package var places: [Place]
        package var lateData: [SourcesLate.Late]
        /// By the share of what was so this week, best first.
        package var sources: [Source]
        package var names: [RegionCode: String]
    }

    package func answer(in reading: Reading) throws -> Answer {
        let below = PlacesBelow(reading.scope)
        let at = CluesAtMoment(week.until, reading)
        let (standing, places) = try standing(at, week.day, below, reading)
        let earlier = week.week.previous.flatMap { WeekMoment($0, now: reading.now) }
        let before = try earlier.map { try flow($0, CluesAtMoment($0.until, reading), reading) }
        let standingBefore = try earlier.map { try self.standing(CluesAtMoment($0.until, reading), $0.day, below, reading).0 }
        return Answer(
            week: week, region: reading.scope.region, flow: try flow(week, at, reading), before: before ?? Flow(), standing: standing,
            standingBefore: standingBefore ?? Standing(), places: places,
            lateData: try SourcesLate(schemas: parts.schemas).late(at: week.until, on: week.day, in: reading), sources: try sources(at, reading),
            names: try PlacesBelow.names(places.map(\.region) + [reading.scope.region], in: reading))
    }

    // MARK: What happened

    private func flow(_ week: WeekMoment, _ at: CluesAtMoment, _ reading: Reading) throws -> Flow {
        let (from, until) = (week.week.from, week.until)
        var flow = Flow()
        for what in ClueHappening.What.allCases {
            flow.clues[what] = try reading.count(
                "SELECT COUNT(DISTINCT t.id) FROM \(sql: at.stepped(what.events, from: from)) WHERE \(within: reading.scope, "t.region")")
        }
        let urged = try reading.rows(
            """
            SELECT s.event, COUNT(DISTINCT s.urging) AS n FROM urging_steps s JOIN urgings u ON u.id = s.urging
            WHERE s.event IN ('send', 'reply') AND s.at_ms >= \(from) AND s.at_ms < \(until) AND \(within: reading.scope, "u.region") GROUP BY s.event
            """)
        for row in urged {
            if try row.one(of: UrgingEvent.self, "event") == .send { flow.urged = try row.integer("n") } else { flow.replied = try row.integer("n") }
        }
        let money = try reading.row(
            """
            SELECT COALESCE(SUM(e.paid_change), 0) AS paid, COALESCE(SUM(CASE WHEN e.event = 'begin' THEN 1 ELSE 0 END), 0) AS begun
            FROM measure_entries e JOIN measures m ON m.id = e.measure
            WHERE e.at_ms >= \(from) AND e.at_ms < \(until) AND \(within: reading.scope, "m.region")
            """)
        flow.recovered = try money?.integer("paid") ?? 0
        flow.begun = try money?.integer("begun") ?? 0
        flow.people = try reading.count(
            """
            SELECT COALESCE(SUM(m.people), 0) AS n FROM measures m
            WHERE m.kind = 'discipline' AND \(within: reading.scope, "m.region") AND EXISTS (SELECT 1 FROM measure_entries e
                WHERE e.measure = m.id AND e.event = 'end' AND e.at_ms >= \(from) AND e.at_ms < \(until))
            """)
        return flow
    }

    // MARK: How things stood

    private func standing(
        _ at: CluesAtMoment, _ day: CalendarDate, _ below: PlacesBelow, _ reading: Reading
    ) throws -> (Standing, [Place]) {
        var standing = Standing()
        var places: [Place] = []
        for (number, clues) in try at.standing(on: day, unit: below.unit) {
            standing.open += clues.open
            standing.late += clues.late
            guard clues.late > 0, let region = below.place(number) else { continue }
            places.append(Place(region: region, open: clues.open, late: clues.late, oldest: clues.oldest))
        }
        let urged = try reading.row(
            """
            SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN t.due < \(day) THEN 1 ELSE 0 END), 0) AS silent
            FROM (SELECT u.region,
                    (SELECT s.to_state FROM urging_steps s WHERE s.urging = u.id AND s.at_ms < \(at.moment) ORDER BY s.id DESC LIMIT 1) AS state,
                    (SELECT d.due_after FROM urging_steps d WHERE d.urging = u.id AND d.at_ms < \(at.moment) AND d.due_after IS NOT NULL
                        ORDER BY d.id DESC LIMIT 1) AS due
                FROM urgings u) t
            WHERE t.state = 'open' AND \(within: reading.scope, "t.region")
            """)
        standing.urged = try urged?.integer("n") ?? 0
        standing.silent = try urged?.integer("silent") ?? 0
        let money = try reading.row(
            """
            SELECT COALESCE(SUM(t.due), 0) AS due, COALESCE(SUM(t.paid), 0) AS paid,
                COALESCE(SUM(CASE WHEN t.last IN ('begin', 'reopen') AND t.due > t.paid THEN t.due - t.paid ELSE 0 END), 0) AS outstanding
            FROM (SELECT m.id, SUM(e.due_change) AS due, SUM(e.paid_change) AS paid,
                    (SELECT x.event FROM measure_entries x WHERE x.measure = m.id AND x.event IN ('begin', 'end', 'drop', 'reopen')
                        AND x.at_ms < \(at.moment) ORDER BY x.id DESC LIMIT 1) AS last
                FROM measures m JOIN measure_entries e ON e.measure = m.id
                WHERE m.kind = 'recovery' AND e.at_ms < \(at.moment) AND \(within: reading.scope, "m.region") GROUP BY m.id) t
            """)
        standing.due = try money?.integer("due") ?? 0
        standing.paid = try money?.integer("paid") ?? 0
        standing.outstanding = try money?.integer("outstanding") ?? 0
        return (standing, places.sorted { ($0.late, $1.region.number) > ($1.late, $0.region.number) })
    }

    private func sources(_ at: CluesAtMoment, _ reading: Reading) throws -> [Source] {
        let rules = try ClueRule.all(in: reading.reader)
        let rows = try reading.rows(
            """
            SELECT t.rule, t.event, COUNT(*) AS n FROM \(sql: at.stepped([.confirm, .deny], from: week.week.from))
            WHERE \(within: reading.scope, "t.region") GROUP BY t.rule, t.event
            """)
        var found: [String: Source] = [:]
        for row in rows {
            let (count, isSo) = (try row.integer("n"), try row.one(of: ClueEvent.self, "event") == .confirm)
            for name in rules[try row.integer("rule")]?.sources ?? [] {
                var source = found[name] ?? Source(name: name, confirmed: 0, decided: 0)
                source.decided += count
                if isSo { source.confirmed += count }
                found[name] = source
            }
        }
        return found.values.filter { $0.decided >= Self.enough }.sorted { a, b in
            let (left, right) = (a.confirmed * b.decided, b.confirmed * a.decided)
            return left != right ? left > right : (a.decided, b.name) > (b.decided, a.name)
        }
    }
}
