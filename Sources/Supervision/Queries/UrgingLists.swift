import Actions
import Basics
import Regions
import Storage
import WorkOrders

/// Which urgings a list shows.
package struct UrgingFilter: Sendable, Hashable {
    package var state: UrgingState?
    package var isLate: Bool
    package init(state: UrgingState? = nil, isLate: Bool = false) { (self.state, self.isLate) = (state, isLate) }
}

/// Urgings of the region, those sent to it and those within it, newest first.
package struct ListUrgings: Query {
    package static let permission = Permission.urgingRead
    package var filter: UrgingFilter
    package var after: Int64?
    package var limit: Int
    var parts: SupervisionParts

    package init(filter: UrgingFilter = UrgingFilter(), after: Int64? = nil, limit: Int = 50, parts: SupervisionParts) {
        (self.filter, self.after, self.limit, self.parts) = (filter, after, limit, parts)
    }

    package struct Answer: Sendable {
        package var urgings: [Urging]
        package var count: Int64
        package var next: Int64?
        package var posts: [Int64: SupervisionParts.Post]
        package var names: [RegionCode: String]
        package var today: CalendarDate
    }

    package func answer(in reading: Reading) throws -> Answer {
        var conditions: [SQL] = ["\(within: reading.scope, "u.region", department: "u.department", dataset: "u.dataset")"]
        if let state = filter.state { conditions.append("u.state = \(state)") }
        if filter.isLate { conditions.append("u.state = 'open' AND u.due_on < \(reading.today)") }
        let chosen = SQL.all(conditions)
        let found = try reading.rows(
            "SELECT \(sql: Urging.columns) FROM urgings u WHERE \(sql: chosen) AND u.id < \(after ?? Int64.max) ORDER BY u.id DESC LIMIT \(limit + 1)"
        ).map(Urging.init)
        let urgings = Array(found.prefix(limit))
        return Answer(
            urgings: urgings, count: try reading.count("SELECT COUNT(*) FROM urgings u WHERE \(sql: chosen)"),
            next: found.count > limit ? urgings.last?.id : nil,
            posts: try parts.posts(Set(urgings.flatMap { [$0.sentBy] + [$0.holder].compactMap { $0 } }), reading),
            names: try PlacesBelow.names(urgings.flatMap { [$0.region, $0.from] }, in: reading), today: reading.today)
    }
}

/// One urging with its steps.
struct ShowUrging: Query {
    static let permission = Permission.urgingRead
    var id: Int64
    var parts: SupervisionParts

    struct Step: Sendable {
        var event: UrgingEvent
        var at: Moment
        var account: Int64
        var said: String?
        var before: CalendarDate?
        var after: CalendarDate?
        var overdue: Int64
    }

    struct Answer: Sendable {
        var urging: Urging
        var steps: [Step]
        /// What of it is overdue now.
        var overdue: Int64
        var posts: [Int64: SupervisionParts.Post]
        var names: [RegionCode: String]
        var isFor: Bool
        var isFrom: Bool
        var today: CalendarDate
    }

    func answer(in reading: Reading) throws -> Answer {
        let urging = try Urging.visible(id, in: reading)
        // Of an urging that lies within the scope.
        let steps = try reading.rows(
            "SELECT s.event, s.at_ms, s.account, s.said, s.due_before, s.due_after, s.overdue FROM urging_steps s WHERE s.urging = \(id) ORDER BY s.id DESC"
        ).map {
            Step(
                event: try $0.one("event"), at: try $0.moment("at_ms"), account: try $0.integer("account"), said: try $0.optionalText("said"),
                before: try $0.optionalDate("due_before"), after: try $0.optionalDate("due_after"), overdue: try $0.integer("overdue"))
        }
        let posts = try parts.posts(Set(steps.map(\.account) + [urging.holder].compactMap { $0 }), reading)
        let home = try parts.home(of: reading.actor, reading)
        return Answer(
            urging: urging, steps: steps,
            overdue: try OverdueCount(urging.about, thing: urging.thing, holder: urging.holder).now(in: urging.region, reading), posts: posts,
            names: try PlacesBelow.names([urging.region, urging.from] + posts.values.map(\.region), in: reading),
            isFor: urging.isFor(reading.actor, at: home), isFrom: urging.isFrom(reading.actor, at: home), today: reading.today)
    }
}

/// Whom a place's urging can go to, and how much is overdue there.
struct UrgingChoices: Query {
    static let permission = Permission.urgingSend
    /// The place; nil for the places below the reader's own to choose from.
    var region: RegionCode?
    var parts: SupervisionParts

    struct Answer: Sendable {
        var home: RegionCode
        /// The places below one's own.
        var places: [(code: RegionCode, name: String)]
        var officers: [(account: Int64, post: SupervisionParts.Post)]
        var counts: [UrgingAbout: Int64]
    }

    func answer(in reading: Reading) throws -> Answer {
        let home = try parts.home(of: reading.actor, reading)
        var codes = try RegionChildren(of: reading.scope.region).answer(in: reading).compactMap { RegionCode(number: $0.code) }
        if let region, !codes.contains(region) { codes.insert(region, at: 0) }
        let names = try PlacesBelow.names(codes, in: reading)
        let officers = try region.map { region in
            let found = try parts.work.officers([region], reading).map(\.account).filter { $0 != reading.actor.account }
            return try parts.posts(Set(found), reading).map { (account: $0.key, post: $0.value) }.sorted { $0.account < $1.account }
        }
        var counts: [UrgingAbout: Int64] = [:]
        if let region {
            for about in [UrgingAbout.clues, .orders, .measures] { counts[about] = try OverdueCount(about).now(in: region, reading) }
        }
        return Answer(home: home, places: codes.map { ($0, names[$0] ?? $0.prefix) }, officers: officers ?? [], counts: counts)
    }
}

/// What of urgings waits for the reader.
struct UrgingsWaiting: Sendable {
    /// Sent to the reader's office, the reader, the reader's department, without reply; and those of them that are late.
    var toReply: Int64 = 0
    var lateToReply: Int64 = 0
    /// Sent by the reader's office: replies to look at, and those without reply after their day.
    var replied: Int64 = 0
    var silent: Int64 = 0

    init(in reading: Reading) throws {
        guard reading.actor.may(.urgingRead) else { return }
        let (account, region) = (reading.actor.account, reading.scope.region)
        let scoped: SQL = "\(within: reading.scope, "u.region", department: "u.department", dataset: "u.dataset")"
        let mine: SQL =
            reading.scope.department == nil
            ? "(u.holder = \(account) OR (u.holder IS NULL AND u.department IS NULL AND u.region = \(region)))" : "u.region = \(region)"
        let own = try reading.row(
            """
            SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN u.due_on < \(reading.today) THEN 1 ELSE 0 END), 0) AS late
            FROM urgings u WHERE u.state = 'open' AND \(sql: mine) AND \(sql: scoped)
            """)
        toReply = try own?.integer("n") ?? 0
        lateToReply = try own?.integer("late") ?? 0
        guard reading.actor.may(.urgingSend) else { return }
        let sent = try reading.row(
            """
            SELECT COALESCE(SUM(CASE WHEN u.state = 'answered' THEN 1 ELSE 0 END), 0) AS replied,
                COALESCE(SUM(CASE WHEN u.state = 'open' AND u.due_on < \(reading.today) THEN 1 ELSE 0 END), 0) AS silent
            FROM urgings u WHERE u.state <> 'closed' AND u.from_region = \(region) AND \(sql: scoped)
            """)
        replied = try sent?.integer("replied") ?? 0
        silent = try sent?.integer("silent") ?? 0
    }
}
