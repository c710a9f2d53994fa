import Actions
import Storage
import Synchronization
import Testing
import WebTestSupport

@testable import Web

/// What was looked for by name or number lies behind a token, for its account, for a day.
struct FilterTests {
    @Test func aFilterIsForItsAccountAndADayAndIsNotReadableInTheDatabase() async throws {
        try await withNotebook { site in
            let desk = site.desk
            let now = Moment(milliseconds: 1_800_000_000_000)
            let token = try await QueryTokens.keep("田茂林", for: 1, at: now, in: desk)
            #expect(try await QueryTokens.find(token, for: 1, at: now.adding(seconds: 86_399), in: desk) == "田茂林")
            #expect(try await QueryTokens.find(token, for: 2, at: now, in: desk) == nil)
            #expect(try await QueryTokens.find(token, for: 1, at: now.adding(seconds: 86_400), in: desk) == nil)
            #expect(try await QueryTokens.find("nonsense", for: 1, at: now, in: desk) == nil)
            let stored = try await desk.database.read { try $0.row("SELECT digest, content FROM query_tokens")?.bytes("content") }
            #expect(stored.map { Search.first(Array("田茂林".utf8), in: $0) == nil } == true)
        }
    }
}
