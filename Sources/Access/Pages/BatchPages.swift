import Actions
import Basics
import Storage
import Web

/// The lists of accounts that were handed in.
struct BatchListPage: ListModel {
    static let template = "account-batches"
    var lines: [BatchLine]
    var next: String?
    var mayPropose: Bool
    var problems: [FormProblem]

    static let specimen = BatchListPage(lines: [.specimen], next: nil, mayPropose: true, problems: [])
}

struct BatchLine: Codable, Sendable {
    var id: Int64
    var version: Int64
    var file: String
    var askedBy: String
    var asked: String
    var region: String
    var state: String
    var stateName: String
    var isReading: Bool
    var isProposed: Bool
    var isMaking: Bool
    var isDone: Bool
    var isFailed: Bool
    var accepted: Int64
    var acceptedText: String
    var rejected: Int64
    var rejectedText: String
    var wide: Int64
    var made: Int64
    var madeText: String
    var hasRejects: Bool
    var handed: String?

    static let specimen = BatchLine(
        id: 3, version: 9, file: "石桥县账号.xlsx", askedBy: "李强", asked: "2026-11-22 08:15", region: "990121", state: "proposed", stateName: "待批准",
        isReading: false, isProposed: true, isMaking: false, isDone: false, isFailed: false, accepted: 497, acceptedText: "497", rejected: 3,
        rejectedText: "3", wide: 0, made: 0, madeText: "0", hasRejects: true, handed: nil)
}

extension BatchLine {
    init(_ batch: AccountBatch, made: Int64, states: [AccountBatch.State: String]) {
        self.init(
            id: batch.id, version: batch.leaf, file: batch.file, askedBy: batch.askedByName, asked: batch.asked.chinaText,
            region: batch.region.prefix,
            state: batch.state.rawValue, stateName: states[batch.state] ?? batch.state.rawValue, isReading: batch.state == .reading,
            isProposed: batch.state == .proposed, isMaking: batch.state == .approved, isDone: batch.state == .done, isFailed: batch.state == .failed,
            accepted: batch.accepted, acceptedText: Figures.count(batch.accepted), rejected: batch.rejected,
            rejectedText: Figures.count(batch.rejected),
            wide: batch.wide, made: made, madeText: Figures.count(made), hasRejects: batch.rejects != nil, handed: batch.handed?.chinaText)
    }
}

/// One list: what was found in it, who decides, and the secrets to hand out.
struct BatchPage: PageModel {
    static let template = "account-batch"
    var line: BatchLine
    /// By role: how many accounts the list has made.
    var mayDecide: Bool
    var mayTakeSecrets: Bool
    var form: FormState

    static let specimen = BatchPage(line: .specimen, mayDecide: true, mayTakeSecrets: true, form: FormState(for: Nothing.self))
}

struct BatchList: Query {
    static let permission = Permission.accountRead
    var below: Int64?
    var limit: Int
    let states: [AccountBatch.State: String]
    var problems: [FormProblem] = []

    func answer(in reading: Reading) throws -> BatchListPage {
        let found = try reading.rows(
            """
            SELECT \(sql: AccountBatch.columns) FROM \(sql: AccountBatch.tables)
            WHERE \(within: reading.scope, "b.region") AND b.id < \(below ?? .max) ORDER BY b.id DESC LIMIT \(limit + 1)
            """
        ).map(AccountBatch.init)
        let lines = try found.prefix(limit).map { BatchLine($0, made: try BatchFacts.made($0, reading), states: states) }
        return BatchListPage(
            lines: lines, next: found.count > limit ? lines.last.map { String($0.id) } : nil, mayPropose: reading.actor.may(.accountCreate),
            problems: problems)
    }
}

struct BatchFacts: Query {
    static let permission = Permission.accountRead
    let id: Int64
    let states: [AccountBatch.State: String]
    var form = FormState(for: Nothing.self)

    func answer(in reading: Reading) throws -> BatchPage {
        guard let batch = try AccountBatch.find(id, within: reading.scope, in: reading.reader) else { throw Refusal.notFound }
        var form = form
        form.baseVersion = batch.leaf
        let actor = reading.actor
        let isInTime = batch.handed.map { reading.now < $0.adding(seconds: HandOutSecrets.grace) } ?? true
        return BatchPage(
            line: BatchLine(batch, made: try Self.made(batch, reading), states: states),
            mayDecide: batch.state == .proposed && actor.may(.accountGrant) && batch.askedBy != actor.account,
            mayTakeSecrets: batch.state == .done && batch.secret != nil && isInTime && actor.may(.accountReset), form: form)
    }

    /// While accounts are being made their number grows.
    static func made(_ batch: AccountBatch, _ reading: Reading) throws -> Int64 {
        guard batch.state == .approved else { return batch.made }
        return try reading.count("SELECT COUNT(*) FROM accounts WHERE batch = \(batch.id)")
    }
}

/// The batch itself, for its files.
struct BatchByID: Query {
    static let permission = Permission.accountRead
    let id: Int64

    func answer(in reading: Reading) throws -> AccountBatch {
        guard let batch = try AccountBatch.find(id, within: reading.scope, in: reading.reader) else { throw Refusal.notFound }
        return batch
    }
}
