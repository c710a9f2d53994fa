import Actions
import Basics
import Storage
import WorkOrders

/// Raises clues whose verdict, review or putting right is overdue; visits are raised with their work orders. Doing it again does nothing: what was
/// raised is held until somebody goes on with it.
struct RaiseClues: Action {
    static let name = "clue.raise"
    static let permission = Permission.clueDispatch
    /// Clues of one transaction.
    static let chunk = 500

    func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    /// What waits for somebody other than a visitor, and has waited too long.
    static func overdue(on day: CalendarDate) -> SQL {
        """
        c.closed_ms IS NULL AND c.due_on < \(day)
        AND c.state IN ('confirmed', 'notConfirmed', 'cannotVerify', 'rectifying', 'rectified', 'reviewed')
        """
    }

    func perform(in writing: Writing) throws -> Int {
        let late = try writing.transaction.rows(
            """
            SELECT \(sql: Clue.columns) FROM clues c
            WHERE \(sql: Self.overdue(on: writing.today)) AND \(within: writing.reading.scope, "c.region") ORDER BY c.id LIMIT \(Self.chunk)
            """
        ).map(Clue.init)
        let book = ClueBook(writing)
        for clue in late {
            let days = clue.due.map { book.days.count(after: $0, through: writing.today) } ?? 0
            try book.step(clue, .escalate, reason: SteppedBy.text("overdue", days))
        }
        return late.count
    }
}

/// Runs beside the site: looks every quarter of an hour for overdue clues of each province, on behalf of the house.
package struct ClueWatch: Sendable {
    private let desk: Desk
    package init(desk: Desk) { self.desk = desk }

    /// Looks once; how many clues were raised.
    @discardableResult
    package func look() async throws -> Int {
        let today = desk.now.chinaDate
        // The watch has nobody's scope: it acts in each province by itself.
        let provinces = try await desk.database.read { reader in
            try reader.rows("SELECT DISTINCT c.region / 10000000000 AS province FROM clues c WHERE \(sql: RaiseClues.overdue(on: today))").compactMap
            {
                RegionCode(number: try $0.integer("province") * 10_000_000_000)
            }
        }
        var raised = 0
        for province in provinces {
            let house = Actor(account: 0, name: "有数", role: "house", permissions: [.clueDispatch], scope: Scope(region: province))
            var count = RaiseClues.chunk
            while count == RaiseClues.chunk, !Task.isCancelled {
                count = try await desk.perform(RaiseClues(), as: house, request: ActionRequest(id: "watch-\(desk.now.milliseconds)")).outcome
                raised += count
            }
        }
        return raised
    }

    /// Looks until the task is cancelled; a failure is told to `trouble` and tried again.
    package func serve(every pause: Duration = .seconds(900), trouble: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do { try await look() } catch { trouble(error) }
            try? await Task.sleep(for: pause)
        }
    }
}
