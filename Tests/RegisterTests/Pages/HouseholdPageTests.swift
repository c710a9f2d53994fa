import Actions
import Basics
import Storage
import Testing
import Web
import WebTestSupport

@testable import Register

@Suite struct HouseholdPageTests {
    @Test func thePageTellsWhoLivesHereWithMaskedNumbers() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let page = try await site.get("/households/\(tian.household)", as: RegisterWorld.actor())
            #expect(page.status == 200)
            for name in ["田茂林", "吉克·阿依", "田小雨", "田小川", "张秀英"] { #expect(page.text.contains(name)) }
            #expect(page.text.contains("990121********") && page.text.contains("138****2046"))
            #expect(!page.text.contains("13800002046") && !page.text.contains(RegisterWorld.identity(19_730_406, 11)))
            let json = try await site.get("/api/v1/households/\(tian.household)", as: RegisterWorld.actor())
            #expect(json.json["data"]["title"].text == "田茂林户")
            #expect(!json.text.contains(RegisterWorld.identity(19_730_406, 11)))
        }
    }

    @Test func aNeighboursOfficerSeesNoMoreThanOfNothing() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let neighbour = RegisterWorld.actor(990_122_000_000)
            let theirs = try await site.get("/households/\(tian.household)", as: neighbour)
            let nothing = try await site.get("/households/987654", as: neighbour)
            #expect(theirs.status == 404 && nothing.status == 404)
            let reveal = try await site.post(
                "/api/v1/households/\(tian.household)/people/\(tian["田茂林"])/reveals/id_number", json: #"{"purpose": "visit"}"#, as: neighbour)
            #expect(reveal.status == 404)
        }
    }

    @Test func aNumberIsShownForAPurposeAndWhoLookedStandsOnThePage() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let path = "/api/v1/households/\(tian.household)/people/\(tian["田茂林"])/reveals/id_number"
            let without = try await site.post(path, json: "{}", as: RegisterWorld.actor())
            #expect(without.status != 200 && !without.text.contains(RegisterWorld.identity(19_730_406, 11)))
            let with = try await site.post(
                path, json: #"{"purpose": "visit"}"#, as: RegisterWorld.actor(), headers: ["Idempotency-Key": "k-1-2-3-4-5-6-7-8"])
            #expect(with.json["data"]["value"].text == RegisterWorld.identity(19_730_406, 11), "\(with.text)")
            let page = try await site.get("/api/v1/households/\(tian.household)", as: RegisterWorld.actor())
            #expect(page.json["data"]["looks"][0]["text"].text?.contains("田茂林") == true)
            let kept = try await site.desk.database.read { try $0.rows("SELECT outcome FROM action_receipts") }
            for row in kept { #expect(try !String(decoding: row.bytes("outcome"), as: UTF8.self).contains("990121")) }
        }
    }

    @Test func anEarlierDayIsReadOnly() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let page = try await site.get("/households/\(tian.household)?as_of=2015-06-30", as: RegisterWorld.actor())
            #expect(page.status == 200 && page.text.contains("未脱贫") && !page.text.contains("/births"))
            #expect(!page.text.contains("data-reveal"))
            let before = try await site.get("/households/\(tian.household)?as_of=2010-01-01", as: RegisterWorld.actor())
            #expect(before.status == 200 && before.text.contains("这一天本户还不在册") && !before.text.contains("吉克·阿依"))
            #expect(try await site.get("/households/\(tian.household)?as_of=gestern", as: RegisterWorld.actor()).status == 422)
        }
    }
}
