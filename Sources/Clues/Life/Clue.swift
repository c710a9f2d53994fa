import Actions
import Basics
import Storage

/// One clue as it stands: a question about a household, a person, a place or a row, found by a rule; never a verdict.
package struct Clue: Sendable, Hashable {
    package let id: Int64
    /// The same from run to run for the same rule, subject and grouping key.
    package let identity: Int64
    /// `clue_rules.id`.
    package let rule: Int64
    package let form: Int64
    package let subject: String
    package let household: Int64?
    package let person: Int64?
    package let region: RegionCode
    package let life: ClueLife
    /// The deadline of the step it waits for; nil once closed.
    package let due: CalendarDate?
    /// Values in the rule's order, as printed.
    package let evidence: [Int64]
    /// What a row or a group is called by, personal parts masked.
    package let key: String?
    package let order: Int64?
    package let verdict: Verdict?
    package let explanation: String?
    package let openedRun: Int64
    package let seenRun: Int64
    package let lapsedRun: Int64?
    package let opened: Moment
    package let closed: Moment?
    /// How often it was opened: 1, and one more for every time it was found again.
    package let times: Int64
    /// The entry of the log that last wrote it: its version.
    package let leaf: Int64

    package var state: ClueState { life.state }
    /// What work orders call what the clue is about: its household, or the clue itself.
    package var workSubject: String { household.map { "household/\($0)" } ?? "clue/\(id)" }

    package func isLate(on day: CalendarDate) -> Bool { due.map { $0 < day } ?? false }

    package static let columns: SQL = """
        c.id, c.identity, c.rule, c.form, c.subject, c.household, c.person, c.region, c.state, c.held, c.due_on, c.evidence, c.row_key, c.work_order,
        c.verdict, c.explanation, c.opened_run, c.seen_run, c.lapsed_run, c.opened_ms, c.closed_ms, c.times, c.audit_leaf
        """

    package init(_ row: Row) throws {
        id = try row.integer("id")
        identity = try row.integer("identity")
        rule = try row.integer("rule")
        form = try row.integer("form")
        subject = try row.text("subject")
        household = try row.optionalInteger("household")
        person = try row.optionalInteger("person")
        region = try row.region("region")
        guard let life = ClueLife(state: try row.one("state"), held: try row.optionalOne("held")) else {
            throw StorageProblem.damaged("clue \(id) stands in a state that no clue can have")
        }
        self.life = life
        due = try row.optionalDate("due_on")
        evidence = try row.text("evidence").split(separator: " ").compactMap { Int64($0) }
        key = try row.optionalText("row_key")
        order = try row.optionalInteger("work_order")
        verdict = try row.optionalOne("verdict")
        explanation = try row.optionalText("explanation")
        openedRun = try row.integer("opened_run")
        seenRun = try row.integer("seen_run")
        lapsedRun = try row.optionalInteger("lapsed_run")
        opened = try row.moment("opened_ms")
        closed = try row.optionalMoment("closed_ms")
        times = try row.integer("times")
        leaf = try row.integer("audit_leaf")
    }

    /// A clue wherever it lies: for an act that finds out its place.
    package static func find(_ id: Int64, in reader: Reader) throws -> Clue? {
        try reader.row("SELECT \(sql: columns) FROM clues c WHERE c.id = \(id)").map(Clue.init)
    }

    /// The same for somebody who looks: only within the scope.
    package static func visible(_ id: Int64, in reading: Reading) throws -> Clue {
        let row = try reading.row("SELECT \(sql: columns) FROM clues c WHERE c.id = \(id) AND \(within: reading.scope, "c.region")")
        guard let row else { throw Refusal.notFound }
        return try Clue(row)
    }
}

/// What whoever was there says of a clue.
package enum Verdict: String, Sendable, Codable, CaseIterable, Bindable {
    case confirmed, notConfirmed, cannotVerify

    var event: ClueEvent {
        switch self {
        case .confirmed: .confirm
        case .notConfirmed: .deny
        case .cannotVerify: .cannot
        }
    }
}
