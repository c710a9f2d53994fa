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
            // A browser that cannot ask on the page goes to a page that does.
            let door = "/households/\(tian.household)/people/\(tian["田茂林"])/reveals/id_number"
            let asking = try await site.get(door, as: RegisterWorld.actor())
            #expect(asking.status == 200 && asking.text.contains("name=\"purpose\"") && !asking.text.contains(RegisterWorld.identity(19_730_406, 11)))
            #expect(try await site.post(door, form: [], as: RegisterWorld.actor()).status == 422)
            let shown = try await site.post(door, form: [("purpose", "visit")], as: RegisterWorld.actor())
            #expect(shown.status == 200 && shown.text.contains(RegisterWorld.identity(19_730_406, 11)))
            #expect(try await site.get(door, as: RegisterWorld.actor(990_122_000_000)).status == 404)
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
            #expect(before.status == 200 && before.text.contains("2010-01-01 这一天，本户还不在册") && !before.text.contains("吉克·阿依"))
            #expect(try await site.get("/households/\(tian.household)?as_of=gestern", as: RegisterWorld.actor()).status == 422)
        }
    }

    @Test func aHouseholdThatWasNotKnownYetSaysSoAndNotWhereItIsToday() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let page = try await site.get("/households/\(tian.household)?known_at=2020-01-01", as: RegisterWorld.actor())
            #expect(page.status == 200 && page.text.contains("到 2020-01-01 为止，名册还不知道有这一户"))
            #expect(page.text.contains("2026-11-22 才登入名册"))
            #expect(!page.text.contains("柳树村") && !page.text.contains("田茂林") && !page.text.contains("— 开始"))
        }
    }

    @Test func aMoveTellsFromWhereToWhere() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let path = "/households/\(tian.household)"
            let form = try await site.get(path + "/moves", as: RegisterWorld.actor())
            #expect(form.text.contains("<optgroup label=\"大坪乡\">") && form.text.contains("岔口村"))
            #expect(!form.text.contains("<option value=\"\(RegisterWorld.village)\""), "where it is already")
            let moved = try await site.post(
                path + "/moves", form: [("to", String(RegisterWorld.otherVillage)), ("on", "2026-11-20"), ("reason", "易地搬迁")],
                as: RegisterWorld.actor())
            #expect(moved.status == 303, "\(moved.text)")
            #expect(try await site.get(path, as: RegisterWorld.actor()).text.contains("迁移：从柳树村到岔口村"))
            let english = try await site.get(path, as: RegisterWorld.actor(), headers: ["Accept-Language": "en"])
            #expect(english.text.contains("from 柳树村 to 岔口村"))
        }
    }

    @Test func onlyPlacesThatOneMayMoveAHouseholdToAreOffered() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let path = "/households/\(tian.household)/moves"
            let province = try await site.get(path + "?county=990122", as: RegisterWorld.province())
            #expect(province.text.contains("河口村") && province.text.contains("name=\"county\""))
            let inside = RegisterWorld.actor(without: .householdMoveOut)
            let county = try await site.get(path + "?county=990122", as: inside)
            #expect(!county.text.contains("河口村") && county.text.contains("岔口村") && !county.text.contains("name=\"county\""))
            let village = Actor(
                account: 8, name: "王晓梅", role: "village-officer", permissions: inside.permissions,
                scope: Scope(region: RegisterWorld.code(RegisterWorld.village)))
            #expect(try await site.get(path, as: village).text.contains("你的辖区里没有别的村"))
        }
    }

    @Test func whatOtherRoomsKnowStandsOnThePage() async throws {
        let asked: AskElsewhere = { question, _ in
            #expect(question.people.count == 5 && question.number == 9_900_000_001 && question.place.number == RegisterWorld.village)
            return KnownElsewhere(
                sources: [
                    .init(
                        department: "民政局", title: "最低生活保障", data: "2025 年 9 月", delivered: "2025-10-08", link: "/deliveries/3",
                        rows: [.init(person: "张秀英", line: "18,204", text: "月保障金额 320.00 元", facts: [.init(name: "银行账号", text: "****0287")])],
                        more: [], moreTitle: nil)
                ], silent: [.init(department: "公安局", title: "机动车登记", data: "2025 年 9 月")],
                unknown: [.init(department: "税务局", title: "纳税信息", data: nil)])
        }
        try await RegisterWorld.withRegister(elsewhere: asked) { site, tian in
            let page = try await site.get("/households/\(tian.household)", as: RegisterWorld.actor())
            for text in ["月保障金额 320.00 元", "第 18,204 行", "/deliveries/3", "无记录：1 类", "不知道：1 类", "按本户 5 人"] {
                #expect(page.text.contains(text), "\(text)")
            }
            let json = try await site.get("/api/v1/households/\(tian.household)", as: RegisterWorld.actor())
            #expect(json.json["data"]["departments"]["sources"][0]["rows"][0]["person"].text == "张秀英")
            let unknown = try await site.get("/households/\(tian.household)?known_at=2020-01-01", as: RegisterWorld.actor())
            #expect(!unknown.text.contains("月保障金额"), "of a time in which nobody knew the household nobody is asked")
        }
    }

    @Test func whatOtherRoomsKnowOfOnePersonStandsOnThePersonsPage() async throws {
        let asked: AskElsewhere = { question, _ in
            #expect(question.people.map(\.name) == ["张秀英"] && question.number == nil && question.place.number == RegisterWorld.village)
            return KnownElsewhere(
                sources: [
                    .init(
                        department: "民政局", title: "最低生活保障", data: "2025 年 9 月", delivered: "2025-10-08", link: nil,
                        rows: [.init(person: "张秀英", line: "18,204", text: "月保障金额 320.00 元", facts: [])], more: [], moreTitle: nil)
                ], silent: [.init(department: "公安局", title: "机动车登记", data: "2025 年 9 月")], unknown: [])
        }
        try await RegisterWorld.withRegister(elsewhere: asked) { site, tian in
            let person = try #require(tian.people["张秀英"])
            let page = try await site.get("/households/\(tian.household)/people/\(person)", as: RegisterWorld.actor())
            #expect(page.text.contains("月保障金额 320.00 元") && page.text.contains("里面没有这个人") && !page.text.contains("<b>张秀英</b>"))
        }
    }

    @Test func whoLookedIsNamedWithTheirOffice() async throws {
        let names: NameColleagues = { accounts, _ in
            #expect(accounts == [7])
            return [7: Colleague(name: "周敏", place: "石桥县")]
        }
        try await RegisterWorld.withRegister(colleagues: names) { site, tian in
            let reveal = RevealNumber(household: tian.household, person: tian.people["田茂林"], field: .idNumber)
            _ = try await site.desk.perform(reveal, as: RegisterWorld.actor(), request: .init(id: "look", purpose: "visit"))
            let page = try await site.get("/households/\(tian.household)", as: RegisterWorld.actor())
            #expect(page.text.contains("周敏（石桥县·") && !page.text.contains("7 号账号"))
        }
    }

    @Test(
        arguments: [
            ("吴家坡村", "一组", "太集镇吴家坡村", ["太集镇吴家坡村", "一组"]), ("柳树村", nil, "三组18号", ["柳树村", "三组18号"]),
            ("柳树村", "三组", "三组18号", ["柳树村", "三组18号"]), ("柳树村", "三组", "柳树村", ["柳树村", "三组"]), (nil, nil, nil, []), ("柳树村", "三组", nil, ["柳树村", "三组"]),
        ] as [(String?, String?, String?, [String])])
    func noPlaceStandsTwiceInTheLine(_ village: String?, _ hamlet: String?, _ address: String?, _ line: [String]) {
        #expect(HouseholdPage.dwelling(village: village, hamlet: hamlet, address: address) == line)
    }
}
