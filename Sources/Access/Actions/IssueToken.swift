import Actions
import Basics
import Storage

/// Gives a department's machine a token: for named datasets, for a time. The token is shown once; its digest is kept.
package struct IssueToken: Action {
    package static let name = "token.issue"
    package static let permission = Permission.tokenIssue
    package var account: Int64
    package var title: String
    /// Folder names of datasets, as `DataSources/` has them.
    package var datasets: [String]
    package var days: Int64
    package var digest: [UInt8]

    /// Each of the datasets must be among those that departments send.
    package init(account: Int64, title: String, datasets: [String], of known: Set<String>, days: Int64, token: SessionToken) throws {
        self.account = account
        self.title = title
        self.datasets = Set(datasets).sorted()
        guard self.datasets.allSatisfy(known.contains) else { throw Refusal.invalid([FieldMistake("datasets", .datasetUnknown).fieldProblem]) }
        self.days = days
        digest = try token.digest
    }

    package func place(in reading: Reading) throws -> RegionCode? { try Account.find(account, within: reading.scope, in: reading.reader)?.region }

    package func perform(in writing: Writing) throws -> Int64 {
        guard let found = try Account.find(account, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard found.kind == .machine, found.state == .active else { throw Refusal.conflict(TransferAccount.notActive) }
        let title = title.trimmed
        guard !title.isEmpty else { throw Refusal.invalid([FieldMistake("title", .missing).fieldProblem]) }
        guard !datasets.isEmpty else { throw Refusal.invalid([FieldMistake("datasets", .missing).fieldProblem]) }
        guard let department = found.department, datasets.allSatisfy({ $0.hasPrefix(department + "/") }) else {
            throw Refusal.invalid([FieldMistake("datasets", .datasetUnknown).fieldProblem])
        }
        writing.subject = "account/\(account)"
        writing.note("datasets", datasets.joined(separator: " "))
        return try writing.insert(
            into: .apiTokens,
            [
                "account": account, "name": String(title.prefix(80)), "digest": digest, "datasets": datasets.joined(separator: " "),
                "until_ms": writing.now.adding(seconds: max(1, min(days, 366)) * 86_400), "made_ms": writing.now,
            ])
    }
}

/// Ends one token at once.
package struct EndToken: Action {
    package static let name = "token.end"
    package static let permission = Permission.tokenIssue
    package var token: Int64

    package init(token: Int64) { self.token = token }

    package func place(in reading: Reading) throws -> RegionCode? {
        guard let account = try reading.row("SELECT account FROM api_tokens WHERE id = \(token)")?.integer("account") else { return nil }
        return try Account.find(account, within: reading.scope, in: reading.reader)?.region
    }

    package func perform(in writing: Writing) throws -> Bool {
        writing.subject = "token/\(token)"
        try writing.change(.apiTokens, id: token, ["ended_ms": writing.now])
        return true
    }
}

enum Tokens {
    static func end(of account: Int64, in writing: Writing) throws {
        for row in try writing.transaction.rows("SELECT id FROM api_tokens WHERE account = \(account) AND ended_ms IS NULL ORDER BY id") {
            try writing.change(.apiTokens, id: row.integer("id"), ["ended_ms": writing.now])
        }
    }
}
