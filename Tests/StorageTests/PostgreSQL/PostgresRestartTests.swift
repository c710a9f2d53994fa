import Storage
import Synchronization
import TestSupport
import Testing

/// The server is stopped at once, as by a crash, and started again while others write.
@Suite struct PostgresRestartTests {
    private final class Stop: Sendable { let said = Atomic(false) }

    @Test func nothingAcknowledgedIsLostAndWorkGoesOnByItself() async throws {
        guard let server = try await PrivatePostgres.another() else { return }
        try await server.withEmptyDatabase { place in
            try await withDatabase(place) { database async throws in
                try await database.makeTable("CREATE TABLE things (id {integer} PRIMARY KEY) {strict}")
                let stop = Stop()
                let acknowledged = try await withThrowingTaskGroup(of: Set<Int>.self) { group in
                    for writer in 1...4 { group.addTask { await Self.write(writer, database, until: stop) } }
                    for _ in 1...2 {
                        try await Task.sleep(for: .milliseconds(300))
                        try await server.restart()
                    }
                    try await Task.sleep(for: .milliseconds(300))
                    stop.said.store(true, ordering: .relaxed)
                    return try await group.reduce(into: Set<Int>()) { $0.formUnion($1) }
                }
                let kept = try await database.read { Set(try $0.rows("SELECT id FROM things").map { try $0.int("id") }) }
                #expect(acknowledged.count > 4)
                #expect(acknowledged.subtracting(kept).isEmpty)
                // The next call works without anybody's doing.
                try await database.write { try $0.execute("INSERT INTO things (id) VALUES (0)") }
            }
        }
    }

    /// Writes one row after the other; the ids whose transaction was acknowledged. An error is none of them, and the next call is a new one.
    private static func write(_ writer: Int, _ database: Database, until stop: Stop) async -> Set<Int> {
        var acknowledged: Set<Int> = []
        var id = writer * 1_000_000
        while !stop.said.load(ordering: .relaxed) {
            id += 1
            do {
                try await database.write { [id] in try $0.execute("INSERT INTO things (id) VALUES (\(id))") }
                acknowledged.insert(id)
            } catch StorageProblem.disconnected, StorageProblem.outcomeUnknown {
                try? await Task.sleep(for: .milliseconds(20))
            } catch {
                Issue.record("\(error)")
                return acknowledged
            }
        }
        return acknowledged
    }
}
