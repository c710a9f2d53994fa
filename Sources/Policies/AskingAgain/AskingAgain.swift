import Actions
import Basics
import Comparison
import Datasets
import Imports
import PolicyLanguage
import Storage

/// Asks the rules again of what changes have touched, and of nobody else: what comes of it is what a run over everything would say of the same.
///
/// Rules are asked in parts, by how far they look (`RuleReach`), each over a small register of its own that holds everybody the part's rules look at.
/// What is to be found in no index waits for the next run and says so.
package struct AskingAgain: Sendable {
    let reading: RegisterReading
    let law: LawInForce
    let rows: OwnedRows
    let indexes: GroupIndexes
    let asOf: CalendarDate

    /// A rule of a pack of the law in force.
    struct RuleID: Hashable {
        var pack: String
        var rule: String
    }

    /// One outcome for each part; none where nothing was touched.
    package func ask(_ changes: Changes) async throws -> [RunOutcome] {
        let touched = try await WhatWasTouched(reading: reading, rows: rows, asOf: asOf).find(changes)
        guard !changes.households.isEmpty || !touched.sources.isEmpty else { return [] }
        var (parts, waiting) = parts(touched, isRegister: !changes.households.isEmpty)
        var outcomes: [RunOutcome] = []
        if let own = parts.removeValue(forKey: .household) {
            if touched.households.count > Touched.mostHouseholds {
                waiting.formUnion(own)
            } else {
                outcomes.append(try await household(own, touched))
            }
        }
        if let near = parts.removeValue(forKey: .neighbours) {
            if let outcome = try await neighbours(near, touched) { outcomes.append(outcome) } else { waiting.formUnion(near) }
        }
        if let places = parts.removeValue(forKey: .places) { outcomes.append(try await self.places(places, touched)) }
        for (reach, rules) in parts.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            guard case .groups(let dataset, let columns) = reach else { continue }
            if let outcome = try await groups(rules, dataset, columns, touched) { outcomes.append(outcome) } else { waiting.formUnion(rules) }
        }
        if outcomes.isEmpty { outcomes = [RunOutcome(run: 0, asOf: asOf, extent: .touched(households: [], identities: []), rules: [], clues: [])] }
        outcomes[0].rules += left(waiting)
        return outcomes
    }

    // MARK: Which rules

    /// The rules that the changes concern, by how far they look; and those that wait for a run.
    private func parts(_ touched: Touched, isRegister: Bool) -> (parts: [RuleReach: Set<RuleID>], waiting: Set<RuleID>) {
        var parts: [RuleReach: Set<RuleID>] = [:]
        var waiting: Set<RuleID> = []
        for pack in law.packs {
            for rule in pack.rules where rule.status != .retired {
                let reach = RuleReach(rule, reading.schemas)
                let sources = RuleReach.sources(of: rule, reading.schemas).intersection(touched.sources)
                guard !sources.isEmpty || (isRegister && reach != .places) else { continue }
                let id = RuleID(pack: pack.id, rule: rule.id)
                if reach == .everybody || !sources.isDisjoint(with: touched.tooMany) {
                    waiting.insert(id)
                } else {
                    parts[reach, default: []].insert(id)
                }
            }
        }
        return (parts, waiting)
    }

    private func left(_ rules: Set<RuleID>) -> [RuleOutcome] {
        law.packs.flatMap { pack in
            pack.rules.filter { rules.contains(RuleID(pack: pack.id, rule: $0.id)) }.map {
                RuleOutcome(
                    $0, of: pack, version: law.versions[pack.id] ?? 0, skipped: "waits for the next run: it looks at more than the change has touched"
                )
            }
        }
    }

    // MARK: The parts

    /// Rules that look no further than a household: of every household touched, and of strangers' rows.
    private func household(_ rules: Set<RuleID>, _ touched: Touched) async throws -> RunOutcome {
        var few = FewWanted(households: touched.households, people: touched.people, numbers: touched.numbers, deliveries: touched.now)
        let now = try await evaluate(rules, few)
        var asked = Asked(now) { $0 == 0 }
        let ofRows = rules.filter { isOfRows($0) }
        if !ofRows.isEmpty {
            // A row that was a stranger's and is somebody's now, or is gone: the clue it had as a stranger's ends.
            (few.deliveries, few.known) = (touched.earlier, touched.before)
            asked.identities.formUnion(Asked(try await evaluate(ofRows, few)) { $0 == 0 }.identities)
        }
        return outcome(now, touched.households, asked.identities) { $0.household == nil || touched.households.contains($0.household ?? 0) }
    }

    /// Rules that look at a whole village: of every village touched. Nil when they hold too many.
    private func neighbours(_ rules: Set<RuleID>, _ touched: Touched) async throws -> RunOutcome? {
        let near = try await reading.desk.ask(
            FindNeighbours(of: touched.households, villages: touched.villages, before: touched.before, most: Touched.mostHouseholds),
            as: reading.actor)
        guard let households = near.households else { return nil }
        let now = try await evaluate(rules, FewWanted(households: households, deliveries: touched.now))
        let asked = now.result.others.filter { near.villages.contains($0.village) && $0.householdID == 0 }
        let found = now.result.clues.filter { near.villages.contains($0.village) && $0.householdID == 0 }
        let identities = Set((asked.map(\.identity) + found.map(\.identity)).map { Int64(bitPattern: $0) })
        return outcome(now, households.union(touched.households), identities) { $0.household != nil || near.villages.contains($0.region) }
    }

    /// Rules about villages as their own file and rows describe them, and about rows that belong to nobody: of all villages, and of the rows that came.
    private func places(_ rules: Set<RuleID>, _ touched: Touched) async throws -> RunOutcome {
        var few = FewWanted(households: [], deliveries: touched.now)
        for (source, files) in touched.files where reading.schemas.first(where: { $0.name == source })?.anchor == SourceSchema.Anchor.none {
            few.chosen[source] = .deliveries(files)
        }
        let now = try await evaluate(rules, few)
        few.deliveries = touched.earlier
        let earlier = try await evaluate(rules, few)
        let identities = Asked(now) { _ in true }.identities.union(Asked(earlier) { _ in true }.identities)
        return outcome(now, [], identities) { _ in true }
    }

    /// A rule about groups: of every group that a row came into, went out of, or whose people were changed. Nil when they hold too many.
    private func groups(_ rules: Set<RuleID>, _ dataset: String, _ columns: [String], _ touched: Touched) async throws -> RunOutcome? {
        guard let schema = reading.schemas.first(where: { $0.name == dataset }), let columns = GroupColumns(columns, of: schema) else { return nil }
        let (now, earlier) = (DeliveryPiece.of(touched.now[dataset] ?? []), DeliveryPiece.of(touched.earlier[dataset] ?? []))
        var keys = Set((touched.rows[dataset] ?? []).flatMap { $0.groups(by: columns) })
        var found: Set<Int64> = []
        var people: (Set<IdentityKey>, Set<Int64>) = ([], [])
        let pieces = Array(Set(now + earlier))
        for piece in pieces {
            guard let owners = piece.owners else {
                guard schema.anchor == .none else { return nil }
                continue
            }
            let own = try rows.rows(
                of: Array(touched.people), households: Array(touched.numbers), in: piece.parsed, by: owners, schema: schema)
            keys.formUnion(own.groups(by: columns))
        }
        var blobs: [Int64: BlobName] = [:]
        for piece in pieces {
            let index = try await indexes.index(of: piece.id, parsed: piece.parsed, by: columns, schema: schema)
            blobs[piece.id] = index
            let own = try rows.rows(ofGroups: keys, in: piece.parsed, by: index, schema: schema).owners
            people.0.formUnion(own.people)
            people.1.formUnion(own.households)
        }
        found = try await reading.desk.ask(FindHouseholds(people: people.0, numbers: people.1), as: reading.actor)
        guard found.count <= Touched.mostHouseholds else { return nil }
        var few = FewWanted(households: found, deliveries: touched.now)
        few.chosen[dataset] = .groups(keys, indexes: blobs)
        let after = try await evaluate(rules, few)
        var identities = Asked(after) { _ in true }.identities
        if now != earlier {
            few.deliveries = touched.earlier
            identities.formUnion(Asked(try await evaluate(rules, few)) { _ in true }.identities)
        }
        return outcome(after, touched.households, identities) { _ in true }
    }

    private func isOfRows(_ id: RuleID) -> Bool {
        law.packs.contains { pack in
            pack.id == id.pack
                && pack.rules.contains { rule in
                    guard rule.id == id.rule, case .row = rule.subject else { return false }
                    return true
                }
        }
    }

    // MARK: Evaluating

    /// What came of some rules over a small register.
    struct Evaluated {
        var result: ComparisonResult
        var outcome: RunOutcome
    }

    /// The identities of everybody and everything that was asked, of those households (by number; 0 for none) that are wanted.
    private struct Asked {
        var identities: Set<Int64>

        init(_ evaluated: Evaluated, of households: (Int64) -> Bool) {
            identities = Set(evaluated.result.others.filter { households($0.householdID) }.map { Int64(bitPattern: $0.identity) })
            identities.formUnion(evaluated.result.clues.filter { households($0.householdID) }.map { Int64(bitPattern: $0.identity) })
        }
    }

    private func evaluate(_ rules: Set<RuleID>, _ few: FewWanted) async throws -> Evaluated {
        var law = law
        law.packs = law.packs.compactMap { pack in
            var pack = pack
            pack.rules.removeAll { !rules.contains(RuleID(pack: pack.id, rule: $0.id)) }
            return pack.rules.isEmpty ? nil : pack
        }
        var options = ComparisonOptions(
            source: .folder(""), schemas: reading.schemas, packs: law.packs, asOf: asOf, threads: 1, standsFor: law.standsFor, withNames: false)
        options.territories = law.territories
        options.tellsAsked = true
        let found = try await reading.read(few, DataNeeds(options), rows)
        options.source = .supplied(found.data)
        let held = HeldComparison(options: options, law: law, households: found.households, region: 0)
        let result = try await held.read { _ in }
        return Evaluated(result: result, outcome: try await held.outcome())
    }

    private func outcome(
        _ evaluated: Evaluated, _ households: Set<Int64>, _ identities: Set<Int64>, _ isOurs: (FoundInRegister) -> Bool
    ) -> RunOutcome {
        var outcome = evaluated.outcome
        outcome.extent = .touched(households: households, identities: identities)
        outcome.clues.removeAll { !isOurs($0) }
        return outcome
    }
}
