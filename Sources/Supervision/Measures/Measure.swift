import Actions
import Basics
import Storage

/// One measure as it stands: what was begun because of a confirmed clue, and how far it is.
package struct Measure: Sendable, Hashable {
    package let id: Int64
    package let clue: Int64
    package let household: Int64?
    package let region: RegionCode
    package let life: MeasureLife
    /// What it is about: which benefit, which money.
    package let what: String
    package let deadline: CalendarDate
    /// Of a referral: whom to, under which letter, and what came back.
    package let authority: String?
    package let letter: String?
    package let answer: String?
    /// Of discipline: how, of which post, how many people.
    package let way: DisciplineWay?
    package let post: String?
    package let people: Int64
    /// Of a removal: `register_changes.id`.
    package let change: Int64?
    package let began: Moment
    package let beganBy: Int64
    package let ended: Moment?
    /// The entry of the log that last wrote it: its version.
    package let leaf: Int64

    package var kind: MeasureKind { life.kind }
    package func isLate(on day: CalendarDate) -> Bool { life.state == .open && deadline < day }

    static let columns: SQL = """
        m.id, m.clue, m.household, m.region, m.kind, m.state, m.what, m.due_on, m.due, m.paid, m.authority, m.letter, m.answer, m.way, m.post, m.people,
        m.register_change, m.began_ms, m.began_by, m.ended_ms, m.audit_leaf
        """

    init(_ row: Row) throws {
        id = try row.integer("id")
        clue = try row.integer("clue")
        household = try row.optionalInteger("household")
        region = try row.region("region")
        life = MeasureLife(kind: try row.one("kind"), state: try row.one("state"), due: try row.integer("due"), paid: try row.integer("paid"))
        what = try row.text("what")
        deadline = try row.date("due_on")
        authority = try row.optionalText("authority")
        letter = try row.optionalText("letter")
        answer = try row.optionalText("answer")
        way = try row.optionalOne("way")
        post = try row.optionalText("post")
        people = try row.integer("people")
        change = try row.optionalInteger("register_change")
        began = try row.moment("began_ms")
        beganBy = try row.integer("began_by")
        ended = try row.optionalMoment("ended_ms")
        leaf = try row.integer("audit_leaf")
    }

    /// A measure wherever it lies: for an act that finds out its place.
    static func find(_ id: Int64, in reader: Reader) throws -> Measure? {
        try reader.row("SELECT \(sql: columns) FROM measures m WHERE m.id = \(id)").map(Measure.init)
    }

    /// The same for somebody who looks: only within the scope.
    static func visible(_ id: Int64, in reading: Reading) throws -> Measure {
        let row = try reading.row("SELECT \(sql: columns) FROM measures m WHERE m.id = \(id) AND \(within: reading.scope, "m.region")")
        guard let row else { throw Refusal.notFound }
        return try Measure(row)
    }
}
