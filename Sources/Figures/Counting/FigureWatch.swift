import Actions
import Basics
import Regions
import Register
import Storage

/// Runs beside the site: counts everything before somebody asks, when the house begins to serve, on a new day, and after an import.
package struct FigureWatch: Sendable {
    private let book: FigureBook
    private let desk: Desk

    package init(book: FigureBook, desk: Desk) { (self.book, self.desk) = (book, desk) }

    /// Looks until the task is cancelled; a failure is told to `trouble` and tried again.
    package func serve(every pause: Duration = .seconds(30), trouble: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do { try await look() } catch { trouble(error) }
            try? await Task.sleep(for: pause)
        }
    }

    /// Counts if nobody has; true when there was something to count.
    @discardableResult
    package func look() async throws -> Bool {
        let provinces = try await desk.database.read { try $0.rows("SELECT r.id FROM regions r WHERE r.level = 'province' ORDER BY r.id LIMIT 1") }
        guard let province = try provinces.first?.optionalRegion("id") else { return false }
        // The house itself: no account, and nothing but this may be done in its name.
        let house = Actor(account: 0, name: "有数", role: "house", permissions: [.figureRead], scope: Scope(region: province))
        let question = ShowFigures(book: book, whole: house.scope, names: [], region: nil, below: .none, asOf: nil)
        guard try await desk.ask(question, as: house) == nil else { return false }
        try await book.count(nil, at: desk, as: house).value
        return true
    }
}
