import Actions
import Basics
import Policies
import Storage

/// Turns what a run found into clues: what is new is opened, what stands is left, what is no longer true is closed with the run as its reason, what
/// had been closed is opened again with a reason. In chunks of one transaction each; begun again from the start, it does nothing twice.
package struct ClueTakeUp: Sendable {
    let outcome: RunOutcome
    let desk: Desk
    let actor: Actor
    let request: ActionRequest
    /// Told how many clues are taken up; throws when the job went to another worker.
    let report: @Sendable (Int64, Int64) async throws -> Void

    /// What Policies is given.
    package static let taker: TakeUp = { outcome, work in
        let all = Int64(outcome.clues.count)
        _ = try await ClueTakeUp(
            outcome: outcome, desk: work.desk, actor: work.actor, request: work.request,
            report: { done, _ in try await work.report(done, of: all) }
        ).run()
    }

    package init(
        outcome: RunOutcome, desk: Desk, actor: Actor, request: ActionRequest,
        report: @escaping @Sendable (Int64, Int64) async throws -> Void = { _, _ in }
    ) {
        (self.outcome, self.desk, self.actor, self.request, self.report) = (outcome, desk, actor, request, report)
    }

    /// What came of it.
    package struct Taken: Sendable, Hashable {
        package var opened = 0
        package var changed = 0
        package var reopened = 0
        package var lapsed = 0
    }

    package func run() async throws -> Taken {
        let actor = try actorAtThePlace()
        let region = actor.scope.region
        try await perform(KeepRules(items: rules()), actor)
        var taken = Taken()
        // In the order of identities, so that the same outcome makes the same chunks.
        let found = outcome.clues.map { FoundClue($0, nowhere: region) }.sorted { $0.identity < $1.identity }
        for start in stride(from: 0, to: found.count, by: TakeUpFound.chunk) {
            let some = Array(found[start..<min(start + TakeUpFound.chunk, found.count)])
            let done = try await perform(TakeUpFound(run: outcome.run, found: some), actor)
            taken.opened += done.opened
            taken.changed += done.changed
            taken.reopened += done.reopened
            try await report(Int64(start + some.count), Int64(found.count))
        }
        taken.lapsed = try await lapse(Set(found.map(\.identity)), actor)
        if outcome.run > 0 {
            try await perform(EndTakeUp(run: outcome.run, region: region.number, asOf: outcome.asOf, changed: taken.changed), actor)
        }
        return taken
    }

    /// Whoever asked, looking at the place that was looked over: nothing outside it is touched.
    private func actorAtThePlace() throws -> Actor {
        guard case .region(let number) = outcome.extent else { return actor }
        guard let region = RegionCode(number: number), let looking = actor.looking(at: region) else { throw Refusal.notFound }
        return looking
    }

    @discardableResult
    private func perform<A: Action>(_ action: A, _ actor: Actor) async throws -> A.Outcome {
        try await desk.perform(action, as: actor, request: request).outcome
    }

    private func rules() -> [KeepRules.Item] {
        var first: [String: FoundInRegister] = [:]
        var sources: [String: Set<String>] = [:]
        for clue in outcome.clues {
            if first[clue.rule] == nil { first[clue.rule] = clue }
            sources[clue.rule, default: []].formUnion(clue.sources)
        }
        return outcome.rules.filter { $0.skipped == nil }.map { rule in
            KeepRules.Item(
                rule: rule.id, pack: rule.pack, packVersion: rule.packVersion, titleZh: rule.title["zh"] ?? rule.id,
                titleEn: rule.title["en"] ?? rule.id, outcome: rule.outcome, severity: rule.severity, usual: rule.falsePositives,
                sources: sources[rule.id]?.sorted(), evidence: first[rule.id]?.evidence)
        }
    }

    /// Rules that answered: a skipped one, and one that could decide about nobody, neither confirms nor refutes.
    private var answered: [String] {
        outcome.rules.filter { $0.refutes && ($0.undecided < $0.subjects || $0.subjects == 0) }.map(\.id)
    }

    private func lapse(_ found: Set<Int64>, _ actor: Actor) async throws -> Int {
        var lapsed = 0
        var after = OpenClues.Place(region: 0, id: 0)
        while true {
            let page = try await desk.ask(OpenClues(rules: answered, extent: outcome.extent, after: after), as: actor)
            let gone = page.filter { !found.contains($0.identity) && !outcome.undecided.contains($0.identity) }.map(\.id)
            if !gone.isEmpty { lapsed += try await perform(LapseClues(run: outcome.run, clues: gone), actor) }
            guard let last = page.last, page.count == OpenClues.page else { return lapsed }
            after = OpenClues.Place(region: last.region, id: last.id)
        }
    }
}

/// Clues of some rules that are not closed, by place: those that a run might no longer find.
struct OpenClues: Query {
    static let permission = Permission.clueDecide
    static let page = 5_000

    struct Place: Sendable { var region: Int64; var id: Int64 }
    struct Line: Sendable { var id: Int64; var identity: Int64; var region: Int64 }

    var rules: [String]
    var extent: RunOutcome.Extent
    var after: Place

    func answer(in reading: Reading) throws -> [Line] {
        let ids = try reading.rows("SELECT r.id FROM clue_rules r WHERE r.rule IN \(list: rules)").map { try $0.integer("id") }
        let of: SQL =
            switch extent {
            case .region: "TRUE"
            case .touched(let households, let identities):
                // Two searches by their own indexes; an OR would go through every open clue of the region.
                """
                c.id IN (SELECT h.id FROM clues h WHERE h.household IN \(list: households.sorted())
                UNION ALL SELECT i.id FROM clues i WHERE i.identity IN \(list: identities.sorted()))
                """
            }
        return try reading.rows(
            """
            SELECT c.id, c.identity, c.region FROM clues c
            WHERE c.closed_ms IS NULL AND c.lapsed_run IS NULL AND \(within: reading.scope, "c.region") AND c.rule IN \(list: ids) AND \(sql: of)
              AND (c.region, c.id) > (\(after.region), \(after.id))
            ORDER BY c.region, c.id LIMIT \(Self.page)
            """
        ).map { Line(id: try $0.integer("id"), identity: try $0.integer("identity"), region: try $0.integer("region")) }
    }
}
