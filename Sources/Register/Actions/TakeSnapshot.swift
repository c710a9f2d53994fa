import Actions
import Basics
import Storage

/// Closes a year of a region: fixes the day and the moment that its figures are of, and counts them. What was true then as it was known then
/// can be asked for ever, because no version is deleted.
package struct TakeSnapshot: Action {
    package static let name = "register.takeSnapshot"
    package static let permission = Permission.registerSnapshot

    package var region: Int64
    package var year: Int

    package init(region: Int64, year: Int) {
        self.region = region
        self.year = year
    }

    package func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    package func perform(in writing: Writing) throws -> Int64 {
        guard let code = RegionCode(number: region) else { throw Refusal.notFound }
        guard let lastDay = CalendarDate(year: year, month: 12, day: 31), (2013...2100).contains(year) else {
            throw Refusal.invalid("year", RegisterProblems.badValue("年份", "a year"))
        }
        let day = min(lastDay, writing.today)
        guard day.year == year else { throw Refusal.invalid("year", RegisterProblems.inTheFuture(lastDay)) }
        guard try writing.reading.row("SELECT s.id FROM register_snapshots s WHERE s.region = \(region) AND s.year = \(year)") == nil else {
            throw Refusal.invalid("year", RegisterProblems.yearClosed)
        }
        let counts = try SnapshotCounts.taken(of: Scope(region: code), on: day, in: writing.reading)
        let id = try writing.insert(
            into: .registerSnapshots,
            [
                "year": year, "region": region, "valid_on": day, "known_ms": writing.now.milliseconds, "account": writing.actor.account,
                "households": counts.reduce(0) { $0 + $1.households }, "people": counts.reduce(0) { $0 + $1.people },
            ])
        let ids = try writing.newIDs(counts.count, for: .registerSnapshotCounts)
        try writing.insertChunk(
            into: .registerSnapshotCounts,
            zip(ids, counts).map {
                [
                    .integer($0), .integer(id), .integer($1.village), .text($1.status), $1.monitored.value, .integer($1.households),
                    .integer($1.people),
                ]
            })
        writing.subject = "snapshot/\(id)"
        return id
    }
}
