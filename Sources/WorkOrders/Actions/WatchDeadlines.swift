import Actions
import Basics
import Storage

/// Looks over open work: reminds of what is due within a working day, and raises what is overdue to the next level, village to township to county
/// to city. Doing it again the same day does nothing.
package struct WatchDeadlines: Action {
    package static let name = "workOrder.watch"
    package static let permission = Permission.workOrderDispatch
    /// Orders looked at in one transaction.
    static let chunk = 500

    package var followers = OrderFollowers()
    private enum CodingKeys: CodingKey {}

    package init(followers: OrderFollowers) { self.followers = followers }
    package init(from decoder: any Decoder) throws {}
    package func encode(to encoder: any Encoder) throws {}

    package struct Outcome: Codable, Sendable, Hashable {
        package var reminded: Int64
        package var raised: Int64
        /// Whether there may be more to look at.
        package var isFull: Bool
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Outcome {
        let book = OrderBook(writing, followers: followers)
        let today = writing.today
        let soon = book.days.day(1, after: today)
        let raised = try writing.transaction.rows(
            """
            SELECT \(sql: WorkOrder.columns) FROM work_orders o
            WHERE o.closed_ms IS NULL AND o.watch_on < \(today) AND o.level > 1 AND \(within: writing.reading.scope, "o.region")
            ORDER BY o.watch_on, o.id LIMIT \(Self.chunk)
            """
        ).map(WorkOrder.init)
        for order in raised {
            let late = book.days.count(after: order.due, through: today)
            try book.escalate(order, reason: SteppedBy.text("overdue", late))
        }
        let due = try writing.transaction.rows(
            """
            SELECT \(sql: WorkOrder.columns) FROM work_orders o
            WHERE o.closed_ms IS NULL AND o.due_on BETWEEN \(today) AND \(soon) AND o.reminded_on IS NULL
              AND \(within: writing.reading.scope, "o.region")
            ORDER BY o.due_on, o.id LIMIT \(Self.chunk)
            """
        ).map(WorkOrder.init)
        for order in due { try book.remind(order, reason: nil) }
        return Outcome(
            reminded: Int64(due.count), raised: Int64(raised.count), isFull: due.count == Self.chunk || raised.count == Self.chunk)
    }
}

/// Runs beside the site: every quarter of an hour it looks over the deadlines of each province, on behalf of the house.
package struct DeadlineWatch: Sendable {
    private let desk: Desk
    private let followers: OrderFollowers

    package init(desk: Desk, followers: OrderFollowers) { (self.desk, self.followers) = (desk, followers) }

    /// The house itself: no account, and nothing but this may be done in its name.
    static func house(in province: RegionCode) -> Actor {
        Actor(account: 0, name: "有数", role: "house", permissions: [.workOrderDispatch], scope: Scope(region: province))
    }

    /// Looks once; how many orders were reminded of or raised.
    @discardableResult
    package func look() async throws -> Int64 {
        // Provinces that have work: the watch has nobody's scope, and acts in each province by itself.
        let today = desk.now.chinaDate
        let soon = WorkingDays.shipped.day(1, after: today)
        let provinces = try await desk.database.read { reader in
            try reader.rows(
                """
                SELECT DISTINCT o.region / 10000000000 AS province FROM work_orders o
                WHERE o.closed_ms IS NULL
                  AND ((o.watch_on < \(today) AND o.level > 1) OR (o.due_on BETWEEN \(today) AND \(soon) AND o.reminded_on IS NULL))
                """
            ).compactMap { RegionCode(number: try $0.integer("province") * 10_000_000_000) }
        }
        var looked: Int64 = 0
        for province in provinces {
            var isFull = true
            while isFull, !Task.isCancelled {
                let action = WatchDeadlines(followers: followers)
                let request = ActionRequest(id: "watch-\(desk.now.milliseconds)")
                let outcome = try await desk.perform(action, as: Self.house(in: province), request: request).outcome
                looked += outcome.raised + outcome.reminded
                isFull = outcome.isFull
            }
        }
        return looked
    }

    /// Looks until the task is cancelled; a failure is told to `trouble` and tried again.
    package func serve(every pause: Duration = .seconds(900), trouble: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do { try await look() } catch { trouble(error) }
            try? await Task.sleep(for: pause)
        }
    }
}
