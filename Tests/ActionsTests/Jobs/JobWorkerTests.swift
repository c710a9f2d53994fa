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

/// Gets on by some units in each attempt and then falls over, as if its process were killed in the middle; it is done when it reaches the end.
struct CountSlowly: Job {
    static let kind = "heads.countSlowly"
    static let attempts = 3
    var name: String
    var each: Int64
    var all: Int64

    func run(in work: Work) async throws {
        let before = Int64(Diary.about(name).count)
        Diary.write("\(name) \(work.attempt)")
        for unit in stride(from: 1, through: min((before + 1) * each, all), by: 1) { try await work.report(unit, of: all) }
        if (before + 1) * each < all || each == 0 { throw CountHeads.Hiccup() }
    }
}

struct AskForCount<Count: Job>: Action {
    static var name: String { "heads.ask" }
    static var permission: Permission { .promiseMake }
    var job: Count
    var once: String?

    func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    func perform(in writing: Writing) throws -> Bool {
        try writing.enqueue(job, once: once)
        return true
    }
}

@Suite struct JobWorkerTests {
    private func worker(_ desk: Desk) -> JobWorker {
        JobWorker(desk: desk, kinds: [.init(CountHeads.self), .init(CountSlowly.self)], log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        { account in
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

    @Test func attemptsThatGetFurtherDoNotCount() async throws {
        let clock = HeldClock()
        try await eachDesk(clock: { clock.now }) { desk in
            let name = "slowly-\(desk.database.dialect.kind.rawValue)"
            _ = try await desk.perform(AskForCount(job: CountSlowly(name: name, each: 1, all: 9)), as: Ledger.actor(), request: .init(id: "r1"))
            for _ in 0..<9 {
                #expect(try await worker(desk).workOnce())
                clock.advance(seconds: 700)
            }
            #expect(Diary.about(name) == Array(repeating: "\(name) 1", count: 9))
            #expect(try await state(desk) == ["done"])
        }
    }

    /// Going the same way again and again is not getting further.
    @Test func attemptsThatEndAtTheSamePlaceAreSetAside() async throws {
        let clock = HeldClock()
        try await eachDesk(clock: { clock.now }) { desk in
            let name = "stuck-\(desk.database.dialect.kind.rawValue)"
            _ = try await desk.perform(AskForCount(job: CountSlowly(name: name, each: 0, all: 9)), as: Ledger.actor(), request: .init(id: "r1"))
            for _ in 0..<3 {
                #expect(try await worker(desk).workOnce())
                clock.advance(seconds: 700)
            }
            #expect(try await worker(desk).workOnce() == false)
            #expect(try await state(desk) == ["failed"])
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
