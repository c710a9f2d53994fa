import Actions
import Basics
import Clues
import Imports
import Regions
import Register
import Storage
import TestSupport
import Testing
import Web
import WebTestSupport
import WorkOrders

@testable import Supervision

@Suite struct SupervisionPagesTests {
    private typealias World = SupervisionWorld

    private func withSupervision(_ body: @Sendable (WebTester, World) async throws -> Void) async throws {
        let clock = SupervisionClock()
        let folder = try TemporaryFolder()
        let blobs = try BlobStore(folder: folder.file("blobs"), vault: Vault(keys: KeyRing(folder: folder.file("keys"))))
        var clues = CluesParts(blobs: blobs, work: World.work)
        clues.aftermath = SupervisionFeature.aftermath
        let features = [
            RegisterFeature.feature(clues: CluesFeature.ofHousehold), WorkOrdersFeature.feature(World.work), CluesFeature.feature(clues),
            SupervisionFeature.feature(World.parts),
        ]
        try await withSite(features, migrations: Migration.regions + Migration.imports, clock: { clock.now }) { site in
            try await body(site, try await World.made(site.desk, clock))
        }
    }

    @Test func everyPageIsDrawnInBothLanguages() async throws {
        try await withSupervision { site, _ in
            for page in try EveryPage.draw(site) { #expect(!page.html.contains("[["), "\(page.template)") }
        }
    }

    @Test func aClueTellsWhatFollowedItToThoseWhoMaySeeIt() async throws {
        try await withSupervision { site, world in
            let clue = try await world.confirmed()
            let empty = try await site.get("/clues/\(clue)", as: World.countyOffice)
            #expect(empty.text.contains("结论属实，还没有处理") && empty.text.contains("/clues/\(clue)/measures?kind=recovery"))
            let id = try await world.perform(
                BeginMeasure(clue: clue, kind: .recovery, what: "低保金", reason: "核实属实", amount: "1200"))
            let page = try await site.get("/clues/\(clue)", as: World.countyOffice)
            #expect(page.text.contains("/accountability/\(id)") && page.text.contains("0.00 / 1,200.00 元"))
            // A village officer sees the clue and not what followed it.
            #expect(!(try await site.get("/clues/\(clue)", as: World.villageOfficer)).text.contains("处理结果"))
            let household = try #require(world.households[1])
            let home = try await site.get("/households/\(household)", as: World.countyOffice)
            #expect(home.text.contains("未销号 1 条，共 1 条，其中属实 1 条") && home.text.contains("/clues/households/\(household)"))
        }
    }

    @Test func aPaymentIsRecordedByItsFormAndAWrongOneIsSentBackWithWhatWasTyped() async throws {
        try await withSupervision { site, world in
            let id = try await world.perform(
                BeginMeasure(clue: try await world.confirmed(), kind: .recovery, what: "低保金", reason: "核实属实", amount: "1200"))
            let wrong = try await site.post(
                "/accountability/\(id)/payments", form: [("amount", "1200.01"), ("receipt", "NO 7")], as: World.countyOffice)
            #expect(wrong.status == 422 && wrong.text.contains("比应追缴的多") && wrong.text.contains("NO 7"))
            let done = try await site.post("/accountability/\(id)/payments", form: [("amount", "200"), ("receipt", "NO 7")], as: World.countyOffice)
            #expect(done.status == 303)
            let shown = try await site.get("/api/v1/accountability/\(id)", as: World.countyOffice).json
            #expect(shown["data"]["outstanding"].text == "1,000.00" && shown["data"]["payments"][0]["receipt"].text == "NO 7")
            #expect(try await site.get("/accountability/\(id)", as: World.neighbourOffice).status == 404)
        }
    }

    @Test func theListGoesOutAsAFileThatHoldsNobodysName() async throws {
        try await withSupervision { site, world in
            let clue = try await world.confirmed()
            try await world.perform(BeginMeasure(clue: clue, kind: .recovery, what: "田茂多领的低保金", reason: "田茂核实属实", amount: "1200"))
            try await world.perform(
                BeginMeasure(clue: clue, kind: .discipline, what: "走过场", reason: "复核发现", way: .talk, post: "=cmd|'/c calc'", people: 2))
            let text = try await site.get("/accountability/export?format=csv", as: World.countyOffice).text
            #expect(text.contains("1200.00") && text.contains("'=cmd") && !text.contains("田茂"))
            let book = try await site.get("/accountability/export?format=xlsx", as: World.countyOffice)
            #expect(book.status == 200 && book.bytes.starts(with: Array("PK".utf8)))
            let foreign = try await site.get("/accountability/export?format=csv", as: World.neighbourOffice).text
            #expect(foreign.split(separator: "\r\n").count == 1, "the heads and no row")
        }
    }

    @Test func whatIsOverdueLeadsToItsListsAndALeaderSeesNoList() async throws {
        try await withSupervision { site, world in
            try await world.takeUp(1, [world.found("car", 1), world.found("car", 2), world.found("car", 5)])
            world.clock.pass(days: 5)
            let page = try await site.get("/supervision", as: World.countyOffice)
            #expect(page.text.contains("超期 3 件") && page.text.contains("/clues?late=yes&amp;region=990121204000"))
            let leader = try await site.get("/supervision", as: World.leader)
            #expect(leader.status == 200 && !leader.text.contains("/clues?") && !leader.text.contains("/urgings/new"))
            let down = try await site.get("/api/v1/supervision?region=990121204000", as: World.countyOffice).json
            #expect(down["data"]["places"].count == 2)
            #expect(try await site.get("/supervision?region=990122000000", as: World.countyOffice).status == 404)
        }
    }

    @Test func aBulletinIsOfTheLastWholeWeekAndOfNoWeekThatHasNotBegun() async throws {
        try await withSupervision { site, world in
            try await world.takeUp(1, [world.found("car", 1)])
            world.clock.pass(days: 7)
            let page = try await site.get("/bulletin", as: World.leader)
            #expect(page.status == 200 && page.text.contains("石桥县核查工作周报") && page.text.contains("2026 年第 48 周"))
            #expect(!page.text.contains("田茂"))
            #expect(try await site.get("/bulletin?week=2026-W52", as: World.leader).status == 404)
            #expect(try await site.get("/bulletin?week=2026-48", as: World.leader).status == 404)
            #expect(
                try await site.get("/bulletin?week=2026-W48", as: World.leader, headers: ["Accept-Language": "en"]).text.contains("Week 48 of 2026"))
        }
    }

    @Test func qualityTellsOfVerdictsWithoutProofAndOfTheSameAgain() async throws {
        try await withSupervision { site, world in
            _ = try await world.confirmed(1)
            let again = try await world.clue("car", 2)
            for run in 0..<2 {
                try await world.perform(DispatchClues(clues: [again], officers: World.work.officers))
                try await world.verdict(again, .notConfirmed)
                try await world.perform(ReviewClue(clue: again, agree: true), as: World.townshipOfficer)
                try await world.perform(CloseClues(clues: [again], reason: "销号"))
                // Explained, and found once more with other figures.
                try await world.takeUp(Int64(2 + run), [world.found("car", 1), world.found("car", 2, value: Int64(2 + run))])
            }
            let quality = try await world.ask(VerdictQuality(parts: World.parts))
            #expect(quality.givers.map(\.unproved) == [1] && quality.givers.map(\.all) == [3], "the confirmed one has no proof")
            #expect(quality.again?.map(\.times) == [2])
            let list = try await world.ask(UnprovedVerdicts(account: 7))
            #expect(list.count == 1 && list.lines.first?.verdict == .confirmed)
            let page = try await site.get("/supervision/quality", as: World.countyOffice)
            #expect(page.text.contains("没有证据的结论 1 条，共 3 条") && page.text.contains("/supervision/unproved?account=7"))
            #expect(try await site.get("/api/v1/supervision/unproved?account=7", as: World.countyOffice).json["data"]["count"].number == 1)
        }
    }
}
