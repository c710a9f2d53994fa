import Actions
import Basics
import HTTPTypes
import Storage
import Synchronization
import TestSupport
import Testing
import Web
import WebTestSupport

/// Streams of events: what goes over the wire, who may listen, and how long.
struct EventStreamTests {
    private static let listen = Permission("bell.listen")
    private let listener = Actor.officer(EventStreamTests.listen)

    /// A bell that rings `rings` times and then, unless it is asked to stop, is silent for ever.
    private static func bell(rings: Int, thenStops: Bool) throws -> Feature {
        let routes: [Route] = [
            .events("/bell/events", needs: listen, summary: "app.name") { visit in
                let place = try visit.actor.scope.region.digits
                return AsyncStream<ServerEvent> { line in
                    for ring in 0..<rings { line.yield(ServerEvent("ring", data: "\(ring)\n\(place)")) }
                    if thenStops { line.finish() }
                }
            },
            .events("/bell/broken", needs: listen, summary: "app.name") { _ in
                AsyncThrowingStream<ServerEvent, any Error> { line in
                    line.yield(ServerEvent("ring", data: "1"))
                    line.finish(throwing: StorageProblem.damaged("the secret of the house"))
                }
            },
            .events("/bell/refused", needs: listen, summary: "app.name") { _ -> AsyncStream<ServerEvent> in throw Refusal.notFound },
        ]
        return Feature(name: "Bell", permissions: [listen], routes: routes)
    }

    private func withBell(
        rings: Int = 2, thenStops: Bool = true, _ habits: EventHabits = EventHabits(), _ body: (WebTester) async throws -> Void
    ) async throws {
        try await withSite([Self.bell(rings: rings, thenStops: thenStops)], configure: { $0.events = habits }, body)
    }

    private static let quick = EventHabits(heartbeat: .milliseconds(20), ask: .milliseconds(30))

    @Test func eventsGoOutLineByLineAndNothingMayKeepThem() async throws {
        try await withBell { site in
            for path in ["/bell/events", "/api/v1/bell/events"] {
                let answer = try await site.get(path, as: listener)
                #expect(answer.status == 200)
                #expect(answer.header("Content-Type") == "text/event-stream")
                #expect(answer.header("Cache-Control") == "no-store, no-transform")
                #expect(answer.header("Content-Security-Policy")?.contains("connect-src 'self'") == true)
                let ring = { (number: Int) in "event: ring\ndata: \(number)\ndata: 990121000000\n\n" }
                #expect(answer.text == "retry: 3000\n\n" + ring(0) + ring(1))
            }
        }
    }

    @Test func onlyWhoMaySeeItMayListen() async throws {
        try await withBell { site in
            let (stranger, machine) = (try await site.get("/bell/events"), try await site.get("/api/v1/bell/events"))
            #expect((stranger.status, machine.status) == (302, 401))
            let other = try await site.get("/api/v1/bell/events", as: .officer(account: 7))
            #expect(other.status == 403)
            let outside = try await site.get("/bell/events?region=990122000000", as: listener)
            #expect(outside.status == 404)
            let within = try await site.get("/bell/events?region=990121100000", as: listener)
            #expect(within.text.contains("data: 990121100000"))
            let refused = try await site.get("/api/v1/bell/refused", as: listener)
            #expect(refused.status == 404)
        }
    }

    @Test func aSilentLineBeatsUntilTheSessionEnds() async throws {
        try await withBell(rings: 1, thenStops: false, Self.quick) { site in
            async let answer = site.get("/bell/events", as: listener)
            try await Task.sleep(for: .milliseconds(150))
            site.change(listener, to: nil)
            let text = try await answer.text
            #expect(text.contains("event: ring"))
            #expect(text.contains(": \n\n"))
        }
    }

    @Test func aStreamEndsWhenTheRightsAreOthers() async throws {
        let moved = Actor.officer(Self.listen, region: 990_122_000_000)
        let demoted = Actor.officer()
        for later in [moved, demoted] {
            try await withBell(rings: 1, thenStops: false, Self.quick) { site in
                async let answer = site.get("/bell/events", as: listener)
                try await Task.sleep(for: .milliseconds(80))
                site.change(listener, to: later)
                let status = try await answer.status
                #expect(status == 200)
            }
        }
    }

    @Test func oneAccountHasSoManyStreamsAndGivesThemBack() async throws {
        let habits = EventHabits(heartbeat: .milliseconds(20), ask: .milliseconds(30), perAccount: 2, inAll: 3)
        try await withBell(rings: 0, thenStops: false, habits) { site in
            let others = Actor.officer(Self.listen, account: 2)
            async let first = site.get("/bell/events", as: listener)
            async let second = site.get("/bell/events", as: listener)
            try await Task.sleep(for: .milliseconds(60))
            let third = try await site.get("/api/v1/bell/events", as: listener)
            #expect(third.status == 429)
            #expect(third.header("Retry-After") == "60")
            async let other = site.get("/bell/events", as: others)
            try await Task.sleep(for: .milliseconds(60))
            let full = try await site.get("/api/v1/bell/events", as: .officer(Self.listen, account: 3))
            #expect(full.status == 503)
            site.change(listener, to: nil)
            site.change(others, to: nil)
            _ = try await (first, second, other)
            async let again = site.get("/bell/events", as: listener)
            try await Task.sleep(for: .milliseconds(60))
            site.change(listener, to: nil)
            let status = try await again.status
            #expect(status == 200)
        }
    }

    @Test func askingForTheHeadOnlyTakesNoPlace() async throws {
        try await withBell(EventHabits(perAccount: 1)) { site in
            for _ in 0..<3 {
                let head = try await site.send(.head, "/bell/events", as: listener)
                #expect(head.status == 200)
            }
            let answer = try await site.get("/bell/events", as: listener)
            #expect(answer.status == 200)
        }
    }

    @Test func aFaultOfTheRoomEndsTheStreamAndTellsNothingOfIt() async throws {
        try await withBell { site in
            let answer = try await site.get("/bell/broken", as: listener)
            #expect(answer.text == "retry: 3000\n\nevent: ring\ndata: 1\n\n")
        }
    }

    @Test func theDescriptionSaysThatEventsComeBack() async throws {
        try await withBell { site in
            let document = try await site.get("/api/v1/openapi.json").json
            let content = document["paths"]["/bell/events"]["get"]["responses"]["200"]["content"]
            #expect(content["text/event-stream"].exists)
        }
    }
}
