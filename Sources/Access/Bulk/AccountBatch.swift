import Actions
import Basics
import Storage

/// A list of accounts that was handed in.
struct AccountBatch: Sendable {
    /// `reading` and then `proposed`, or `failed` when the file is no list; `approved` while accounts are made, `done` after; or `refused`.
    enum State: String, Sendable, Codable, CaseIterable { case reading, proposed, approved, done, refused, failed }

    let id: Int64
    let region: RegionCode
    let file: String
    /// The blob's name.
    let content: String
    let state: State
    let askedBy: Int64
    let askedByName: String
    let asked: Moment
    let accepted: Int64
    let rejected: Int64
    let wide: Int64
    let made: Int64
    let rejects: String?
    /// Sealed; from it follow the one-time secrets of its accounts.
    let secret: [UInt8]?
    let handed: Moment?
    let leaf: Int64

    static let columns: SQL = """
        b.id, b.region, b.file, b.content, b.state, b.asked_by, b.asked_ms, b.accepted, b.rejected, b.wide, b.made, b.rejects, b.secret, b.handed_ms,
        b.audit_leaf, q.name AS asked_by_name
        """
    static let tables: SQL = "account_batches b JOIN accounts q ON q.id = b.asked_by"

    static func find(_ id: Int64, in reader: Reader) throws -> AccountBatch? {
        try reader.row("SELECT \(sql: columns) FROM \(sql: tables) WHERE b.id = \(id)").map(AccountBatch.init)
    }

    static func find(_ id: Int64, within scope: Scope, in reader: Reader) throws -> AccountBatch? {
        try reader.row("SELECT \(sql: columns) FROM \(sql: tables) WHERE b.id = \(id) AND \(within: scope, "b.region")").map(AccountBatch.init)
    }

    init(_ row: Row) throws {
        id = try row.integer("id")
        region = try row.region("region")
        file = try row.text("file")
        content = try row.text("content")
        state = try row.one("state")
        askedBy = try row.integer("asked_by")
        askedByName = try row.text("asked_by_name")
        asked = try row.moment("asked_ms")
        accepted = try row.integer("accepted")
        rejected = try row.integer("rejected")
        wide = try row.integer("wide")
        made = try row.integer("made")
        rejects = try row.optionalText("rejects")
        secret = try row.optionalBytes("secret")
        handed = try row.optionalMoment("handed_ms")
        leaf = try row.integer("audit_leaf")
    }
}

/// The one-time secrets of a list follow from one key, so that they stand nowhere: whoever has the key can write them down again, and once it is
/// forgotten nobody can. A secret has 128 bits of the digest and is as hard to guess as a random one.
struct BatchSecrets {
    private let key: [UInt8]

    static func fresh() -> [UInt8] { .random(count: 32) }

    init(key: [UInt8]) { self.key = key }

    init?(_ batch: AccountBatch, _ vault: Vault) throws {
        guard let sealed = batch.secret else { return nil }
        key = try vault.openBytes(sealed, table: "account_batches", column: "secret", row: batch.id)
    }

    func secret(of login: String) throws -> String {
        Base32.grouped(Array(try KeyedDigest.sha256(key: key, Array("one-time\n\(login)".utf8)).prefix(OneTimeSecret.bytes)))
    }
}
