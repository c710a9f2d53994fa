import Actions
import Basics
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

/// A clock that a test moves.
final class HeldClock: Sendable {
    private let time = Mutex(Moment(milliseconds: 1_763_800_000_000))
    var now: Moment { time.withLock { $0 } }
    func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// What jobs did, told from outside the database.
enum Diary {
    static let lines = Mutex<[String]>([])
    static func write(_ line: String) { lines.withLock { $0.append(line) } }
    static func about(_ name: String) -> [String] { lines.withLock { $0.filter { $0.hasPrefix(name) } } }
}

struct CountHeads: Job {
    static let kind = "heads.count"
    static let attempts = 3
    var name: String
    var failures: Int

    func run(in work: Work) async throws {
        Diary.write("\(name) attempt \(work.attempt)")
        if work.attempt <= failures { throw Hiccup() }
        try await work.report(10, of: 10)
    }

    struct Hiccup: Error {}
}

struct AskForCount: Action {
    static let name = "heads.ask"
    static let permission = Permission.promiseMake
    var job: CountHeads
    var once: String?

    func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    func perform(in writing: Writing) throws -> Bool {
        try writing.enqueue(job, once: once)
        return true
    }
}

@Suite struct JobWorkerTests {
    private func worker(_ desk: Desk) -> JobWorker {
        JobWorker(desk: desk, kinds: [.init(CountHeads.self)], log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) { account in
            account == 7 ? Ledger.actor() : nil
        }
    }

    private func state(_ desk: Desk) async throws -> [String] {
        try await desk.database.read { try $0.rows("SELECT state FROM jobs ORDER BY id").map { try $0.text("state") } }
    }

    @Test func aJobThatFailsIsTriedAgainLater() async throws {
        let clock = HeldClock()
        try await eachDesk(clock: { clock.now }) { desk in
            let name = "again-\(desk.database.dialect.kind.rawValue)"
            _ = try await desk.perform(AskForCount(job: CountHeads(name: name, failures: 1)), as: Ledger.actor(), request: .init(id: "r1"))
            #expect(try await worker(desk).workOnce())
            #expect(try await worker(desk).workOnce() == false)
            clock.advance(seconds: 5)
            #expect(try await worker(desk).workOnce())
            #expect(Diary.about(name) == ["\(name) attempt 1", "\(name) attempt 2"])
            #expect(try await state(desk) == ["done"])
        }
    }

    @Test func aJobThatKeepsFailingIsSetAside() async throws {
        let clock = HeldClock()
        try await eachDesk(clock: { clock.now }) { desk in
            let name = "aside-\(desk.database.dialect.kind.rawValue)"
            _ = try await desk.perform(AskForCount(job: CountHeads(name: name, failures: 9)), as: Ledger.actor(), request: .init(id: "r1"))
            for _ in 0..<6 {
                try await worker(desk).workOnce()
                clock.advance(seconds: 3600)
            }
            #expect(Diary.about(name).count == CountHeads.attempts)
            #expect(try await state(desk) == ["failed"])
        }
    }

    @Test func askedForTwiceByOneNameIsDoneOnce() async throws {
        try await eachDesk { desk in
            for request in ["r1", "r2"] {
                let action = AskForCount(job: CountHeads(name: "once", failures: 0), once: "heads/1")
                _ = try await desk.perform(action, as: Ledger.actor(), request: .init(id: request))
            }
            #expect(try await state(desk) == ["waiting"])
        }
    }

    @Test func whoseAccountHasEndedIsNotWorkedFor() async throws {
        try await eachDesk { desk in
            let action = AskForCount(job: CountHeads(name: "ended", failures: 0))
            _ = try await desk.perform(action, as: Ledger.actor(account: 8), request: .init(id: "r1"))
            try await worker(desk).workOnce()
            #expect(try await state(desk) == ["failed"])
        }
    }

    @Test func whatRanWhenTheProcessEndedGoesOnAtTheNextStart() async throws {
        try await eachDesk { desk in
            let action = AskForCount(job: CountHeads(name: "start-\(desk.database.dialect.kind.rawValue)", failures: 0))
            _ = try await desk.perform(action, as: Ledger.actor(), request: .init(id: "r1"))
            let held = desk.now.adding(seconds: 600)
            try await desk.database.write { try $0.execute("UPDATE jobs SET state = 'running', lease_until_ms = \(held.milliseconds)") }
            #expect(try await worker(desk).workOnce() == false)
            try await JobQueue.takeBack(from: desk.database)
            // On PostgreSQL another server may be at work on it.
            #expect(try await worker(desk).workOnce() == (desk.database.dialect.kind == .sqlite))
        }
    }
}
