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

    /// Asks the rules again of what changes have touched, in a moment.
    package func askAgain(_ changes: Changes, asOf: CalendarDate, rows: OwnedRows) async throws -> [RunOutcome] {
        try await askingAgain(asOf, rows).ask(changes)
    }

    /// Makes what is missing of the indexes by which rules about groups are asked again, so that the first small delivery need not wait for them.
    func makeGroupIndexes(asOf: CalendarDate) async throws {
        let deliveries = try await reading.desk.ask(DeliveriesForComparison(region: reading.actor.scope.region, day: asOf), as: reading.actor)
        let indexes = GroupIndexes(blobs: reading.blobs, database: reading.desk.database)
        for reach in Set(law.packs.flatMap { $0.rules.map { RuleReach($0, reading.schemas) } }) {
            guard case .groups(let dataset, let names) = reach, let schema = reading.schemas.first(where: { $0.name == dataset }),
                let columns = GroupColumns(names, of: schema)
            else { continue }
            for piece in DeliveryPiece.of(deliveries[dataset] ?? []) {
                _ = try await indexes.index(of: piece.id, parsed: piece.parsed, by: columns, schema: schema)
            }
        }
    }

    func askingAgain(_ asOf: CalendarDate, _ rows: OwnedRows) -> AskingAgain {
        AskingAgain(
            reading: reading, law: law, rows: rows, indexes: GroupIndexes(blobs: reading.blobs, database: reading.desk.database), asOf: asOf)
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
