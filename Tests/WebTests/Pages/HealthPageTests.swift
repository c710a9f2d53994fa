import Actions
import Foundation
import Storage
import TestSupport
import Testing
import WebTestSupport

@testable import Web

/// Whether the archive of the database's log fails is to be seen before the disk of the database is lost.
@Suite struct HealthPageTests {
    private static let admin = Actor.officer(.systemRead, account: 3, role: "system-admin")

    /// A site whose database is archived into a folder that a test may spoil.
    private static func archived(_ body: (WebTester, String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        try await withSite([], archivedIn: folder.file("backups")) { try await body($0, folder.file("backups")) }
    }

    private static func check(_ answer: TestAnswer, _ name: String) -> TestJSON {
        let checks = answer.json["data"]["checks"]
        return (0..<(checks.count ?? 0)).map { checks[$0] }.first { $0["name"].text == name } ?? checks[99]
    }

    @Test func everybodyMayAskAndLearnsNoReasons() async throws {
        try await withSite([]) { site in
            let answer = try await site.get("/api/v1/health")
            #expect(answer.status == 200 && answer.json["data"]["status"].text == "good")
            #expect(Self.check(answer, "archive")["state"].text == "none" && Self.check(answer, "archive")["detail"].text == nil)
            let page = try await site.get("/health", as: Self.admin)
            #expect(page.status == 200 && page.text.contains("--backups"))
            #expect(try await !site.get("/health").text.contains("--backups"))
        }
    }

    @Test func anArchiveThatCannotBeWrittenIsShownUntilItCanBeAgain() async throws {
        try await Self.archived { site, backups in
            let well = try await site.get("/api/v1/health")
            #expect(Self.check(well, "archive")["state"].text == "good")
            // A file where the folder should be: root, too, cannot write there.
            let (wal, aside) = (backups + "/wal", backups + "/aside")
            try FileManager.default.moveItem(atPath: wal, toPath: aside)
            try Data().write(to: URL(fileURLWithPath: wal))
            try await Self.write(site, until: "bad")
            let failing = try await site.get("/api/v1/health")
            #expect(failing.json["data"]["status"].text == "degraded" && Self.check(failing, "archive")["detail"].text == nil)
            let seen = try await site.get("/api/v1/health", as: Self.admin)
            #expect(Self.check(seen, "archive")["detail"].text?.isEmpty == false)
            let work = try await site.get("/", as: Self.admin)
            #expect(work.text.contains("归档失败"))
            #expect(try await !site.get("/", as: .officer(account: 4)).text.contains("归档失败"))
            try FileManager.default.removeItem(atPath: wal)
            try FileManager.default.moveItem(atPath: aside, toPath: wal)
            try await Self.write(site, until: "good")
            #expect(try await !site.get("/", as: Self.admin).text.contains("归档失败"))
        }
    }

    @Test func jobsThatWereSetAsideAreCounted() async throws {
        try await withSite([]) { site in
            try await site.desk.database.write { transaction in
                _ = try transaction.execute(
                    """
                    INSERT INTO jobs (id, kind, content, account, state, due_ms, made_ms, ended_ms) VALUES (1, 'x.y', '{}', 1, 'failed', 1, 1, 1)
                    """)
            }
            let answer = try await site.get("/api/v1/health", as: Self.admin)
            #expect(answer.json["data"]["status"].text == "degraded")
            #expect(Self.check(answer, "jobs")["detail"].text?.contains("1") == true)
        }
    }

    /// The log is archived once a second when something was written.
    private static func write(_ site: WebTester, until state: String) async throws {
        for round in 0..<60 {
            try await site.desk.database.write { transaction in
                _ = try transaction.execute("UPDATE counters SET next = next + 1")
                _ = try transaction.execute(
                    "INSERT INTO counters (name, next) VALUES (\("test-\(UUID().uuidString)"), \(Int64(round + 1)))")
            }
            if check(try await site.get("/api/v1/health"), "archive")["state"].text == state { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("the archive was never \(state)")
    }
}
