import Actions
import Basics
import Register
import Storage
import Synchronization

/// The counts of all figures, kept in memory: of now, brought up to date by what was changed since, and of the few past moments that were asked for
/// last.
package final class FigureBook: Sendable {
    /// What was counted at a moment.
    struct Page: Sendable {
        var figures: [Figure]
        var counts: VillageCounts
        var day: CalendarDate
        var asOf: AsOf?
        /// How many entries the audit log had.
        var size: Int64
        var counted: Moment

        func place(of name: String) -> Int? { figures.firstIndex { $0.name == name } }
    }

    /// More villages than these are counted anew by counting everything, beside whoever asks.
    static let most = 200
    /// Past moments that are kept.
    fileprivate static let kept = 4
    /// While everything changes, as when a register is imported, everything is counted at most this often.
    static let pause = Duration.seconds(5)

    fileprivate struct State {
        var now: Page?
        var past: [Page] = []
        var begun: [AsOf?: Task<Void, any Error>] = [:]
        var ended: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let catalogue: FigureCatalogue
    /// The income line in force on a day, in fen a head and year; nil where there is none.
    private let line: @Sendable (CalendarDate, Reading) throws -> Int64?

    package init(
        catalogue: FigureCatalogue = .shipped, line: @escaping @Sendable (CalendarDate, Reading) throws -> Int64? = { _, _ in nil }
    ) { (self.catalogue, self.line) = (catalogue, line) }

    /// The counts as the reading sees the database; nil when everything must be counted first (`count`).
    func page(_ asOf: AsOf?, in reading: Reading) throws -> Page? {
        let size = try reading.count("SELECT size FROM audit_size")
        return try state.withLock { state in
            let page = asOf == nil ? state.now : state.past.first { $0.asOf == asOf }
            guard var page, asOf != nil || page.day == reading.today else { return nil }
            // A year as it was known when it was closed does not change any more.
            if page.size >= size || asOf?.known != nil { return page }
            let touched = try Touched.villages(since: page.size, in: reading.reader)
            if touched.count > Self.most {
                guard state.ended.map({ $0.duration(to: .now) > Self.pause }) ?? true else { return page }
                return nil
            }
            if !touched.isEmpty {
                let count = FigureCount(figures: page.figures, asOf: asOf, day: page.day, reader: reading.reader)
                page.counts.replace(try count.counts(only: touched), of: touched)
            }
            (page.size, page.counted) = (size, reading.now)
            state.keep(page)
            return page
        }
    }

    /// Counts everything; whoever asks meanwhile waits for the same counting.
    func count(_ asOf: AsOf?, at desk: Desk, as actor: Actor) async throws {
        let task = state.withLock { state in
            if let begun = state.begun[asOf] { return begun }
            let task = Task { try await self.countEverything(asOf, at: desk, as: actor) }
            state.begun[asOf] = task
            return task
        }
        try await task.value
    }

    private func countEverything(_ asOf: AsOf?, at desk: Desk, as actor: Actor) async throws {
        defer {
            state.withLock { state in
                state.begun[asOf] = nil
                state.ended = .now
            }
        }
        let page = try await desk.ask(CountEverything(asOf: asOf, catalogue: catalogue, line: line), as: actor)
        state.withLock { $0.keep(page) }
    }
}

extension FigureBook.State {
    fileprivate mutating func keep(_ page: FigureBook.Page) {
        if page.asOf == nil {
            if page.size >= now?.size ?? 0 { now = page }
        } else {
            past.removeAll { $0.asOf == page.asOf }
            past.insert(page, at: 0)
            if past.count > FigureBook.kept { past.removeLast() }
        }
    }
}

/// Reads everything there is to count, whoever asked: what they see of it is theirs to narrow (`ShowFigures`).
private struct CountEverything: Query {
    static let permission = Permission.figureRead
    let asOf: AsOf?
    let catalogue: FigureCatalogue
    let line: @Sendable (CalendarDate, Reading) throws -> Int64?

    func answer(in reading: Reading) throws -> FigureBook.Page {
        // Asked first: it fixes the state that everything after it sees.
        let size = try reading.count("SELECT size FROM audit_size")
        let day = asOf?.day ?? reading.today
        let figures = catalogue.figures(on: day, line: try line(day, reading).map { $0 / 100 })
        let count = FigureCount(figures: figures, asOf: asOf, day: day, reader: reading.reader)
        return FigureBook.Page(
            figures: figures, counts: VillageCounts(try count.counts(), figures: figures.count), day: day, asOf: asOf, size: size,
            counted: reading.now)
    }
}
