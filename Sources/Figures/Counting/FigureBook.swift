import Actions
import Basics
import Register
import Storage
import Synchronization

/// The counts of all figures, kept in memory: of now, brought up to date by what was changed since, and of the few past moments that were asked for
/// last.
package final class FigureBook: Sendable {
    /// A moment, and where it was counted: the whole house for now, the asker's own region for the past, which is asked for seldom.
    struct Key: Sendable, Hashable {
        var asOf: AsOf?
        var region: RegionCode?

        init(_ asOf: AsOf?, _ scope: Scope) { (self.asOf, region) = (asOf, asOf == nil ? nil : scope.region) }
    }

    /// What was counted.
    struct Page: Sendable {
        var key: Key
        var figures: [Figure]
        var counts: VillageCounts
        var day: CalendarDate
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
        var begun: [Key: Task<Void, any Error>] = [:]
        var ended: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let catalogue: FigureCatalogue
    /// The income line in force on a day, in fen a head and year; nil where there is none.
    private let line: @Sendable (CalendarDate, Reading) throws -> Int64?

    package init(
        catalogue: FigureCatalogue = .shipped, line: @escaping @Sendable (CalendarDate, Reading) throws -> Int64? = { _, _ in nil }
    ) { (self.catalogue, self.line) = (catalogue, line) }

    /// The counts as the reading sees the database; nil when everything must be counted first (`count`). `whole`: all that the asker may see, of
    /// which the reading may be a part.
    func page(_ asOf: AsOf?, _ whole: Scope, in reading: Reading) throws -> Page? {
        let size = try reading.count("SELECT size FROM audit_size")
        let key = Key(asOf, whole)
        return try state.withLock { state in
            let page = asOf == nil ? state.now : state.past.first { $0.key == key }
            guard var page, asOf != nil || page.day == reading.today else { return nil }
            // A year as it was known when it was closed does not change any more.
            if page.size >= size || asOf?.known != nil { return page }
            let touched = try Touched.villages(since: page.size, in: reading.reader).filter { key.region?.codes.contains($0) ?? true }
            if touched.count > Self.most {
                guard state.ended.map({ $0.duration(to: .now) > Self.pause }) ?? true else { return page }
                return nil
            }
            if !touched.isEmpty {
                let count = FigureCount(figures: page.figures, asOf: asOf, day: page.day, reader: reading.reader)
                page.counts.replace(try count.counts(.villages(touched)), of: touched)
            }
            (page.size, page.counted) = (size, reading.now)
            state.keep(page)
            return page
        }
    }

    /// Counts everything; whoever asks meanwhile waits for the same counting.
    func count(_ asOf: AsOf?, at desk: Desk, as actor: Actor) -> Task<Void, any Error> {
        let key = Key(asOf, actor.scope)
        return state.withLock { state in
            if let begun = state.begun[key] { return begun }
            let task = Task { try await self.countEverything(key, at: desk, as: actor) }
            state.begun[key] = task
            return task
        }
    }

    private func countEverything(_ key: Key, at desk: Desk, as actor: Actor) async throws {
        defer {
            state.withLock { state in
                state.begun[key] = nil
                state.ended = .now
            }
        }
        let page = try await counted(key, at: desk, as: actor)
        state.withLock { $0.keep(page) }
    }

    /// Households with clues, and people, by two connections. They must have seen the same database: if something was written between their
    /// beginnings, all is read again, at last in one reading.
    private func counted(_ key: Key, at desk: Desk, as actor: Actor) async throws -> Page {
        func ask(_ units: [Figure.Unit]) -> CountAll { CountAll(key: key, units: units, catalogue: catalogue, line: line) }
        for _ in 0..<2 {
            async let first = desk.ask(ask([.people]), as: actor)
            async let second = desk.ask(ask([.households, .clues]), as: actor)
            let (people, others) = try await (first, second)
            if people.size == others.size, people.page.figures == others.page.figures {
                var page = people.page
                page.counts = VillageCounts(
                    people.counts.merging(others.counts, uniquingKeysWith: FigureCount.sum), figures: page.figures.count)
                return page
            }
        }
        let all = try await desk.ask(ask(Figure.Unit.allCases), as: actor)
        var page = all.page
        page.counts = VillageCounts(all.counts, figures: page.figures.count)
        return page
    }
}

extension FigureBook.State {
    fileprivate mutating func keep(_ page: FigureBook.Page) {
        if page.key.asOf == nil {
            if page.size >= now?.size ?? 0 { now = page }
        } else {
            past.removeAll { $0.key == page.key }
            past.insert(page, at: 0)
            if past.count > FigureBook.kept { past.removeLast() }
        }
    }
}

/// Reads everything there is to count, whoever asked: what they see of it is theirs to narrow (`ShowFigures`).
private struct CountAll: Query {
    static let permission = Permission.figureRead
    let key: FigureBook.Key
    let units: [Figure.Unit]
    let catalogue: FigureCatalogue
    let line: @Sendable (CalendarDate, Reading) throws -> Int64?

    struct Answer: Sendable {
        /// Without its counts.
        var page: FigureBook.Page
        var counts: [Int64: [Int64]]
        var size: Int64 { page.size }
    }

    func answer(in reading: Reading) throws -> Answer {
        // Asked first: it fixes the state that everything after it sees.
        let size = try reading.count("SELECT size FROM audit_size")
        let day = key.asOf?.day ?? reading.today
        let figures = catalogue.figures(on: day, line: try line(day, reading).map { $0 / 100 })
        let count = FigureCount(figures: figures, asOf: key.asOf, day: day, reader: reading.reader)
        var counts: [Int64: [Int64]] = [:]
        for unit in units {
            counts.merge(try count.counts(of: unit, key.region.map { .within($0) } ?? .everywhere), uniquingKeysWith: FigureCount.sum)
        }
        let nothing = VillageCounts([:], figures: figures.count)
        return Answer(
            page: FigureBook.Page(key: key, figures: figures, counts: nothing, day: day, size: size, counted: reading.now), counts: counts)
    }
}
