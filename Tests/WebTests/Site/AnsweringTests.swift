import Actions
import HTTPTypes
import Testing
import Web
import WebTestSupport

/// What a visitor gets, from the door to the database and back, at both doors.
struct AnsweringTests {
    private let writer = Actor.officer(Notebook.read, Notebook.write)

    private func write(_ site: WebTester, _ title: String, as actor: Actor? = nil, region: Int64 = 990_121_000_000) async throws -> TestAnswer {
        try await site.post("/notes", form: [("title", title), ("stars", "2"), ("region", String(region))], as: actor ?? writer)
    }

    @Test func aFormWritesAndThePageAndTheAPIShowTheSame() async throws {
        try await withNotebook { site in
            let written = try await write(site, "买米 & <盐>")
            #expect(written.status == 303)
            #expect(written.location == "/notes/1")
            let page = try await site.get("/notes/1", as: writer)
            #expect(page.status == 200)
            #expect(page.text.contains("买米 &amp; &lt;盐&gt;"))
            #expect(page.text.contains("2 颗星"))
            let data = try await site.get("/api/v1/notes/1", as: writer)
            #expect(data.json["data"]["title"].text == "买米 & <盐>")
            #expect(data.json["meta"]["version"].number != nil)
        }
    }

    @Test func aSecondLanguageIsAskedForByTheBrowser() async throws {
        try await withNotebook { site in
            _ = try await write(site, "米")
            let page = try await site.get("/notes/1", as: writer, headers: ["Accept-Language": "en-GB,en;q=0.9,zh;q=0.1"])
            #expect(page.text.contains("2 stars"))
            #expect(page.text.contains("lang=\"en\""))
        }
    }

    @Test func aWrongFormComesBackWithWhatWasTyped() async throws {
        try await withNotebook { site in
            let answer = try await site.post("/notes", form: [("title", "面"), ("stars", "many"), ("region", "")], as: writer)
            #expect(answer.status == 422)
            #expect(answer.text.contains("value=\"面\""))
            #expect(answer.text.contains("stars: 这一项不能用"))
            #expect(answer.text.contains("region: 这一项没有填"))
        }
    }

    @Test func whatTheActionRefusesIsShownAtItsField() async throws {
        try await withNotebook { site in
            let answer = try await site.post("/notes", form: [("title", "面"), ("stars", "9"), ("region", "990121000000")], as: writer)
            #expect(answer.status == 422)
            #expect(answer.text.contains("stars: 星太多：最多 5 颗"))
            let problem = try await site.post("/api/v1/notes", json: #"{"title":"面","stars":9,"region":990121000000}"#, as: writer)
            #expect(problem.status == 422)
            #expect(problem.json["code"].text == "invalid")
            #expect(problem.json["fields"][0]["code"].text == "too-many-stars")
            #expect(problem.header("Content-Type") == "application/problem+json")
        }
    }

    @Test func aStrangerIsSentToSignInAndAMachineIsTold() async throws {
        try await withNotebook { site in
            let page = try await site.get("/notes")
            #expect(page.status == 302)
            #expect(page.location?.hasPrefix("/sign-in?back=%2F") == true, "\(page.location ?? "")")
            let data = try await site.get("/api/v1/notes")
            #expect(data.status == 401)
            #expect(data.header("WWW-Authenticate") == "Bearer")
        }
    }

    @Test func aMissingPermissionIsForbidden() async throws {
        try await withNotebook { site in
            let read = try await site.get("/notes", as: .officer())
            #expect(read.status == 403)
            let written = try await write(site, "米", as: .officer(Notebook.read))
            #expect(written.status == 403)
        }
    }

    @Test func whatLiesOutsideTheScopeIsAnsweredLikeWhatDoesNotExist() async throws {
        try await withNotebook { site in
            _ = try await write(site, "米")
            let outsider = Actor.officer(Notebook.read, Notebook.write, account: 2, region: 990_122_000_000)
            for path in ["/notes/", "/api/v1/notes/"] {
                let foreign = try await site.get(path + "1", as: outsider)
                let missing = try await site.get(path + "77", as: outsider)
                #expect(foreign.status == 404)
                #expect(foreign.withoutRequestID == missing.withoutRequestID)
            }
            #expect(try await site.post("/notes/1/stars", form: [("stars", "1")], as: outsider).status == 404)
        }
    }

    @Test func aRegionOfTheQueryOnlyNarrows() async throws {
        try await withNotebook { site in
            _ = try await write(site, "县里")
            _ = try await write(site, "乡里", region: 990_121_204_000)
            #expect(try await site.get("/api/v1/notes", as: writer).json["data"]["rows"].count == 2)
            #expect(try await site.get("/api/v1/notes?region=990121204000", as: writer).json["data"]["rows"].count == 1)
            #expect(try await site.get("/api/v1/notes?region=990122000000", as: writer).status == 404)
            #expect(try await site.get("/api/v1/notes?region=nowhere", as: writer).status == 404)
        }
    }

    @Test func aListGoesOnWhereItEnded() async throws {
        try await withNotebook { site in
            for title in ["一", "二", "三"] { _ = try await write(site, title) }
            let first = try await site.get("/api/v1/notes?limit=2", as: writer)
            #expect(first.json["data"]["rows"].count == 2)
            #expect(first.json["meta"]["next"].text == "2")
            #expect(first.header("Link") == "</api/v1/notes?limit=2&after=2>; rel=\"next\"")
            let second = try await site.get("/api/v1/notes?limit=2&after=2", as: writer)
            #expect(second.json["data"]["rows"][0]["title"].text == "三")
            #expect(!second.json["meta"]["next"].exists || second.json["meta"]["next"].text == nil)
            #expect(try await site.get("/api/v1/notes?limit=0", as: writer).status == 422)
            #expect(try await site.get("/api/v1/notes?colour=red", as: writer).status == 422)
            #expect(try await site.get("/api/v1/notes?region=", as: writer).status == 422)
            #expect(try await site.get("/api/v1/notes?limit=1&limit=2", as: writer).status == 422)
            #expect(try await site.post("/api/v1/notes/x/stars", json: #"{"stars":1}"#, as: writer).status == 404)
            #expect(try await site.get("/api/v1/", as: writer).status == 200)
        }
    }

    @Test func anUnchangedThingIsNotSentAgain() async throws {
        try await withNotebook { site in
            _ = try await write(site, "米")
            let tag = try #require(try await site.get("/api/v1/notes/1", as: writer).header("ETag"))
            #expect(try await site.get("/api/v1/notes/1", as: writer, headers: ["If-None-Match": tag]).status == 304)
            _ = try await site.post("/notes/1/stars", form: [("stars", "4")], as: writer)
            #expect(try await site.get("/api/v1/notes/1", as: writer, headers: ["If-None-Match": tag]).status == 200)
        }
    }

    @Test func aStaleFormIsRefusedAtBothDoors() async throws {
        try await withNotebook { site in
            _ = try await write(site, "米")
            let tag = try #require(try await site.get("/api/v1/notes/1", as: writer).header("ETag"))
            #expect(try await site.post("/api/v1/notes/1/stars", json: #"{"stars":4}"#, as: writer, headers: ["If-Match": tag]).status == 200)
            #expect(try await site.post("/api/v1/notes/1/stars", json: #"{"stars":5}"#, as: writer, headers: ["If-Match": tag]).status == 409)
            #expect(try await site.post("/notes/1/stars", form: [("stars", "5"), ("base_version", "0")], as: writer).status == 409)
            for wrong in ["0.5", "*", "\"\"", "W/\"x\""] {
                let answer = try await site.post("/api/v1/notes/1/stars", json: #"{"stars":5}"#, as: writer, headers: ["If-Match": wrong])
                #expect(answer.status == 400, "\(wrong)")
            }
        }
    }

    @Test func sendingTwiceIsDoneOnce() async throws {
        try await withNotebook { site in
            let key = ["Idempotency-Key": "1f0c4a52-9d2e-4c55-8a57-0c2b6d1f7a11"]
            let body = #"{"title":"米","stars":1,"region":990121000000}"#
            let first = try await site.post("/api/v1/notes", json: body, as: writer, headers: key)
            let second = try await site.post("/api/v1/notes", json: body, as: writer, headers: key)
            #expect(first.json["data"]["id"].number == second.json["data"]["id"].number)
            #expect(second.json["meta"]["repeated"].bool == true)
            let other = try await site.post("/api/v1/notes", json: body.replacing("米", with: "面"), as: writer, headers: key)
            #expect(other.status == 422)
            #expect(other.json["code"].text == "reused")
        }
    }

    @Test func unknownPathsAndMethodsAreToldApart() async throws {
        try await withNotebook { site in
            #expect(try await site.get("/nothing", as: writer).status == 404)
            #expect(try await site.get("/api/v1/nothing", as: writer).header("Content-Type") == "application/problem+json")
            let wrong = try await site.send(.delete, "/notes", as: writer)
            #expect(wrong.status == 405)
            #expect(wrong.header("Allow") == "GET, HEAD, POST")
            #expect(try await site.send(.trace, "/notes/1", as: writer).status == 405)
            let head = try await site.send(.head, "/notes", as: writer)
            #expect(head.status == 200)
            #expect(head.bytes.isEmpty)
        }
    }

    @Test func aFaultOfOursSaysNothingOfTheHouse() async throws {
        try await withNotebook { site in
            for path in ["/broken", "/api/v1/broken"] {
                let answer = try await site.get(path, as: writer)
                #expect(answer.status == 500)
                #expect(!answer.text.contains("secret"))
                let id = try #require(answer.header("X-Request-Id"))
                #expect(answer.text.contains(id))
            }
            let busy = try await site.get("/api/v1/busy", as: writer)
            #expect(busy.status == 503)
            #expect(busy.header("Retry-After") == "2")
        }
    }

    @Test func aFileIsTakenAwayUnderItsName() async throws {
        try await withNotebook { site in
            _ = try await write(site, "米")
            let answer = try await site.get("/notes/1/file", as: writer)
            #expect(answer.text == "米")
            #expect(answer.header("Content-Disposition") == "attachment; filename=\"___1.txt\"; filename*=UTF-8''%E7%AC%94%E8%AE%B0%201.txt")
        }
    }

    @Test func theWorkbenchSaysWhatWaits() async throws {
        try await withNotebook { site in
            let page = try await site.get("/", as: writer)
            #expect(page.status == 200)
            #expect(page.text.contains("今天要办 1 件"))
        }
    }
}

extension TestAnswer {
    /// The body without what differs from request to request.
    var withoutRequestID: String { text.replacing(header("X-Request-Id") ?? "-", with: "") }
}
