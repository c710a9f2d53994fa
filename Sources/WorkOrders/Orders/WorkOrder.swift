import Actions
import Basics
import Storage

/// A task of one place that somebody has to do by a day: what it is about is known to the room that gave it out (`kind` and `subject`).
package struct WorkOrder: Sendable, Hashable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// Given out, not taken up yet.
        case open
        case accepted
        case done
        /// Sent back by whoever was to do it.
        case returned
        /// Taken back by whoever gave it out.
        case withdrawn

        package var isOpen: Bool { self == .open || self == .accepted }
    }

    package let id: Int64
    /// Of the room that owns the subject: `clue-visit`.
    package let kind: String
    /// `household/17`.
    package let subject: String
    package let region: RegionCode
    /// The account that has it; nil while it belongs to whoever works in the region.
    package let holder: Int64?
    /// The department that has to do it (its folder in `DataSources/`), with the dataset it is about; nil for the offices' own work.
    package let department: String?
    package let dataset: String?
    package let state: State
    /// How far up it has been raised.
    package let level: RegionCode.Level
    /// How many things of the room's own it holds: three clues of one household.
    package let items: Int64
    package let due: CalendarDate
    package let made: Moment
    package let batch: Int64?
    /// The entry of the log that last wrote it: its version.
    package let leaf: Int64

    package static let columns: SQL = """
        o.id, o.kind, o.subject, o.region, o.holder, o.department, o.dataset, o.state, o.level, o.items, o.due_on, o.made_ms, o.batch, o.audit_leaf
        """

    package init(_ row: Row) throws {
        id = try row.integer("id")
        kind = try row.text("kind")
        subject = try row.text("subject")
        region = try row.region("region")
        holder = try row.optionalInteger("holder")
        department = try row.optionalText("department")
        dataset = try row.optionalText("dataset")
        state = try row.one("state")
        level = RegionCode.Level(rawValue: try row.int("level")) ?? .village
        items = try row.integer("items")
        due = try row.date("due_on")
        made = try row.moment("made_ms")
        batch = try row.optionalInteger("batch")
        leaf = try row.integer("audit_leaf")
    }

    /// The number behind the slash of the subject.
    package var subjectNumber: Int64? { subject.split(separator: "/").last.flatMap { Int64($0) } }

    /// An order wherever it lies: for an act that finds out its place.
    package static func find(_ id: Int64, in reader: Reader) throws -> WorkOrder? {
        try reader.row("SELECT \(sql: columns) FROM work_orders o WHERE o.id = \(id)").map(WorkOrder.init)
    }

    /// The same for somebody who looks: within the scope, for a department its own only.
    static func visible(_ id: Int64, in reading: Reading) throws -> WorkOrder {
        let row = try reading.row(
            """
            SELECT \(sql: columns) FROM work_orders o
            WHERE o.id = \(id) AND \(within: reading.scope, "o.region", department: "o.department", dataset: "o.dataset")
            """)
        guard let row else { throw Refusal.notFound }
        return try WorkOrder(row)
    }
}

extension WorkOrder.State: Bindable {}

/// What happened to an order. Each is a row with who, when, from what to what, and why; a deadline or a holder changes in no other way.
package enum OrderStep: String, Sendable, Codable, CaseIterable, Bindable {
    case dispatched, accepted, added, moved, reminded, escalated, handedOver, returned, done, withdrawn
}

/// An order to be given out.
package struct NewOrder: Sendable {
    package var kind: String
    package var subject: String
    package var region: RegionCode
    package var holder: Int64?
    package var department: String?
    package var dataset: String?
    package var items: Int64
    package var due: CalendarDate

    package init(
        kind: String, subject: String, region: RegionCode, holder: Int64? = nil, department: String? = nil, dataset: String? = nil, items: Int64 = 1,
        due: CalendarDate
    ) {
        (self.kind, self.subject, self.region, self.holder) = (kind, subject, region, holder)
        (self.department, self.dataset, self.items, self.due) = (department, dataset, items, due)
    }
}
