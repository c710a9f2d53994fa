import Actions
import Basics
import Storage

/// Filters that hold a name, an ID or a phone: they never stand in an address. The address carries a token; what it stands for lies sealed in
/// the database, for the account that made it, for a day.
///
/// The table is not audited: it holds nothing that is true of anybody, only what somebody looked for, and it empties itself.
enum QueryTokens {
    static let seconds: Int64 = 86_400

    static func keep(_ content: String, for account: Int64, at now: Moment, in desk: Desk) async throws -> String {
        let token = RandomText.hex(bytes: 16)
        let digest = try digest(token)
        let vault = desk.vault
        try await desk.database.write { transaction in
            try transaction.execute("DELETE FROM query_tokens WHERE until_ms < \(now.milliseconds)")
            let id = now.milliseconds &* 4096 &+ Int64.random(in: 0..<4096)
            let sealed = try vault.seal(content, table: "query_tokens", column: "content", row: id)
            try transaction.execute(
                """
                INSERT INTO query_tokens (id, digest, account, content, until_ms)
                VALUES (\(id), \(digest), \(account), \(sealed), \(now.adding(seconds: seconds).milliseconds))
                """)
        }
        return token
    }

    static func find(_ token: String, for account: Int64, at now: Moment, in desk: Desk) async throws -> String? {
        guard token.utf8.count == 32 else { return nil }
        let digest = try digest(token)
        let vault = desk.vault
        return try await desk.database.read { reader in
            let sql: SQL = """
                SELECT id, content FROM query_tokens WHERE digest = \(digest) AND account = \(account) AND until_ms > \(now.milliseconds)
                """
            guard let row = try reader.row(sql) else { return nil }
            return try vault.open(row.bytes("content"), table: "query_tokens", column: "content", row: row.integer("id"))
        }
    }

    private static func digest(_ token: String) throws -> [UInt8] { try SHA256Digest(of: Array(token.utf8)).bytes }
}

extension Migration {
    static let web: [Migration] = [
        Migration(
            id: "20261122-10-web", room: "Web",
            """
            -- What a personal filter in an address stands for; sealed, and gone after a day.
            CREATE TABLE query_tokens (
                id {integer} NOT NULL PRIMARY KEY,
                digest {bytes} NOT NULL UNIQUE,
                account {integer} NOT NULL,
                content {bytes} NOT NULL,
                until_ms {moment} NOT NULL
            ){strict};
            CREATE INDEX query_tokens_until ON query_tokens (until_ms);
            """)
    ]
}
