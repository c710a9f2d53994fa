import Actions
import Basics
import Storage

/// A region's daily comparison: begins it, and asks for the next day's.
struct ScheduledRunJob: JobContent {
    static let kind = "comparison.daily"
    var region: Int64
    /// The day it is for.
    var day: String

    /// Asks for the next one at the hour; asked for twice it is one.
    static func enqueue(for region: RegionCode, hour: Int, _ writing: Writing) throws {
        let (day, seconds) = next(hour, after: writing.now)
        try writing.enqueue(
            ScheduledRunJob(region: region.number, day: day.description), once: "comparison-daily-\(region.digits)-\(day)-\(hour)", after: seconds)
    }

    /// The day of the next such hour in China (UTC+8, without summer time), and in how many seconds it comes.
    static func next(_ hour: Int, after now: Moment) -> (day: CalendarDate, seconds: Int64) {
        let second = (now.milliseconds / 1000 + 8 * 3600) % 86_400
        let until = Int64(hour) * 3600 - second
        let today = now.chinaDate
        guard until <= 0 else { return (today, until) }
        return (CalendarDate(exactly: Int(today.daysSinceEpoch) + 1) ?? today, until + 86_400)
    }
}

struct ScheduledRunBody: Sendable {
    func run(_ job: ScheduledRunJob, in work: Work) async throws {
        guard let region = RegionCode(number: job.region), let actor = work.actor.looking(at: region) else {
            throw Hopeless("the account no longer has the region")
        }
        guard try await work.desk.perform(RenewSchedule(region: job.region), as: actor, request: work.once("renew")).outcome else { return }
        do {
            _ = try await work.desk.perform(StartRun(), as: actor, request: work.once("start"))
        } catch Refusal.conflict {
            // One is under way, or there is no law: the page of runs says so, and tomorrow comes another.
            return
        }
    }
}

/// Asks for tomorrow's run if the region still wants one; whether it does.
struct RenewSchedule: Action {
    static let name = "comparison.renewSchedule"
    static let permission = Permission.policyRun
    var region: Int64

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Bool {
        let row = try writing.transaction.row("SELECT s.hour FROM comparison_schedules s WHERE s.region = \(region)")
        guard let hour = try row?.int("hour"), let place = RegionCode(number: region) else { return false }
        try ScheduledRunJob.enqueue(for: place, hour: hour, writing)
        return true
    }
}
