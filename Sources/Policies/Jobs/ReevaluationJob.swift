import Actions
import Basics
import Imports
import Storage

/// Asks the rules again of what was touched by changes of households and by deliveries that were taken into use.
struct ReevaluationJob: JobContent {
    static let kind = "comparison.again"
    static let attempts = 3
    /// Within which the actor looks.
    var region: Int64
    /// `households.id`.
    var households: [Int64]
    /// Just before the first of their changes was known.
    var before: Int64?
    var deliveries: [Int64]?
}

struct ReevaluationBody: Sendable {
    let parts: PoliciesParts
    let takers: [TakeUp]

    func run(_ job: ReevaluationJob, in work: Work) async throws {
        guard let region = RegionCode(number: job.region), let actor = work.actor.looking(at: region) else {
            throw Hopeless("the account no longer has the region")
        }
        let day = work.desk.now.chinaDate
        let found = try await work.desk.ask(FindLaw(library: parts.law, region: region, day: day), as: actor)
        guard !found.law.packs.isEmpty else { return }
        let changes = Changes(
            households: Set(job.households), before: job.before.map { Moment(milliseconds: $0) }, deliveries: Set(job.deliveries ?? []))
        let outcomes = try await parts.comparison(at: work.desk, as: actor, found.law).askAgain(changes, asOf: day, rows: parts.ownedRows)
        for outcome in outcomes { for taker in takers { try await taker(outcome, work) } }
    }
}
