import Actions
import Basics
import Storage
import Web

/// Which orders a list shows.
package struct OrderFilter: Sendable, Hashable {
    /// Only those of this account, and those given to nobody.
    package var holder: Int64?
    package var kind: String?
    package var isLate = false
    /// Raised at least to this level.
    package var level: RegionCode.Level?
    /// Those of one batch, whatever became of them.
    package var batch: Int64?

    package init(holder: Int64? = nil, kind: String? = nil, isLate: Bool = false, level: RegionCode.Level? = nil, batch: Int64? = nil) {
        (self.holder, self.kind, self.isLate, self.level, self.batch) = (holder, kind, isLate, level, batch)
    }

    func conditions(in scope: Scope, today: CalendarDate) -> SQL {
        var conditions: [SQL] = ["\(within: scope, "o.region", department: "o.department", dataset: "o.dataset")"]
        if let holder { conditions.append("o.holder = \(holder) OR o.holder IS NULL") }
        if let kind { conditions.append("o.kind = \(kind)") }
        if isLate { conditions.append("o.due_on < \(today)") }
        if let level { conditions.append("o.level <= \(level.rawValue)") }
        conditions.append(batch.map { "o.batch = \($0)" } ?? "o.closed_ms IS NULL")
        return .all(conditions)
    }
}

/// Open work by deadline, page by page.
package struct ListOrders: Query {
    package static let permission = Permission.workOrderRead
    package var filter: OrderFilter
    /// The deadline and number of the last row of the page before.
    package var after: (due: CalendarDate, id: Int64)?
    package var limit: Int
    var parts: WorkOrdersParts
    var language: Language

    package init(
        filter: OrderFilter, after: (due: CalendarDate, id: Int64)? = nil, limit: Int, parts: WorkOrdersParts, language: Language
    ) {
        (self.filter, self.after, self.limit, self.parts, self.language) = (filter, after, limit, parts, language)
    }

    package struct Line: Sendable {
        package var order: WorkOrder
        package var words: OrderKind.Words?
        package var holder: String?
    }

    package struct Answer: Sendable {
        package var lines: [Line]
        package var count: Int64
        package var isLast: Bool
        package var today: CalendarDate
    }

    package func answer(in reading: Reading) throws -> Answer {
        let conditions = filter.conditions(in: reading.scope, today: reading.today)
        let behind: SQL = after.map { "AND (o.due_on, o.id) > (\($0.due), \($0.id))" } ?? .empty
        let found = try reading.rows(
            """
            SELECT \(sql: WorkOrder.columns) FROM work_orders o
            WHERE \(sql: conditions) \(sql: behind) ORDER BY o.due_on, o.id LIMIT \(limit + 1)
            """
        ).map(WorkOrder.init)
        let orders = Array(found.prefix(limit))
        let words = try parts.words(of: orders, in: reading, language)
        let names = try parts.names(Set(orders.compactMap(\.holder)), reading)
        return Answer(
            lines: orders.map { Line(order: $0, words: words[$0.id], holder: $0.holder.flatMap { names[$0] }) },
            count: try reading.count("SELECT COUNT(*) FROM work_orders o WHERE \(sql: conditions)"), isLast: found.count <= limit,
            today: reading.today)
    }
}

/// One order with its steps and who could have it.
package struct ShowOrder: Query {
    package static let permission = Permission.workOrderRead
    package var id: Int64
    var parts: WorkOrdersParts
    var language: Language

    package struct Step: Sendable {
        package var step: OrderStep
        package var at: Moment
        package var account: String?
        package var from: String?
        package var to: String?
        package var reason: String?
    }

    package struct Answer: Sendable {
        package var order: WorkOrder
        package var words: OrderKind.Words?
        package var holder: String?
        package var steps: [Step]
        package var today: CalendarDate
    }

    package func answer(in reading: Reading) throws -> Answer {
        let order = try WorkOrder.visible(id, in: reading)
        // Steps of an order that lies within the scope.
        let rows = try reading.rows(
            "SELECT step, at_ms, account, from_value, to_value, reason FROM work_order_steps WHERE work_order = \(id) ORDER BY id DESC")
        var accounts: Set<Int64> = Set([order.holder].compactMap { $0 })
        for row in rows {
            accounts.insert(try row.integer("account"))
            if try row.one(of: OrderStep.self, "step") == .handedOver || row.one(of: OrderStep.self, "step") == .accepted {
                accounts.formUnion([try row.optionalText("from_value"), try row.optionalText("to_value")].compactMap { $0.flatMap { Int64($0) } })
            }
        }
        let names = try parts.names(accounts, reading)
        let steps = try rows.map { row in
            let step = try row.one(of: OrderStep.self, "step")
            let isPerson = step == .handedOver || step == .accepted
            func named(_ text: String?) -> String? { isPerson ? text.flatMap { Int64($0) }.flatMap { names[$0] } ?? text : text }
            return Step(
                step: step, at: try row.moment("at_ms"), account: names[try row.integer("account")], from: named(try row.optionalText("from_value")),
                to: named(try row.optionalText("to_value")), reason: try row.optionalText("reason"))
        }
        return Answer(
            order: order, words: try parts.words(of: [order], in: reading, language)[order.id], holder: order.holder.flatMap { names[$0] },
            steps: steps, today: reading.today)
    }
}

/// What is overdue where: for each place one level below the one looked at, and for whoever has it.
struct OverdueWork: Query {
    static let permission = Permission.workOrderRead
    var parts: WorkOrdersParts
    /// Most people listed.
    static let most = 50

    struct Place: Sendable, Hashable {
        var region: RegionCode
        var open: Int64
        var late: Int64
        /// The oldest deadline that has passed.
        var oldest: CalendarDate?
    }

    struct Person: Sendable, Hashable {
        var account: Int64
        var name: String?
        var open: Int64
        var late: Int64
    }

    struct Answer: Sendable {
        var places: [Place]
        var people: [Person]
        var today: CalendarDate
    }

    func answer(in reading: Reading) throws -> Answer {
        let below = RegionCode.Level(rawValue: reading.scope.region.level.rawValue + 1) ?? .village
        var unit: Int64 = 1
        for _ in below.digits..<12 { unit *= 10 }
        let scoped: SQL = "\(within: reading.scope, "o.region", department: "o.department", dataset: "o.dataset")"
        let places = try reading.rows(
            """
            SELECT o.region / \(unit) AS place, COUNT(*) AS n, SUM(CASE WHEN o.due_on < \(reading.today) THEN 1 ELSE 0 END) AS late, MIN(o.due_on) AS oldest
            FROM work_orders o WHERE o.closed_ms IS NULL AND \(sql: scoped) GROUP BY o.region / \(unit) ORDER BY late DESC, place
            """
        ).compactMap { row -> Place? in
            guard let region = RegionCode(number: try row.integer("place") * unit) else { return nil }
            let oldest = try row.date("oldest")
            return Place(
                region: region, open: try row.integer("n"), late: try row.integer("late"), oldest: oldest < reading.today ? oldest : nil)
        }
        let people = try reading.rows(
            """
            SELECT o.holder, COUNT(*) AS n, SUM(CASE WHEN o.due_on < \(reading.today) THEN 1 ELSE 0 END) AS late
            FROM work_orders o WHERE o.closed_ms IS NULL AND o.holder IS NOT NULL AND \(sql: scoped)
            GROUP BY o.holder ORDER BY late DESC, n DESC, o.holder LIMIT \(Self.most)
            """)
        let names = try parts.names(Set(try people.map { try $0.integer("holder") }), reading)
        return Answer(
            places: places,
            people: try people.map {
                let account = try $0.integer("holder")
                return Person(account: account, name: names[account], open: try $0.integer("n"), late: try $0.integer("late"))
            }, today: reading.today)
    }
}

/// How much work waits for the account, for the workbench.
struct OrdersWaiting {
    var late: Int64
    var today: Int64
    var later: Int64
    var raised: Int64

    init(in reading: Reading) throws {
        let mine = Self.isMine(reading)
        let scoped: SQL = "\(within: reading.scope, "o.region", department: "o.department", dataset: "o.dataset")"
        let level = Int64(reading.scope.region.level.rawValue)
        let row = try reading.row(
            """
            SELECT COALESCE(SUM(CASE WHEN o.due_on < \(reading.today) THEN 1 ELSE 0 END), 0) AS late,
                   COALESCE(SUM(CASE WHEN o.due_on = \(reading.today) THEN 1 ELSE 0 END), 0) AS today,
                   COALESCE(SUM(CASE WHEN o.due_on > \(reading.today) THEN 1 ELSE 0 END), 0) AS later,
                   COALESCE(SUM(CASE WHEN o.level <= \(level) AND o.due_on < \(reading.today) THEN 1 ELSE 0 END), 0) AS raised
            FROM work_orders o WHERE o.closed_ms IS NULL AND \(sql: mine) AND \(sql: scoped)
            """)
        late = try row?.integer("late") ?? 0
        today = try row?.integer("today") ?? 0
        later = try row?.integer("later") ?? 0
        raised = try row?.integer("raised") ?? 0
    }

    /// Whoever does work sees what is theirs or nobody's; whoever gives it out, or only looks, sees all of the region.
    static func seesOwn(_ actor: Actor) -> Bool {
        actor.may(.workOrderDo) && !actor.may(.workOrderDispatch) && actor.scope.department == nil
    }

    private static func isMine(_ reading: Reading) -> SQL {
        seesOwn(reading.actor) ? "(o.holder = \(reading.actor.account) OR o.holder IS NULL)" : "TRUE"
    }
}
