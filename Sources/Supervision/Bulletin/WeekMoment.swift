import Actions
import Basics
import Clues
import Storage

/// A week as a bulletin tells of it: from its first moment up to its end, or up to now while it is not over.
package struct WeekMoment: Sendable, Hashable {
    package let week: CalendarWeek
    /// The first moment that is not told of any more.
    package let until: Moment

    /// Nil for a week that has not begun.
    package init?(_ week: CalendarWeek, now: Moment) {
        guard week.from <= now else { return nil }
        self.week = week
        // What happened in this very millisecond is told of.
        until = min(week.until, Moment(milliseconds: now.milliseconds + 1))
    }

    /// Whether its figures can still change.
    package var isRunning: Bool { until < week.until }
    /// What is due before this day is overdue at the end.
    package var day: CalendarDate { until.chinaDate }
}

/// The rows of steps as they tell of clues at a moment that has passed.
///
/// A clue's row tells how it stands now. What was so at an earlier moment stands in the first step behind that moment, which says from what it led: so only
/// clues that something happened to since have to be looked up, and the answer for a moment never changes.
struct CluesAtMoment {
    let moment: Moment
    let reading: Reading

    init(_ moment: Moment, _ reading: Reading) { (self.moment, self.reading) = (moment, reading) }

    /// Where a clue `c` lay at the moment.
    var region: SQL {
        """
        COALESCE((SELECT r.region_before FROM clue_steps r
            WHERE r.clue = c.id AND r.region_before IS NOT NULL AND r.at_ms >= \(moment) ORDER BY r.id LIMIT 1), c.region)
        """
    }

    /// The clues `c` that something happened to within a span, each once for every event that is asked for, with the place where they lay.
    func stepped(_ events: [ClueEvent], from: Moment) -> SQL {
        """
        (SELECT DISTINCT s.clue AS id, c.rule, s.event, \(sql: region) AS region FROM clue_steps s JOIN clues c ON c.id = s.clue
            WHERE s.event IN \(list: events.map(\.rawValue)) AND s.at_ms >= \(from) AND s.at_ms < \(moment)) t
        """
    }

    /// How many clues were open, and how many of them overdue on a day, by the number of their place.
    func standing(on day: CalendarDate, unit: Int64) throws -> [Int64: LedgerStanding] {
        // Those that nothing happened to since stand as they stand.
        let since = Set(try reading.rows("SELECT s.clue FROM clue_steps s WHERE s.at_ms >= \(moment)").map { try $0.integer("clue") })
        var standing = try ClueLedger.sheet(for: reading).standing(in: reading.scope, on: day, unit: unit, without: since)
        guard !since.isEmpty else { return standing }
        // The others stood as the first step since found them; what that step opened was not there yet. The plus keeps the database from walking
        // through the steps of all clues, which lie in the order wanted.
        let rows = try reading.rows(
            """
            SELECT t.region / \(unit) AS place, COUNT(*) AS n, SUM(CASE WHEN t.due_before < \(day) THEN 1 ELSE 0 END) AS late,
                MIN(CASE WHEN t.due_before < \(day) THEN t.due_before END) AS oldest
            FROM (SELECT s.from_state, s.due_before, \(sql: region) AS region FROM clue_steps s JOIN clues c ON c.id = s.clue
                WHERE s.id IN (SELECT MIN(f.id) FROM clue_steps f WHERE f.at_ms >= \(moment) GROUP BY +f.clue)) t
            WHERE t.from_state IS NOT NULL AND t.from_state <> 'closed' AND \(within: reading.scope, "t.region") GROUP BY 1
            """)
        for row in rows {
            var sum = standing[try row.integer("place")] ?? LedgerStanding()
            sum.open += try row.integer("n")
            sum.late += try row.integer("late")
            sum.oldest = [sum.oldest, try row.optionalDate("oldest")].compactMap { $0 }.min()
            standing[try row.integer("place")] = sum
        }
        return standing
    }
}
