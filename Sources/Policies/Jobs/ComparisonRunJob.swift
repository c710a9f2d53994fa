import Actions
import Basics
import Comparison
import Datasets
import Storage
import Synchronization

/// Runs a comparison that was asked for.
struct ComparisonRunJob: JobContent {
    static let kind = "comparison.run"
    static let attempts = 3
    static let lease = 120
    var run: Int64

    static func once(_ run: Int64) -> String { "comparison-run-\(run)" }
}

/// What the job does. Killed at any point it is begun again from the start; takers are idempotent, and the run is written down last.
struct ComparisonRunBody: Sendable {
    let parts: PoliciesParts
    let takers: [TakeUp]

    func run(_ job: ComparisonRunJob, in work: Work) async throws {
        guard let head = try await work.desk.ask(FindRunHead(run: job.run), as: work.actor), head.state != "done", head.state != "failed" else {
            return
        }
        guard let actor = work.actor.looking(at: head.region) else { throw Hopeless("the account no longer has the region") }
        if head.state == "waiting" { _ = try await work.desk.perform(BeginRun(run: job.run), as: actor, request: work.once("begin")) }
        do {
            try await compare(head, actor, work)
        } catch let refusal as Refusal {
            _ = try await work.desk.perform(FailRun(run: job.run, fault: refusal.words), as: actor, request: work.once("fail"))
            throw Hopeless(refusal.words)
        } catch let problem as DeliveryProblem {
            _ = try await work.desk.perform(FailRun(run: job.run, fault: problem.description), as: actor, request: work.once("fail"))
            throw Hopeless(problem.description)
        }
    }

    private func compare(_ head: RunHead, _ actor: Actor, _ work: Work) async throws {
        let found = try await work.desk.ask(FindLaw(library: parts.law, region: head.region, day: head.asOf), as: actor)
        guard !found.law.packs.isEmpty else { throw Refusal.conflict(.noLaw) }
        let progress = RunProgress()
        let held = try await progress.telling(work) {
            try await parts.comparison(at: work.desk, as: actor, found.law).held(scope: head.region.number, asOf: head.asOf) { progress.note($0) }
        }
        var outcome = try await held.outcome()
        outcome.run = head.id
        for taker in takers { try await taker(outcome, work) }
        parts.shelf.keep(held, region: head.region.number)
        let facts = held.facts
        let rules = outcome.rules.map {
            FinishRun.Rule(
                pack: $0.pack, version: $0.packVersion, rule: $0.id, title: $0.title, skipped: $0.skipped, subjects: $0.subjects,
                undecided: $0.undecided, clues: $0.clues)
        }
        _ = try await work.desk.perform(
            FinishRun(
                run: head.id, rules: rules, households: facts.households, people: facts.people, clues: outcome.clues.count, phases: facts.phases,
                places: held.places),
            as: actor, request: work.once("finish"))
        try await parts.comparison(at: work.desk, as: actor, found.law).makeGroupIndexes(asOf: head.asOf)
    }
}

extension Refusal {
    /// For the page of a run that could not be made.
    fileprivate var words: String {
        if case .conflict(let problem) = self { problem.code.rawValue } else { code }
    }
}

private struct FindRunHead: Query {
    static let permission = Permission.policyRun
    let run: Int64
    func answer(in reading: Reading) throws -> RunHead? { try RunHead.find(run, in: reading) }
}

/// How far a run is, told to the queue every few seconds while threads work: it keeps the job's lease too.
private final class RunProgress: Sendable {
    private let state = Mutex<(done: Int64, all: Int64)>((0, 0))

    /// Reading is the first half, evaluating the second, in thousandths.
    func note(_ progress: ComparisonProgress) {
        guard progress.total > 0 else { return }
        let share = Int64(progress.done) * 500 / Int64(progress.total)
        state.withLock { $0 = (max($0.done, progress.phase == "evaluate" ? 500 + share : share), 1000) }
    }

    func telling<Answer: Sendable>(_ work: Work, _ body: @Sendable @escaping () async throws -> Answer) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await body() }
            group.addTask { [self] in
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(3))
                    if Task.isCancelled { break }
                    let (done, all) = state.withLock { $0 }
                    try await work.report(done, of: all == 0 ? nil : all)
                }
                return nil
            }
            defer { group.cancelAll() }
            while let answer = try await group.next() { if let answer { return answer } }
            throw CancellationError()
        }
    }
}
