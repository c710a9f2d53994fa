import Actions
import HTTPTypes
import Storage
import Synchronization
import Testing
import Web
import WebTestSupport

/// Who is let in, by which proof, and what every answer forbids the browser.
struct GuardTests {
    private let writer = Actor.officer(Notebook.read, Notebook.write)
    private let note = [("title", "米"), ("stars", "1"), ("region", "990121000000")]

    @Test func aFormWithoutTheSessionsSecretIsRefused() async throws {
        try await withNotebook { site in
            let body = Array("title=a&stars=1&region=990121000000".utf8)
            let type = ["Content-Type": "application/x-www-form-urlencoded"]
            let without = try await site.send(.post, "/notes", as: writer, headers: type, body: body)
            #expect(without.status == 403)
            let wrong = try await site.send(.post, "/notes", as: writer, headers: type, body: Array("csrf=secret-of-2&".utf8) + body)
            #expect(wrong.status == 403)
        }
    }

    @Test func aFormFromAnotherSiteIsRefusedEvenWithTheSecret() async throws {
        try await withNotebook { site in
            let foreign = try await site.post("/notes", form: note, as: writer, headers: ["Origin": "https://elsewhere.test"])
            #expect(foreign.status == 403)
            let fetched = try await site.post("/notes", form: note, as: writer, headers: ["Sec-Fetch-Site": "cross-site"])
            #expect(fetched.status == 403)
            let own = try await site.post(
                "/notes", form: note, as: writer, headers: ["Origin": "http://youshu.test", "Sec-Fetch-Site": "same-origin"])
            #expect(own.status == 303)
            // Browsers hide the origin of a form on a page that sends no referrer.
            let hidden = try await site.post("/notes", form: note, as: writer, headers: ["Origin": "null", "Sec-Fetch-Site": "same-origin"])
            #expect(hidden.status == 303)
            let sandboxed = try await site.post("/notes", form: note, as: writer, headers: ["Origin": "null"])
            #expect(sandboxed.status == 403)
        }
    }

    @Test func jsonWithACookieNeedsTheSecretInAHeader() async throws {
        try await withNotebook { site in
            let body = Array(#"{"title":"米","stars":1,"region":990121000000}"#.utf8)
            let without = try await site.send(.post, "/api/v1/notes", as: writer, headers: ["Content-Type": "application/json"], body: body)
            #expect(without.status == 403)
            #expect(without.json["code"].text == "forged")
            let with = try await site.send(
                .post, "/api/v1/notes", as: writer, headers: ["Content-Type": "application/json", "X-CSRF-Token": "secret-of-1"], body: body)
            #expect(with.status == 200)
        }
    }

    @Test func onlyDeclaredMediaTypesAreTaken() async throws {
        try await withNotebook { site in
            for (path, type) in [("/notes", "text/plain"), ("/api/v1/notes", "text/plain"), ("/api/v1/notes", "application/x-www-form-urlencoded")] {
                let answer = try await site.send(
                    .post, path, as: writer, bearer: path.hasPrefix("/api"), headers: ["Content-Type": type], body: [0x7B, 0x7D])
                #expect(answer.status == 415, "\(path) \(type)")
            }
        }
    }

    @Test func aBodyLargerThanTheRouteAllowsIsRefused() async throws {
        try await withNotebook { site in
            let answer = try await site.post("/api/v1/notes", json: "{\"title\":\"" + String(repeating: "a", count: 300_000) + "\"}", as: writer)
            #expect(answer.status == 413)
        }
    }

    @Test func everyAnswerForbidsWhatAPageDoesNotNeed() async throws {
        try await withNotebook { site in
            for path in ["/notes", "/nothing", "/api/v1/notes", "/broken"] {
                let answer = try await site.get(path, as: writer)
                #expect(answer.header("Content-Security-Policy")?.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'") == true)
                #expect(answer.header("Content-Security-Policy")?.contains("unsafe") == false)
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Referrer-Policy") == "same-origin")
                #expect(answer.header("Cache-Control") == "no-store")
                #expect(answer.header("Strict-Transport-Security") == nil)
            }
        }
        try await withNotebook(configure: { $0.isSecure = true }) { site in
            let answer = try await site.get("/nothing")
            #expect(answer.header("Strict-Transport-Security") == "max-age=31536000; includeSubDomains")
        }
    }

    @Test func whoComesTooOftenIsToldWhenToComeAgain() async throws {
        let clock = Mutex(Moment(milliseconds: 1_800_000_000_000))
        try await withNotebook(allowances: [.reading: Allowance(burst: 2, perMinute: 60)], clock: { clock.withLock { $0 } }) { site in
            let (first, second) = (try await site.get("/notes", as: writer), try await site.get("/notes", as: writer))
            #expect((first.status, second.status) == (200, 200))
            let third = try await site.get("/api/v1/notes", as: writer)
            #expect(third.status == 429)
            #expect(third.header("Retry-After") == "1")
            let other = try await site.get("/notes", as: .officer(Notebook.read, account: 9))
            #expect(other.status == 200)
            clock.withLock { $0 = $0.adding(seconds: 1) }
            let later = try await site.get("/notes", as: writer)
            #expect(later.status == 200)
        }
    }

    @Test func stylesAreKeptForGoodUnderAnAddressThatChangesWithThem() async throws {
        try await withNotebook { site in
            let page = try await site.get("/", as: writer).text
            let start = try #require(page.firstRange(of: "/public/"))
            let address = String(page[start.lowerBound...].prefix { $0 != "\"" })
            let file = try await site.get(address)
            #expect(file.status == 200)
            #expect(file.header("Cache-Control") == "public, max-age=31536000, immutable")
            let escaped = try await site.get(address + "/../../../Package.swift")
            #expect(escaped.status == 404)
        }
    }

    @Test func theLanguageIsChosenByAFormThatLeadsBackWithinTheSite() async throws {
        try await withNotebook { site in
            let answer = try await site.post("/language", form: [("language", "en"), ("back", "/notes?limit=2")], as: writer)
            #expect(answer.location == "/notes?limit=2")
            #expect(answer.header("Set-Cookie")?.hasPrefix("youshu_language=en") == true)
            let page = try await site.get("/notes", as: writer, headers: ["Cookie": "youshu_language=en"])
            #expect(page.text.contains("No notes"))
            for back in ["https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere.test", "/a\nSet-Cookie: x=1"] {
                let foreign = try await site.post("/language", form: [("language", "en"), ("back", back)], as: writer)
                #expect(foreign.location == "/", "\(back)")
            }
        }
    }
}
