import Actions
import Basics
import Figures
import Imports
import Storage
import Synchronization
import Web

/// Tells the screens of a region when one of their numbers is another: asked once a second for all of them together, told only when something changed.
final class ScreenWatch: Sendable {
    /// What a screen hangs on.
    struct State: Sendable, Hashable {
        var totals: [Int64]
        var places: [[Int64]]
        var departments: [String]
        var day: CalendarDate
        var map: Int64
    }

    /// What an event says. A page fetches its own pieces anew, so a number is drawn in one place only; a machine reads them here.
    struct Change: Codable, Sendable {
        /// When the numbers were counted, in milliseconds.
        var counted: Int64
        /// On a clock in China.
        var time: String
        /// Names of figures with their counts in the whole region.
        var figures: [String: Int64]
    }

    private struct Seen: Sendable {
        var state: State
        var change: Change
        var at: ContinuousClock.Instant
    }

    private let parts: DashboardsParts
    private let seen = Mutex<[Scope: Seen]>([:])
    private let pause: Duration

    init(parts: DashboardsParts, pause: Duration = .seconds(1)) { (self.parts, self.pause) = (parts, pause) }

    /// `now` at the beginning, and `figures` with every change. Runs until whoever listens stops.
    func changes(at desk: Desk, as actor: Actor) -> AsyncThrowingStream<ServerEvent, any Error> {
        AsyncThrowingStream(bufferingPolicy: .bufferingNewest(4)) { line in
            let task = Task {
                var last: State?
                do {
                    while !Task.isCancelled {
                        // A database that is busy for a moment is no end of the screen.
                        if let now = try await self.look(at: desk, as: actor), now.state != last {
                            line.yield(try ServerEvent(last == nil ? "now" : "figures", json: now.change))
                            last = now.state
                        }
                        try await Task.sleep(for: self.pause)
                    }
                    line.finish()
                } catch {
                    line.finish(throwing: error)
                }
            }
            line.onTermination = { _ in task.cancel() }
        }
    }

    private func look(at desk: Desk, as actor: Actor) async throws -> Seen? {
        let found = seen.withLock { $0[actor.scope] }
        if let found, found.at.duration(to: .now) < pause / 2 { return found }
        do {
            let new = try await read(at: desk, as: actor)
            seen.withLock { seen in
                if seen.count > 500 { seen = seen.filter { $0.value.at.duration(to: .now) < .seconds(60) } }
                seen[actor.scope] = new
            }
            return new
        } catch StorageProblem.busy {
            return found
        } catch is Preparing {
            return found
        }
    }

    private func read(at desk: Desk, as actor: Actor) async throws -> Seen {
        let shown = try await parts.figures.show(ScreenFigures.all, of: nil, below: .children, as: nil, at: desk, actor: actor)
        let standings = actor.may(.deliveryFigures) ? try await desk.ask(DepartmentStandings(parts.imports), as: actor) : []
        let counts = shown.total.values.map { $0?.count ?? 0 }
        let state = State(
            totals: counts, places: shown.places.map { $0.values.map { $0?.count ?? 0 } },
            departments: standings.map { "\($0.name) \($0.inTime) \($0.late) \($0.lateDays ?? 0) \($0.newest?.description ?? "")" }, day: shown.day,
            map: try await desk.ask(MapVersion(), as: actor))
        let change = Change(
            counted: shown.counted.milliseconds, time: String(shown.counted.chinaText.suffix(5)),
            figures: Dictionary(zip(shown.figures.map(\.name), counts), uniquingKeysWith: { first, _ in first }))
        return Seen(state: state, change: change, at: .now)
    }
}

/// The figures that the screen shows.
enum ScreenFigures {
    static let all = Array(
        Set(
            [
                "monitored", "risk-open", "risk-removed", "taken-in-0", "risk-removed-in-0", "clues", "clues-open", "clues-overdue",
                "clues-confirmed", "clues-decided",
            ]
                + PictureFigures.kinds + PictureFigures.clueStates + PictureFigures.taken + PictureFigures.removed)
    ).sorted()
}
