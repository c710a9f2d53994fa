import Actions
import Basics
import Register
import Storage
import WorkOrders

/// All clues of one household, those that wait for a verdict first, with its visit.
struct HouseholdVisit: Query {
    static let permission = Permission.clueRead
    var household: Int64

    struct Answer: Sendable {
        var head: HouseholdHeads.Head
        var lines: [ListClues.Line]
        var order: WorkOrder?
        /// What each clue that waits for a verdict rests on, by its number.
        var waiting: [Int64: ShowClue.Answer]
        var today: CalendarDate
    }

    func answer(in reading: Reading) throws -> Answer {
        let found = try ListClues(filter: ClueFilter(standing: .all), limit: 100, household: household).answer(in: reading)
        guard !found.lines.isEmpty, let head = try HouseholdHeads.find([household], in: reading)[household] else { throw Refusal.notFound }
        let lines = found.lines.sorted { Self.rank($0.clue) < Self.rank($1.clue) }
        var waiting: [Int64: ShowClue.Answer] = [:]
        for line in lines where line.clue.waitsForVerdict { waiting[line.clue.id] = try ShowClue(id: line.clue.id).answer(in: reading) }
        let row = try reading.row(
            """
            SELECT \(sql: WorkOrder.columns) FROM work_orders o
            WHERE o.kind = \(ClueWork.visit) AND o.subject = \("household/\(household)") AND o.closed_ms IS NULL AND \(within: reading.scope, "o.region")
            """)
        return Answer(head: head, lines: lines, order: try row.map(WorkOrder.init), waiting: waiting, today: found.today)
    }

    private static func rank(_ clue: Clue) -> (Int, Int64) { (clue.waitsForVerdict ? 0 : clue.state == .closed ? 2 : 1, clue.id) }
}

extension Clue {
    /// Whether it was given out and nobody has said yet whether it is so.
    var waitsForVerdict: Bool {
        switch life.held ?? state {
        case .dispatched, .accepted, .verifying: true
        default: false
        }
    }
}
