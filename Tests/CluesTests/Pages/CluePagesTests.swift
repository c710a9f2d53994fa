import Actions
import Basics
import Policies
import Regions
import Register
import Storage
import TestSupport
import Testing
import Web
import WebTestSupport
import WorkOrders

@testable import Clues

@Suite struct CluePagesTests {
    private func withClues(_ body: @Sendable (WebTester, ClueWorld) async throws -> Void) async throws {
        let clock = ClueClock()
        let folder = try TemporaryFolder()
        let vault = try Vault(keys: KeyRing(folder: folder.file("keys")))
        let blobs = try BlobStore(folder: folder.file("blobs"), vault: vault)
        let parts = CluesParts(
            blobs: blobs, sources: ClueWorld.sources,
            elsewhere: [
                "vehicles": { question, _ in
                    KnownElsewhere(
                        sources: [
                            .init(
                                department: "公安局", title: "机动车登记", data: "2026-10", delivered: "2026-11-02", link: "/deliveries/3",
                                rows: [
                                    .init(
                                        person: question.people.first?.name, line: "18,204", text: "品牌 五菱荣光，价格 31,000.00 元",
                                        facts: [.init(name: "另有姓名", text: "田茂琳"), .init(name: "号牌", text: "云A***27")])
                                ], more: [], moreTitle: nil)
                        ], silent: [], unknown: [])
                }
            ], work: ClueWorld.work)
        let features = [RegisterFeature.feature(), WorkOrdersFeature.feature(ClueWorld.work), CluesFeature.feature(parts)]
        try await withSite(features, migrations: Migration.regions, clock: { clock.now }) { site in
            try await body(site, try await ClueWorld.made(site.desk, clock, blobs))
        }
    }

    @Test func everyPageIsDrawnInBothLanguages() async throws {
        try await withClues { site, _ in
            for page in try EveryPage.draw(site) { #expect(!page.html.contains("[["), "\(page.template)") }
        }
    }

    @Test func theListIsFilteredAndWalked() async throws {
        try await withClues { site, world in
            let many = (0..<25).map { world.found("car", 1 + Int64($0 % 5), identity: 100 + Int64($0)) }
            try await world.takeUp(world.outcome(1, many + [world.found("house", 1)]))
            let page = try await site.get("/clues", as: ClueWorld.office())
            #expect(page.status == 200 && page.text.contains("线索 26 条") && page.text.contains("规则house"))
            var (seen, after): ([Int64], String?) = ([], nil)
            repeat {
                let answer = try await site.get("/api/v1/clues?rule=car&limit=10" + (after.map { "&after=\($0)" } ?? ""), as: ClueWorld.office()).json
                #expect(answer["data"]["count"].number == 25)
                for index in 0..<(answer["data"]["rows"].count ?? 0) { seen.append(answer["data"]["rows"][index]["clue"].number ?? -1) }
                after = answer["meta"]["next"].text
            } while after != nil && seen.count < 40
            #expect(seen.count == 25 && Set(seen).count == 25)
            #expect(try await site.get("/clues?after=x", as: ClueWorld.office()).status == 404)
            #expect(try await site.get("/api/v1/clues?rule=none", as: ClueWorld.office()).json["data"]["count"].number == 0)
            #expect(try await site.get("/api/v1/clues?late=yes", as: ClueWorld.office()).json["data"]["count"].number == 0)
            world.clock.pass(days: 3)
            #expect(try await site.get("/api/v1/clues?late=yes", as: ClueWorld.office()).json["data"]["count"].number == 26)
            #expect(try await site.get("/api/v1/clues", as: ClueWorld.officer(ClueWorld.otherVillage)).json["data"]["count"].number == 10)
            #expect(try await site.get("/api/v1/clues", as: ClueWorld.office(ClueWorld.neighbourCounty)).json["data"]["count"].number == 0)
        }
    }

    @Test func theEvidenceStandsSideBySide() async throws {
        try await withClues { site, world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 1)]))
            let id = try await world.number("car", 1)
            let page = try await site.get("/clues/\(id)", as: ClueWorld.office())
            #expect(page.status == 200)
            for text in ["规则car", "五菱荣光", "18,204", "class=\"differs\"", "车辆数", "规则house", "一票否决"] { #expect(page.text.contains(text), "\(text)") }
            for actor in [ClueWorld.officer(ClueWorld.otherVillage), ClueWorld.office(ClueWorld.neighbourCounty)] {
                #expect(try await site.get("/clues/\(id)", as: actor).status == 404)
            }
            #expect(try await site.get("/clues/\(id)", as: ClueWorld.department()).status == 403)
        }
    }

    @Test func cluesAreGivenOutFromTheListAndVerifiedOnAPhone() async throws {
        try await withClues { site, world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 1)]))
            let sent = try await site.post(
                "/clues/dispatch", form: [("all", "yes"), ("limit", "7"), ("client", "0b5c3d2e-1f6a-4c8e-9a7b-2d3e4f5a6b7c")], as: ClueWorld.office())
            #expect(sent.status == 303 && sent.location?.hasPrefix("/tasks?whose=all&batch=") == true)
            #expect(try await site.get(sent.location ?? "", as: ClueWorld.office()).text.contains("撤销这次派发"))
            let (officer, household) = (ClueWorld.officer(), world.households[1] ?? -1)
            let visits = try await site.get("/visits", as: officer)
            #expect(visits.status == 200 && visits.text.contains("田茂户") && visits.text.contains("data-place=\"field\""))
            let visit = try await site.get("/visits/\(household)", as: officer)
            #expect(visit.status == 200 && visit.text.contains("规则car") && visit.text.contains("车辆数"))
            let car = try await world.number("car", 1)
            let path = "/visits/\(household)/clues/\(car)"
            let form = [
                ("verdict", "notConfirmed"), ("explanation", "lent_name"), ("said", "车由其弟出资并使用"), ("signature", "陈大勇"), ("certificate", ""),
                ("on", ""),
            ]
            let refused = try await site.post(path + "/verdict", form: form, as: officer)
            #expect(refused.status == 422 && refused.text.contains("没有证据"))
            #expect(try await site.upload(path + "/photos", file: Array("no picture".utf8), named: "a.jpg", as: officer).status == 422)
            #expect(
                try await site.upload(path + "/photos", file: [0xFF, 0xD8, 0xFF, 0xE0, 9], named: "a.jpg", fields: [("shows", "scene")], as: officer)
                    .status == 303)
            #expect(try await site.post(path + "/verdict", form: form, as: officer).status == 303)
            #expect(try await world.clue("car", 1)?.state == .notConfirmed)
            let photo = try await site.get("/clues/\(car)/photos/1", as: ClueWorld.office())
            #expect(photo.bytes == [0xFF, 0xD8, 0xFF, 0xE0, 9] && photo.header("Content-Type") == "image/jpeg")
            #expect(try await site.get("/clues/\(car)/photos/1", as: ClueWorld.officer(ClueWorld.otherVillage)).status == 404)
            #expect(try await site.get("/visits/\(household)", as: ClueWorld.officer(ClueWorld.otherVillage)).status == 404)
        }
    }

    @Test func theTownshipReviewsAndTheCountyCloses() async throws {
        try await withClues { site, world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            try await world.dispatch(all: true)
            let id = try await world.number("car", 1)
            _ = try await world.verdict(id, .notConfirmed)
            let township = ClueWorld.townshipOfficer()
            #expect(try await site.get("/clues/\(id)", as: township).text.contains("/clues/\(id)/review"))
            #expect(try await site.post("/clues/\(id)/review", form: [("agree", "no"), ("reason", "")], as: township).status == 422)
            #expect(try await site.post("/clues/\(id)/review", form: [("agree", "yes"), ("reason", "")], as: township).status == 303)
            #expect(try await site.post("/clues/close", form: [("all", "yes"), ("reason", "复核无误")], as: township).status == 403)
            #expect(try await site.post("/clues/close", form: [("all", "yes"), ("reason", "复核无误")], as: ClueWorld.office()).status == 303)
            let precision = try await site.get("/clues/precision", as: ClueWorld.office())
            #expect(precision.status == 200 && precision.text.contains("属实率 0.0%") && precision.text.contains("机动车登记"))
            #expect(try await site.get("/clues/progress", as: ClueWorld.office()).text.contains("已销号 1 条"))
            #expect(
                try await site.post("/clues/sample", form: [("verdict", "notConfirmed"), ("percent", "20")], as: ClueWorld.office()).status == 303)
            #expect(try await site.get("/clues/samples", as: ClueWorld.office()).text.contains("1 条待判定"))
        }
    }

    @Test func theWorkbenchTellsEachPostItsOwn() async throws {
        try await withClues { site, world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 2)]))
            #expect(try await site.get("/", as: ClueWorld.office()).text.contains("线索待派发"))
            try await world.dispatch(all: true)
            _ = try await world.verdict(try await world.number("car", 1), .confirmed)
            #expect(try await site.get("/", as: ClueWorld.townshipOfficer()).text.contains("属实线索待整改"))
            #expect(try await site.get("/", as: ClueWorld.officer()).text.contains("未到期的工作"))
            #expect(try await site.get("/clues/households/\(world.households[1] ?? -1)", as: ClueWorld.office()).text.contains("规则car"))
            #expect(try await site.get("/clues/households/\(world.households[3] ?? -1)", as: ClueWorld.office()).status == 404)
        }
    }
}
