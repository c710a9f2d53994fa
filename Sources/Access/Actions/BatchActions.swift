import Actions
import Basics
import Regions
import Storage

/// The system administrator hands in a list of accounts; a job reads it.
struct SubmitBatch: Action {
    static let name = "accountBatch.submit"
    static let permission = Permission.accountCreate
    var file: String
    /// The name of the blob that holds it.
    var content: String

    func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    func perform(in writing: Writing) throws -> Int64 {
        let id = try writing.insert(
            into: .accountBatches,
            [
                "region": writing.reading.scope.region, "file": String(file.prefix(200)), "content": content,
                "state": AccountBatch.State.reading.rawValue,
                "asked_by": writing.actor.account, "asked_ms": writing.now, "accepted": 0, "rejected": 0, "wide": 0, "made": 0,
            ])
        writing.subject = "account-batch/\(id)"
        try writing.enqueue(ReadBatch(batch: id), once: "accountBatch.read/\(id)")
        return id
    }
}

/// What the job found in the list.
struct RecordBatchReading: Action {
    static let name = "accountBatch.read"
    static let permission = Permission.accountCreate
    var batch: Int64
    var accepted: Int64
    var rejected: Int64
    var wide: Int64
    var rejects: String?
    var failure: String?

    func place(in reading: Reading) throws -> RegionCode? { try AccountBatch.find(batch, within: reading.scope, in: reading.reader)?.region }

    func perform(in writing: Writing) throws -> Bool {
        guard let found = try AccountBatch.find(batch, in: writing.transaction.reader), found.state == .reading else { throw Refusal.notFound }
        writing.subject = "account-batch/\(batch)"
        writing.note("accepted", accepted)
        writing.note("rejected", rejected)
        if let failure { writing.note("failure", failure) }
        let state: AccountBatch.State = failure == nil && accepted > 0 ? .proposed : .failed
        try writing.change(
            .accountBatches, id: batch, ["accepted": accepted, "rejected": rejected, "wide": wide, "rejects": rejects, "state": state.rawValue])
        return true
    }
}

/// The security administrator grants a list, or refuses it. Whoever handed it in decides nothing; the table says so, too.
struct DecideBatch: Action {
    static let name = "accountBatch.decide"
    static let permission = Permission.accountGrant
    var batch: Int64
    var approve: Bool

    func place(in reading: Reading) throws -> RegionCode? { try AccountBatch.find(batch, within: reading.scope, in: reading.reader)?.region }
    func version(in reading: Reading) throws -> Int64? { try AccountBatch.find(batch, in: reading.reader)?.leaf }

    func perform(in writing: Writing) throws -> Bool {
        guard let found = try AccountBatch.find(batch, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard found.askedBy != writing.actor.account else { throw Refusal.conflict(DecideRequest.ownRequest) }
        guard found.state == .proposed else { throw Refusal.conflict(TransferAccount.notActive) }
        writing.subject = "account-batch/\(batch)"
        writing.note("decision", approve ? "approved" : "refused")
        var values: [String: any Bindable] = [
            "state": (approve ? AccountBatch.State.approved : .refused).rawValue, "decided_by": writing.actor.account, "decided_ms": writing.now,
        ]
        if approve {
            values["secret"] = try writing.vault.seal(BatchSecrets.fresh(), table: "account_batches", column: "secret", row: batch)
            try writing.enqueue(CreateBatch(batch: batch), once: "accountBatch.create/\(batch)")
        }
        try writing.change(.accountBatches, id: batch, values)
        return true
    }
}

/// Some accounts of a granted list, under one leaf. Logins that were taken and regions that ended since the list was read are left out.
struct CreateBatchChunk: Action {
    static let name = "accountBatch.create"
    static let permission = Permission.accountGrant

    struct Line: Codable, Sendable {
        var login: String
        var name: String
        var role: Role
        var region: Int64
        var department: String?
        var phone: String?

        init(_ draft: AccountDraft) {
            (login, name, role, region) = (draft.login, draft.name, draft.role, draft.region.number)
            (department, phone) = (draft.department, draft.phone)
        }
    }

    var batch: Int64
    var days: Int64
    var lines: [Line]

    func place(in reading: Reading) throws -> RegionCode? { try AccountBatch.find(batch, within: reading.scope, in: reading.reader)?.region }

    /// The number of accounts made.
    func perform(in writing: Writing) throws -> Int64 {
        guard let found = try AccountBatch.find(batch, in: writing.transaction.reader), found.state == .approved,
            let secrets = try BatchSecrets(found, writing.vault)
        else { throw Refusal.notFound }
        writing.subject = "account-batch/\(batch)"
        let taken = try Logins.taken(lines.map(\.login), in: writing.transaction.reader)
        let unknown = try RegionNames.unknown(
            among: lines.compactMap { RegionCode(number: $0.region) }, on: writing.today, in: writing.reading)
        let free = lines.filter { line in !taken.contains(line.login) && !unknown.contains { $0.number == line.region } }
        guard !free.isEmpty else { return 0 }
        let ids = try writing.newIDs(free.count, for: .accounts)
        let until = writing.now.adding(seconds: days * 86_400)
        var accounts: [[Value]] = []
        var invitations: [[Value]] = []
        for (id, line) in zip(ids, free) {
            accounts.append(try row(id, line, writing))
            let digest = try OneTimeSecret.digest(of: secrets.secret(of: line.login), account: id, writing.vault)
            invitations.append([.integer(id), .blob(digest), until.value])
        }
        try writing.insertChunk(into: .accounts, accounts)
        try writing.insertChunk(into: .accountInvitations, invitations)
        return Int64(free.count)
    }

    private func row(_ id: Int64, _ line: Line, _ writing: Writing) throws -> [Value] {
        guard RegionCode(number: line.region).map(writing.reading.scope.contains) ?? false else { throw Refusal.notFound }
        let phone = try SealedPhone(line.phone, account: id, writing.vault)
        let none: Value = .null
        return [
            .integer(id), .text(line.login), .text(line.name), .text(line.role.rawValue), .integer(line.region), line.department.value,
            .text(Account.Kind.person.rawValue), phone.sealed.value, phone.index.value, .text(Account.State.active.rawValue), writing.today.value,
            none, none,
            .integer(batch), writing.now.value,
        ]
    }
}

struct FinishBatch: Action {
    static let name = "accountBatch.finish"
    static let permission = Permission.accountGrant
    var batch: Int64
    var made: Int64

    func place(in reading: Reading) throws -> RegionCode? { try AccountBatch.find(batch, within: reading.scope, in: reading.reader)?.region }

    func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account-batch/\(batch)"
        try writing.change(.accountBatches, id: batch, ["state": AccountBatch.State.done.rawValue, "made": made])
        return true
    }
}

/// The one-time secrets of a list leave the house, for the system administrator to hand out. For an hour they can be taken again, should the line
/// have broken; then the key they follow from is forgotten.
struct HandOutSecrets: Action {
    static let name = "accountBatch.handOut"
    static let permission = Permission.accountReset
    /// Seconds in which a broken download can be repeated.
    static let grace: Int64 = 3600
    var batch: Int64

    func place(in reading: Reading) throws -> RegionCode? { try AccountBatch.find(batch, within: reading.scope, in: reading.reader)?.region }

    func perform(in writing: Writing) throws -> Bool {
        guard let found = try AccountBatch.find(batch, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard found.state == .done, found.secret != nil, found.handed.map({ writing.now < $0.adding(seconds: Self.grace) }) ?? true else {
            throw Refusal.conflict(Self.gone)
        }
        writing.subject = "account-batch/\(batch)"
        writing.note("accounts", found.made)
        guard found.handed == nil else { return true }
        try writing.change(.accountBatches, id: batch, ["handed_ms": writing.now])
        try writing.enqueue(ForgetBatchSecrets(batch: batch), once: "accountBatch.forget/\(batch)", after: Self.grace)
        return true
    }

    static let gone = Problem(
        "batch-secrets-gone", what: .init(zh: "没有可取的口令", en: "there are no secrets to take"),
        why: .init(zh: "已经取走,或者账号还没有开完", en: "they were taken, or the accounts are not made yet"),
        remedy: .init(zh: "个别遗失的,请在账号页上重新发", en: "hand out single ones again on the accounts' pages"))
}

struct ForgetSecrets: Action {
    static let name = "accountBatch.forget"
    static let permission = Permission.accountReset
    var batch: Int64

    func place(in reading: Reading) throws -> RegionCode? { try AccountBatch.find(batch, within: reading.scope, in: reading.reader)?.region }

    func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account-batch/\(batch)"
        let nothing: [UInt8]? = nil
        try writing.change(.accountBatches, id: batch, ["secret": nothing])
        return true
    }
}
