import Actions
import Basics
import Storage

/// What an urging is about: a set that is overdue when it is sent, or one thing.
package enum UrgingAbout: String, Sendable, Codable, CaseIterable, Bindable {
    /// The place's overdue clues, work, measures.
    case clues, orders, measures
    /// A department's data that has not come.
    case data
    /// One clue, one piece of work, one measure.
    case clue, order, measure
    /// Anything else, in words.
    case other

    /// Whether it names one thing by its number.
    var isOne: Bool { self == .clue || self == .order || self == .measure }
}

/// An office or a person urged by a level above, with a deadline for the reply.
package struct Urging: Sendable, Hashable {
    package let id: Int64
    /// The place that is urged, and the one that urges.
    package let region: RegionCode
    package let from: RegionCode
    /// The account urged; nil for the office of the place.
    package let holder: Int64?
    package let department: String?
    package let about: UrgingAbout
    package let thing: Int64?
    /// How many were overdue when it was sent.
    package let count: Int64
    package let text: String
    package let due: CalendarDate
    package let state: UrgingState
    package let sent: Moment
    package let sentBy: Int64
    package let answered: Moment?
    package let order: Int64?
    package let leaf: Int64

    package func isLate(on day: CalendarDate) -> Bool { state == .open && due < day }

    static let columns: SQL = """
        u.id, u.region, u.from_region, u.holder, u.department, u.about, u.thing, u.overdue, u.text, u.due_on, u.state, u.sent_ms, u.sent_by, u.answered_ms,
        u.work_order, u.audit_leaf
        """

    init(_ row: Row) throws {
        id = try row.integer("id")
        region = try row.region("region")
        from = try row.region("from_region")
        holder = try row.optionalInteger("holder")
        department = try row.optionalText("department")
        about = try row.one("about")
        thing = try row.optionalInteger("thing")
        count = try row.integer("overdue")
        text = try row.text("text")
        due = try row.date("due_on")
        state = try row.one("state")
        sent = try row.moment("sent_ms")
        sentBy = try row.integer("sent_by")
        answered = try row.optionalMoment("answered_ms")
        order = try row.optionalInteger("work_order")
        leaf = try row.integer("audit_leaf")
    }

    static func find(_ id: Int64, in reader: Reader) throws -> Urging? {
        try reader.row("SELECT \(sql: columns) FROM urgings u WHERE u.id = \(id)").map(Urging.init)
    }

    /// For somebody who looks: only within the scope, and for a department's account only what concerns the department.
    static func visible(_ id: Int64, in reading: Reading) throws -> Urging {
        let row = try reading.row(
            """
            SELECT \(sql: columns) FROM urgings u
            WHERE u.id = \(id) AND \(within: reading.scope, "u.region", department: "u.department", dataset: "u.dataset")
            """)
        guard let row else { throw Refusal.notFound }
        return try Urging(row)
    }

    /// Whether it is the actor's to answer: sent to the actor, to the actor's department, or to the office of the actor's own place.
    func isFor(_ actor: Actor, at home: RegionCode) -> Bool {
        if let holder { return holder == actor.account }
        if let department { return actor.scope.department == department && region == home }
        return region == home && actor.scope.department == nil
    }

    /// Whether the actor's office sent it: another of the same place may take the reply.
    func isFrom(_ actor: Actor, at home: RegionCode) -> Bool { from == home && actor.scope.department == nil }
}
