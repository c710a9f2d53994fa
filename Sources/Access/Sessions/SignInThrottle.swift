import Actions
import Basics
import Storage

/// Slows down whoever guesses: by account, by account from one network, by address and by network. The waiting doubles with each failure and has an
/// end, so that nobody can lock somebody else out for good.
///
/// An attempt is charged before the password is looked at and refunded when it was right: a thousand guesses sent at once are a thousand.
package struct SignInThrottle: Sendable {
    /// What is counted together.
    package enum Bucket: String, Sendable, CaseIterable {
        case accountFromNetwork, account, address, network

        /// Failures that cost nothing: people mistype.
        var free: Int64 {
            switch self {
            case .accountFromNetwork: 4
            case .account: 10
            case .address: 20
            case .network: 60
            }
        }

        /// The longest wait in seconds. Short for the account alone, which a stranger can charge.
        var longest: Int64 {
            switch self {
            case .accountFromNetwork: 900
            case .account: 60
            case .address, .network: 300
            }
        }

        /// Seconds to wait after so many failures, the last of them `quiet` seconds ago. Every quiet hour halves what is remembered.
        package func wait(failures: Int64, quiet: Int64) -> Int64 {
            let remembered = remembered(failures, quiet)
            guard remembered > free else { return 0 }
            let delay = min(longest, Int64(1) << min(remembered - free - 1, 20))
            return max(0, delay - max(0, quiet))
        }

        func remembered(_ failures: Int64, _ quiet: Int64) -> Int64 { failures >> min(max(0, quiet) / 3600, 62) }
    }

    private let database: Database
    private let vault: Vault

    package init(database: Database, vault: Vault) {
        self.database = database
        self.vault = vault
    }

    /// Counts an attempt, or refuses it with the seconds to wait. A login nobody has is counted like any other.
    package func charge(login: String, _ caller: Caller, now: Moment) async throws {
        let buckets = try self.buckets(login, caller)
        let wait = try await database.write { transaction in
            try transaction.lock("sign-in")
            var longest: Int64 = 0
            for (kind, key) in buckets {
                let found = try transaction.row("SELECT failures, last_ms FROM sign_in_failures WHERE bucket = \(key)")
                guard let found else { continue }
                let quiet = (now.milliseconds - (try found.integer("last_ms"))) / 1000
                longest = max(longest, kind.wait(failures: try found.integer("failures"), quiet: quiet))
            }
            guard longest == 0 else { return longest }
            for (kind, key) in buckets { try Self.add(kind, key, now, in: transaction) }
            return 0
        }
        if wait > 0 { throw Refusal.tooOften(seconds: Int(wait)) }
    }

    /// Takes the charge of a right attempt back, and forgets what was held against the account. What was held against the address stays: owning
    /// one account must not pay for guesses at others.
    package func refund(login: String, _ caller: Caller, now: Moment) async throws {
        let buckets = try self.buckets(login, caller)
        try await database.write { transaction in
            // After a day nothing is remembered of any bucket.
            try transaction.execute("DELETE FROM sign_in_failures WHERE last_ms < \(now.adding(seconds: -86_400))")
            for (kind, key) in buckets {
                switch kind {
                case .account, .accountFromNetwork: try transaction.execute("DELETE FROM sign_in_failures WHERE bucket = \(key)")
                case .address, .network:
                    try transaction.execute("DELETE FROM sign_in_failures WHERE bucket = \(key) AND failures = 1")
                    try transaction.execute("UPDATE sign_in_failures SET failures = failures - 1 WHERE bucket = \(key) AND failures > 1")
                }
            }
        }
    }

    private static func add(_ kind: Bucket, _ key: [UInt8], _ now: Moment, in transaction: Transaction) throws {
        let found = try transaction.row("SELECT failures, last_ms FROM sign_in_failures WHERE bucket = \(key)")
        let quiet = try found.map { (now.milliseconds - (try $0.integer("last_ms"))) / 1000 } ?? 0
        let failures = kind.remembered(try found?.integer("failures") ?? 0, quiet) + 1
        try transaction.execute(
            """
            INSERT INTO sign_in_failures (bucket, failures, last_ms) VALUES (\(key), \(failures), \(now.milliseconds))
            ON CONFLICT (bucket) DO UPDATE SET failures = excluded.failures, last_ms = excluded.last_ms
            """)
    }

    /// Keyed digests: neither logins that do not exist nor addresses stand in the database.
    private func buckets(_ login: String, _ caller: Caller) throws -> [(Bucket, [UInt8])] {
        try Bucket.allCases.map { kind in
            let text =
                switch kind {
                case .accountFromNetwork: "\(login)\n\(caller.network)"
                case .account: login
                case .address: caller.address
                case .network: caller.network
                }
            return (kind, try vault.blindIndex("\(kind.rawValue)\n\(text)", column: "sign_in_failures.bucket"))
        }
    }
}
