import Actions
import Basics
import Storage
import WorkOrders

/// Takes up one chunk of what a run found: opens what is new, leaves what stands, writes other figures, and opens again what had been closed.
///
/// It asks the clues themselves what is known, so doing it twice is doing it once.
struct TakeUpFound: Action {
    static let name = "clue.takeUp"
    static let permission = Permission.clueDecide
    /// Clues of one transaction.
    static let chunk = 2_000

    var run: Int64
    var found: [FoundClue]

    struct Outcome: Codable, Sendable, Hashable {
        var opened = 0
        var changed = 0
        var reopened = 0
    }

    func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    func perform(in writing: Writing) throws -> Outcome {
        let scope = writing.reading.scope
        let found = found.filter { RegionCode(number: $0.region).map(scope.contains) ?? false }
        let numbers = try RuleNumbers(in: writing.transaction.reader)
        let known = try writing.transaction.rows(
            "SELECT \(sql: Clue.columns) FROM clues c WHERE c.identity IN \(list: found.map(\.identity))"
        ).map(Clue.init)
        let byIdentity = Dictionary(known.map { ($0.identity, $0) }) { first, _ in first }
        var outcome = Outcome()
        var new: [FoundClue] = []
        var seen: Set<Int64> = []
        for clue in found where seen.insert(clue.identity).inserted {
            guard let earlier = byIdentity[clue.identity] else {
                new.append(clue)
                continue
            }
            // A clue that another place's run found is not this run's to change.
            guard scope.contains(earlier.region) else { continue }
            try takeUp(clue, earlier, numbers, writing, &outcome)
        }
        outcome.opened = try open(new, numbers, writing)
        writing.note("opened", Int64(outcome.opened))
        writing.note("run", run)
        return outcome
    }

    private func open(_ found: [FoundClue], _ numbers: RuleNumbers, _ writing: Writing) throws -> Int {
        let due = ClueLimits.due(after: .open, in: ClueLife(), before: nil, on: writing.today, days: .shipped)
        let known = found.compactMap { clue in numbers[clue.rule, clue.packVersion].map { (clue, $0) } }
        let ids = try writing.newIDs(known.count, for: .clues)
        let steps = try writing.newIDs(known.count, for: .clueSteps)
        let (now, state) = (writing.now.value, Value.text(ClueState.created.rawValue))
        try writing.insertChunk(
            into: .clues,
            zip(ids, known).map { id, pair in
                let (clue, number) = pair
                return [
                    .integer(id), .integer(clue.identity), .integer(number.rule), .integer(number.form), .text(clue.subject), clue.household.value,
                    clue.person.value, .integer(clue.region), .text(number.outcome), state, .null, due.value, .text(clue.evidence), clue.key.value,
                    .null, .null, .null, .integer(run), .integer(run), .null, now, .null, .integer(1),
                ]
            })
        let account = Value.integer(writing.actor.account)
        try writing.insertChunk(
            into: .clueSteps,
            zip(steps, ids).map { step, clue in
                [
                    .integer(step), .integer(clue), .text(ClueEvent.open.rawValue), .null, state, .null, due.value, now, account, .integer(run),
                    .null, .null,
                ]
            })
        return known.count
    }

    /// What is known already: nothing to do when it stands and says the same.
    private func takeUp(_ found: FoundClue, _ clue: Clue, _ numbers: RuleNumbers, _ writing: Writing, _ outcome: inout Outcome) throws {
        let book = ClueBook(writing, run: run)
        let isOther = found.evidence != clue.evidence.map(String.init).joined(separator: " ")
        var columns: [String: any Bindable] = [:]
        if isOther, let number = numbers[found.rule, found.packVersion] {
            columns = ["evidence": found.evidence, "form": number.form, "seen_run": run]
        }
        // Somebody whom the register has moved is worked on where he lives now.
        if found.region != clue.region.number, clue.state == .created || clue.state == .closed { columns["region"] = found.region }
        if clue.state == .closed {
            // What was explained and says the same as then stays closed; what had gone, or says something else, is a question again.
            guard clue.lapsedRun != nil || isOther else { return }
            columns["times"] = clue.times + 1
            for name in ["lapsed_run", "verdict", "explanation", "work_order"] { columns[name] = Value.null }
            try book.step(clue, .reopen, reason: SteppedBy.text(clue.lapsedRun != nil ? "found-again" : "other-figures", Int(run)), columns)
            outcome.reopened += 1
        } else if isOther {
            try book.step(clue, .evidence, columns)
            outcome.changed += 1
        } else if clue.lapsedRun != nil {
            try writing.change(.clues, id: clue.id, ["lapsed_run": Int64?.none])
        }
    }
}

/// Ends what a run over a place no longer finds. Each is looked at again inside the transaction.
struct LapseClues: Action {
    static let name = "clue.lapse"
    static let permission = Permission.clueDecide

    var run: Int64
    var clues: [Int64]

    func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    func perform(in writing: Writing) throws -> Int {
        let book = ClueBook(writing, run: run)
        // A re-evaluation of a few households keeps no run.
        let code = run == 0 ? "evaluated" : "run"
        var lapsed = 0
        for clue in try book.clues(clues)
        where clue.lapsedRun == nil && (run == 0 || clue.seenRun < run) && writing.reading.scope.contains(clue.region) {
            if clue.life.allows(.lapse) {
                let after = try book.step(clue, .lapse, reason: SteppedBy.text(code, Int(run)), ["lapsed_run": run])
                try book.endVisit(of: after) { _ in SteppedBy.text(code, Int(run)) }
                lapsed += 1
            } else if clue.state != .closed {
                // A finding does not end with the data; that it is gone is kept, so that a later run knows.
                try writing.change(.clues, id: clue.id, ["lapsed_run": run])
            }
        }
        writing.note("lapsed", Int64(lapsed))
        return lapsed
    }
}

/// Notes what a run did to the clues, once.
struct EndTakeUp: Action {
    static let name = "clue.endTakeUp"
    static let permission = Permission.clueDecide

    var run: Int64
    var region: Int64
    var asOf: CalendarDate
    var changed: Int

    struct Outcome: Codable, Sendable, Hashable { var opened: Int64; var reopened: Int64; var lapsed: Int64 }

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Outcome {
        // Counted from what was written, so that a run that was killed and begun again tells the same.
        func count(_ event: ClueEvent) throws -> Int64 {
            try writing.transaction.count(
                "SELECT COUNT(*) FROM clue_steps s WHERE s.event = \(event) AND s.run = \(run)")
        }
        let outcome = Outcome(opened: try count(.open), reopened: try count(.reopen), lapsed: try count(.lapse))
        guard try writing.transaction.row("SELECT id FROM clue_takeups WHERE run = \(run)") == nil else { return outcome }
        try writing.insert(
            into: .clueTakeUps,
            [
                "run": run, "region": region, "as_of": asOf, "opened": outcome.opened, "changed": changed, "reopened": outcome.reopened,
                "lapsed": outcome.lapsed, "at_ms": writing.now, "account": writing.actor.account,
            ])
        return outcome
    }
}
