import Actions
import AuditLog
import Basics
import Storage
import TestSupport
import Testing

@Suite struct DeskTests {
    @Test func aWriteAndItsEntryCommitTogether() async throws {
        try await eachDesk { desk in
            let done = try await desk.perform(MakePromise(region: Ledger.village.number, text: "修路"), as: Ledger.actor(), request: .init(id: "r1"))
            let (size, leaf, entry) = try await desk.database.read { reader in
                let trail = TrailReader(reader)
                return (
                    try trail.size(), try reader.count("SELECT audit_leaf FROM promises WHERE id = \(done.outcome)"),
                    try AuditEntry(canonical: #require(try trail.entry(done.leaf)))
                )
            }
            #expect(size == 1)
            #expect(leaf == done.leaf)
            #expect(entry.action == "promise.make" && entry.subject == "promise/\(done.outcome)" && entry.result == "done")
            #expect(entry.account == "7" && entry.scope == "990121" && entry.region == Ledger.village)
            #expect(entry.rows.map(\.change) == [.insert])
        }
    }

    @Test func aWriteThatFailsLeavesNothing() async throws {
        try await eachDesk { desk in
            await #expect(throws: StorageProblem.self) {
                try await desk.perform(
                    MakePromise(region: Ledger.village.number, text: ""), as: Ledger.actor(), request: .init(id: "r1", client: "c1"))
            }
            let left = try await desk.database.read { reader in
                try [
                    reader.count("SELECT COUNT(*) FROM promises"), TrailReader(reader).size(), reader.count("SELECT COUNT(*) FROM action_receipts"),
                ]
            }
            #expect(left == [0, 0, 0])
        }
    }

    @Test func withoutThePermissionNothingIsDoneAndTheAttemptIsLogged() async throws {
        try await eachDesk { desk in
            let visitor = Ledger.actor(may: [.promiseRead])
            await #expect(throws: Refusal.forbidden(.promiseMake)) {
                try await desk.perform(MakePromise(region: Ledger.village.number, text: "修路"), as: visitor, request: .init(id: "r9"))
            }
            let entry = try await desk.database.read { try AuditEntry(canonical: #require(try TrailReader($0).entry(0))) }
            #expect(entry.result == "denied" && entry.action == "promise.make" && entry.request == "r9")
            #expect(entry.details["refusal"] == .text("forbidden"))
        }
    }

    /// Whoever asks for a neighbour's thing learns no more than whoever asks for one that is not there.
    @Test func outOfScopeLooksLikeMissing() async throws {
        try await eachDesk { desk in
            let theirs = try await desk.perform(
                MakePromise(region: Ledger.neighbour.number, text: "修桥"), as: Ledger.actor(Ledger.neighbour), request: .init(id: "r1"))
            for promise in [theirs.outcome, 999] {
                await #expect(throws: Refusal.notFound) {
                    try await desk.perform(RewordPromise(promise: promise, text: "x"), as: Ledger.actor(), request: .init(id: "r2"))
                }
            }
            #expect(try await desk.ask(CountPromises(), as: Ledger.actor()) == 0)
            #expect(try await desk.ask(CountPromises(), as: Ledger.actor(Ledger.neighbour)) == 1)
        }
    }

    @Test func theSameClientIDHasOneEffect() async throws {
        try await eachDesk { desk in
            let action = MakePromise(region: Ledger.village.number, text: "修路")
            let outcomes = try await withThrowingTaskGroup(of: Done<Int64>.self) { group in
                for attempt in 0..<5 {
                    group.addTask { try await desk.perform(action, as: Ledger.actor(), request: .init(id: "r\(attempt)", client: "c1")) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(outcomes.map(\.outcome)).count == 1)
            #expect(outcomes.filter { !$0.repeated }.count == 1)
            #expect(try await desk.ask(CountPromises(), as: Ledger.actor()) == 1)
        }
    }

    @Test func aClientIDUsedForSomethingElseIsRefused() async throws {
        try await eachDesk { desk in
            let request = ActionRequest(id: "r1", client: "c1")
            _ = try await desk.perform(MakePromise(region: Ledger.village.number, text: "修路"), as: Ledger.actor(), request: request)
            await #expect(throws: Refusal.reused) {
                try await desk.perform(MakePromise(region: Ledger.village.number, text: "修桥"), as: Ledger.actor(), request: request)
            }
            await #expect(throws: Refusal.reused) {
                try await desk.perform(MakePromise(region: Ledger.village.number, text: "修路"), as: Ledger.actor(account: 8), request: request)
            }
        }
    }

    @Test func whatSomebodyChangedMeanwhileIsNotOverwritten() async throws {
        try await eachDesk { desk in
            let made = try await desk.perform(MakePromise(region: Ledger.village.number, text: "修路"), as: Ledger.actor(), request: .init(id: "r1"))
            let seen = ActionRequest(id: "r2", baseVersion: made.leaf)
            let changed = try await desk.perform(RewordPromise(promise: made.outcome, text: "修水渠"), as: Ledger.actor(), request: seen)
            await #expect(throws: Refusal.stale(current: changed.leaf)) {
                try await desk.perform(RewordPromise(promise: made.outcome, text: "修桥"), as: Ledger.actor(), request: seen)
            }
        }
    }

    @Test func anActThatNeedsAPurposeIsRefusedWithoutOne() async throws {
        try await eachDesk { desk in
            let made = try await desk.perform(MakePromise(region: Ledger.village.number, text: "修路"), as: Ledger.actor(), request: .init(id: "r1"))
            await #expect(throws: Refusal.purposeMissing) {
                try await desk.perform(ForgetPromise(promise: made.outcome), as: Ledger.actor(), request: .init(id: "r2", purpose: ""))
            }
            let request = ActionRequest(id: "r3", purpose: "correction")
            let done = try await desk.perform(ForgetPromise(promise: made.outcome), as: Ledger.actor(), request: request)
            let entry = try await desk.database.read { try AuditEntry(canonical: #require(try TrailReader($0).entry(done.leaf))) }
            #expect(entry.purpose == "correction" && entry.rows.map(\.change) == [.delete])
        }
    }
}
