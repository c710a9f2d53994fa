import Actions
import Basics
import Storage

/// Codes whose one successor has taken over by a day: what lies in the first lies in the second from then on. A split has no single
/// successor and is not among them.
package enum RegionSuccessors {
    package struct Step: Sendable, Hashable {
        package let from: RegionCode
        package let to: RegionCode
        package let on: CalendarDate
    }

    package static func due(on day: CalendarDate, in reading: Reading) throws -> [Step] {
        try reading.rows(
            """
            SELECT s.predecessor, s.successor, s.effective_on FROM region_successions s
            WHERE s.kind <> 'split' AND s.effective_on <= \(day) ORDER BY s.effective_on, s.predecessor
            """
        ).map { Step(from: try $0.region("predecessor"), to: try $0.region("successor"), on: try $0.date("effective_on")) }
    }
}
