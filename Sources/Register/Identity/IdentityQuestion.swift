import Actions
import Basics
import Storage

/// A row of a register file with the ID number of somebody whom the register has under another name, or in another household.
///
/// The number says it is the same person, the name says it is not; which of them is wrong only somebody with the document in hand can tell.
package struct IdentityQuestion: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case otherName = "other-name"
        case otherHousehold = "other-household"
    }

    /// `kept`: the register is right; `taken`: it got the file's name; `otherPerson`: the number belongs to one of two people.
    package enum State: String, Sendable, Codable, CaseIterable {
        case open, kept, taken
        case otherPerson = "other-person"
    }

    package let id: Int64
    package let person: Int64
    /// The import's number, and the line of its file of people.
    package let batch: String
    package let line: Int64
    package let kind: Kind
    package let fileName: String
    package let fileHousehold: Int64
    package let state: State
    package let reason: String?
    package let made: Moment
    package let decided: Moment?
    package let decidedBy: Int64?
    /// Where the person is in the register now.
    package let name: String
    package let household: Int64
    package let householdNumber: Int64
    package let region: RegionCode
    package let leaf: Int64

    /// Columns and tables; what lies outside the scope of whoever asks is not there. The person's place is that of today.
    private static let columns: SQL =
        """
        q.id, q.person, q.batch, q.line, q.kind, q.file_name, q.file_household, q.state, q.reason, q.made_ms, q.decided_ms, q.decided_by,
        q.audit_leaf, p.name, p.household, p.region, h.number
        """
    private static let tables: SQL = "identity_questions q JOIN people_index p ON p.person = q.person JOIN households h ON h.id = p.household"

    private init(_ row: Row) throws {
        id = try row.integer("id")
        person = try row.integer("person")
        batch = try row.text("batch")
        line = try row.integer("line")
        kind = try row.one("kind")
        fileName = try row.text("file_name")
        fileHousehold = try row.integer("file_household")
        state = try row.one("state")
        reason = try row.optionalText("reason")
        made = try row.moment("made_ms")
        decided = try row.optionalMoment("decided_ms")
        decidedBy = try row.optionalInteger("decided_by")
        name = try row.text("name")
        household = try row.integer("household")
        householdNumber = try row.integer("number")
        region = try row.region("region")
        leaf = try row.integer("audit_leaf")
    }

    static func find(_ id: Int64, in reading: Reading) throws -> IdentityQuestion? {
        try reading.row(
            "SELECT \(sql: columns) FROM \(sql: tables) WHERE q.id = \(id) AND \(within: reading.scope, "p.region")"
        ).map(IdentityQuestion.init)
    }

    /// Open ones, the oldest first; or those that were decided, the newest first.
    static func list(open: Bool, after: Int64?, limit: Int, in reading: Reading) throws -> [IdentityQuestion] {
        let condition: SQL =
            open ? "q.state = 'open' AND q.id > \(after ?? 0) AND" : "q.state <> 'open' AND q.id < \(after ?? Int64.max) AND"
        let order: SQL = open ? "q.id" : "q.id DESC"
        return try reading.rows(
            """
            SELECT \(sql: columns) FROM \(sql: tables) WHERE \(sql: condition) \(within: reading.scope, "p.region")
            ORDER BY \(sql: order) LIMIT \(limit)
            """
        ).map(IdentityQuestion.init)
    }

    /// How many wait; of one import only if it is named.
    package static func open(batch: String? = nil, in reading: Reading) throws -> Int64 {
        let condition: SQL = batch.map { "AND q.batch = \($0)" } ?? ""
        return try reading.count(
            """
            SELECT COUNT(*) FROM identity_questions q JOIN people_index p ON p.person = q.person
            WHERE q.state = 'open' AND \(within: reading.scope, "p.region") \(sql: condition)
            """)
    }
}
