import Actions
import Basics
import Comparison
import Datasets
import Dispatch
import Imports
import PolicyLanguage
import Storage

/// The main job over the database: the register within a region and the accepted deliveries in, clues with the database's ids out.
package struct RegisterComparison: Sendable {
    let reading: RegisterReading
    let law: LawInForce
    let threads: Int

    package init(desk: Desk, blobs: BlobStore, schemas: [SourceSchema], actor: Actor, law: LawInForce, threads: Int) {
        reading = RegisterReading(desk: desk, blobs: blobs, schemas: schemas, actor: actor)
        (self.law, self.threads) = (law, threads)
    }

    /// `settings` are values of parameters by `name` or `pack/name` that stand in for the law's own.
    package func run(
        scope: Int64, asOf: CalendarDate, settings: [String: ParameterValue] = [:],
        progress: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }
    ) async throws -> RunOutcome {
        try await held(scope: scope, asOf: asOf, progress: progress).outcome(settings: settings)
    }

    /// Asks the rules again for some households after a change, in a moment: of the register and of every delivery only their rows are read. Rules about
    /// rows, groups, villages, and those that go through a village's people, are skipped: they wait for the next run.
    package func reevaluate(households: [Int64], asOf: CalendarDate, rows: OwnedRows) async throws -> RunOutcome {
        var law = law
        let schemas = reading.schemas
        var left: [RuleOutcome] = []
        for index in law.packs.indices {
            let pack = law.packs[index]
            law.packs[index].rules.removeAll { rule in
                guard !RuleReach.isOfHouseholds(rule, schemas) else { return false }
                left.append(
                    RuleOutcome(rule, of: pack, version: law.versions[pack.id] ?? 0, skipped: "waits for the next run: it looks beyond a household"))
                return true
            }
        }
        var options = ComparisonOptions(
            source: .folder(""), schemas: schemas, packs: law.packs, asOf: asOf, threads: 1, standsFor: law.standsFor, withNames: false)
        options.territories = law.territories
        let found = try await reading.read(households: households, asOf: asOf, DataNeeds(options), rows)
        options.source = .supplied(found.data)
        let held = HeldComparison(options: options, law: law, households: found.households, region: 0)
        try await held.read { _ in }
        var outcome = try await held.outcome()
        outcome.extent = .households(Set(households))
        outcome.rules += left
        // A village's own clues are not the household's.
        outcome.clues.removeAll { $0.household == nil }
        return outcome
    }

    /// Reads everything and keeps it in memory, to be evaluated as often as wanted.
    package func held(
        scope: Int64, asOf: CalendarDate, progress: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }
    ) async throws -> HeldComparison {
        guard let region = RegionCode(number: scope) else { throw Refusal.notFound }
        var options = ComparisonOptions(
            source: .folder(""), schemas: reading.schemas, packs: law.packs, asOf: asOf, threads: threads, standsFor: law.standsFor,
            withNames: false)
        options.territories = law.territories
        let start = ContinuousClock.now
        let found = try await reading.read(region, asOf: asOf, DataNeeds(options))
        options.source = .supplied(found.data)
        let comparison = HeldComparison(options: options, law: law, households: found.households, region: scope)
        comparison.noteRegisterRead(start.duration(to: .now))
        try await comparison.read(progress)
        return comparison
    }
}

/// Work that keeps a processor busy for seconds, on a thread of its own instead of one of Swift's few.
enum Aside {
    static func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
        }
    }
}
