import Actions
import Basics
import Storage

/// What happened to clues within a span of time, told from their steps: the same for a span that has passed whenever it is asked.
package struct ClueHappening: Sendable, Hashable {
    package enum What: String, Sendable, Codable, CaseIterable {
        case opened, dispatched, verified, confirmed, notConfirmed, cannotVerify, closed, lapsed

        package var events: [ClueEvent] {
            switch self {
            case .opened: [.open, .reopen]
            case .dispatched: [.dispatch]
            case .verified: [.confirm, .deny, .cannot]
            case .confirmed: [.confirm]
            case .notConfirmed: [.deny]
            case .cannotVerify: [.cannot]
            case .closed: [.close]
            case .lapsed: [.lapse]
            }
        }
    }

    package var what: What
    package var from: Moment
    /// The first moment after it.
    package var until: Moment

    package init(_ what: What, from: Moment, until: Moment) { (self.what, self.from, self.until) = (what, from, until) }

    /// The numbers of the clues, each once.
    package var clues: SQL {
        """
        SELECT s.clue FROM clue_steps s
        WHERE s.event IN \(list: what.events.map(\.rawValue)) AND s.at_ms >= \(from) AND s.at_ms < \(until)
        """
    }
}
