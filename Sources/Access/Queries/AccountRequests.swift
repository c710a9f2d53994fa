import Actions
import Basics
import Storage

/// What waits for the security administrator, within the scope.
enum AccountRequests {
    static func open(in reading: Reading) throws -> Int64 {
        try reading.count(
            """
            SELECT COUNT(*) FROM account_requests q JOIN accounts a ON a.id = q.account
            WHERE q.decision = 'open' AND \(within: reading.scope, "a.region") AND \(within: reading.scope, "q.region")
            """)
    }

    static func list(after: Int64, limit: Int, in reading: Reading) throws -> [AccountRequest] {
        try reading.rows(
            """
            SELECT \(sql: AccountRequest.columns) FROM \(sql: AccountRequest.tables)
            WHERE q.decision = 'open' AND \(within: reading.scope, "a.region") AND \(within: reading.scope, "q.region") AND q.id > \(after)
            ORDER BY q.id LIMIT \(limit)
            """
        ).map(AccountRequest.init)
    }
}
