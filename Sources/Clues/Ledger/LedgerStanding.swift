import Actions
import Basics

/// What is open and overdue in some place.
package struct LedgerStanding: Sendable, Hashable {
    package var open: Int64 = 0
    package var late: Int64 = 0
    /// The oldest deadline that has passed.
    package var oldest: CalendarDate?

    package init() {}
}

extension LedgerSheet {
    /// Open clues of the scope and those of them that are overdue on a day, by place: a village's code divided by the unit. Some clues are left out.
    package func standing(in scope: Scope, on day: CalendarDate, unit: Int64, without left: Set<Int64> = []) -> [Int64: LedgerStanding] {
        var standing: [Int64: LedgerStanding] = [:]
        let today = day.daysSinceEpoch
        for village in villages(in: scope) {
            var (open, late, oldest): (Int64, Int64, Int32) = (0, 0, .max)
            for (place, mark) in village.marks.enumerated() where mark.isOpen && (left.isEmpty || !left.contains(village.ids[place])) {
                open += 1
                guard mark.isLate(on: today) else { continue }
                late += 1
                oldest = min(oldest, mark.due)
            }
            guard open > 0 else { continue }
            var sum = standing[village.code / unit] ?? LedgerStanding()
            sum.open += open
            sum.late += late
            if late > 0 { sum.oldest = min(sum.oldest ?? .last, CalendarDate(daysSinceEpoch: oldest)) }
            standing[village.code / unit] = sum
        }
        return standing
    }

    /// The clues that have waited longest beyond their deadline, the oldest first.
    package func longestOverdue(in scope: Scope, on day: CalendarDate, most: Int) -> [Int64] {
        var found: [(due: Int32, id: Int64)] = []
        let today = day.daysSinceEpoch
        for village in villages(in: scope) {
            for (place, mark) in village.marks.enumerated() where mark.isOpen && mark.isLate(on: today) {
                let one = (mark.due, village.ids[place])
                if found.count == most, let last = found.last, last <= one { continue }
                found.insert(one, at: found.firstIndex { $0 > one } ?? found.count)
                if found.count > most { found.removeLast() }
            }
        }
        return found.map(\.id)
    }
}
