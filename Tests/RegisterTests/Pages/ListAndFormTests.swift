import Actions
import Basics
import Storage
import Testing
import Web
import WebTestSupport

@testable import Register

@Suite struct ListAndFormTests {
    @Test func theCountIsThatOfTheListAndOfTheExport() async throws {
        try await RegisterWorld.withRegister { site, _ in
            for (filter, count) in [
                ("", 2), ("?monitored=any", 1), ("?risk=schooling", 1), ("?risk=nonsense", 0), ("?status=exited", 2), ("?status=poor", 0),
            ] {
                let list = try await site.get("/api/v1/households\(filter)", as: RegisterWorld.actor())
                #expect(
                    list.json["data"]["title"].text?.contains(" \(count) ") == true || list.json["data"]["title"].text?.hasPrefix("\(count)") == true,
                    "\(filter): \(list.text)")
            }
            let export = try await site.post("/households/export", form: [("purpose", "check")], as: RegisterWorld.actor())
            #expect(export.status == 200 && export.text.split(separator: "\r\n").count == 3)
            #expect(!export.text.contains("13800002046"))
            let neighbour = try await site.get("/households", as: RegisterWorld.actor(990_122_000_000))
            #expect(!neighbour.text.contains("田茂林") && neighbour.status == 200)
        }
    }

    @Test func pagesOfTheListFollowEachOtherWithoutGapOrRepeat() async throws {
        try await RegisterWorld.withRegister { site, _ in
            let first = try await site.get("/api/v1/households?limit=1", as: RegisterWorld.actor())
            let next = try #require(first.json["meta"]["next"].text)
            let second = try await site.get("/api/v1/households?limit=1&after=\(next)", as: RegisterWorld.actor())
            #expect(first.json["data"]["rows"][0]["head"].text == "田茂林")
            #expect(second.json["data"]["rows"][0]["head"].text == "欧阳德顺" && second.json["meta"]["next"].text == nil)
        }
    }

    /// Name, initials, other readings, ID, phone, household number; never outside the scope, never in the address.
    @Test func aPersonIsFoundByWhatOneHasAtHand() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let typed = [
                ("tml", "拼音首字母"), ("TML", "拼音首字母"), ("田茂", "姓名"), ("田茂林", "姓名"), (RegisterWorld.identity(19_730_406, 11), "证件号"),
                ("138 0000 2046", "电话"), ("9900000001", "户编号"), ("jka", "拼音首字母"),
            ]
            for (text, matched) in typed {
                let sent = try await site.post("/people/search", form: [("text", text)], as: RegisterWorld.actor())
                let place = try #require(sent.location)
                #expect(sent.status == 303 && !place.contains(text))
                let page = try await site.get(place, as: RegisterWorld.actor())
                #expect(page.text.contains("/households/\(tian.household)"), "\(text)")
                #expect(page.text.contains(">\(matched)<") && page.text.contains("田茂林户") && page.text.contains("大坪乡 柳树村"), "\(text)")
                let foreign = try await site.get(place, as: RegisterWorld.actor(990_122_000_000))
                #expect(!foreign.text.contains("/households/\(tian.household)"))
            }
            let elsewhere = try await site.post("/people/search", form: [("text", "tml")], as: RegisterWorld.actor(990_122_000_000))
            let page = try await site.get(try #require(elsewhere.location), as: RegisterWorld.actor(990_122_000_000))
            #expect(!page.text.contains("田茂林"))
        }
    }

    @Test func aBirthIsRecordedByItsFormAndStandsOnThePage() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let path = "/households/\(tian.household)/births"
            #expect(try await site.get(path, as: RegisterWorld.actor()).status == 200)
            let wrong = try await site.post(
                path, form: [("on", "2026-12-24"), ("name", "田新月"), ("sex", "female"), ("relation", "granddaughter"), ("reason", "证明")],
                as: RegisterWorld.actor())
            #expect(wrong.status == 422 && wrong.text.contains("还没有到") && wrong.text.contains("田新月"))
            let sent = try await site.post(
                path,
                form: [
                    ("on", "2026-10-15"), ("name", "田新月"), ("sex", "female"), ("relation", "granddaughter"), ("mother", String(tian["吉克·阿依"])),
                    ("id_number", ""), ("ethnicity", ""), ("reason", "出生医学证明"), ("evidence", ""), ("client", "c-birth-1-2-3-4"),
                ], as: RegisterWorld.actor())
            #expect(sent.status == 303, "\(sent.text)")
            let page = try await site.get("/households/\(tian.household)", as: RegisterWorld.actor())
            #expect(page.text.contains("出生：田新月") && page.text.contains("才知道"))
            let before = try await site.get("/households/\(tian.household)?as_of=2026-10-31&known_at=2026-11-21", as: RegisterWorld.actor())
            #expect(!before.text.contains("田新月"))
        }
    }

    @Test(arguments: ChangeForm.allCases)
    func everyFormOpens(_ form: ChangeForm) async throws {
        try await RegisterWorld.withRegister { site, tian in
            let page = try await site.get(form.path(tian.household), as: RegisterWorld.actor())
            #expect(page.status == 200 && page.text.contains("name=\"reason\""))
            let english = try await site.get(form.path(tian.household), as: RegisterWorld.actor(), headers: ["Cookie": "language=en"])
            #expect(english.status == 200)
            #expect(try await site.get(form.path(tian.household), as: RegisterWorld.actor(990_122_000_000)).status == 404)
        }
    }

    @Test func theHeadsDeathIsRecordedByItsForm() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let form: [(String, String)] = [
                ("person", String(tian["田茂林"])), ("on", "2026-11-01"), ("new_head", String(tian["吉克·阿依"])),
                ("relations.0.person", String(tian["田茂林"])), ("relations.0.relation", "-"),
                ("relations.1.person", String(tian["吉克·阿依"])), ("relations.1.relation", "-"),
                ("relations.2.person", String(tian["田小雨"])), ("relations.2.relation", "daughter"),
                ("relations.3.person", String(tian["田小川"])), ("relations.3.relation", "son"),
                ("relations.4.person", String(tian["张秀英"])), ("relations.4.relation", "husbands-mother"), ("reason", "死亡证明"), ("evidence", ""),
            ]
            let sent = try await site.post("/households/\(tian.household)/deaths", form: form, as: RegisterWorld.actor())
            #expect(sent.status == 303, "\(sent.text)")
            let page = try await site.get("/api/v1/households/\(tian.household)", as: RegisterWorld.actor())
            #expect(page.json["data"]["title"].text == "吉克·阿依户")
        }
    }

    @Test func incomeAndMonitoringFormsTakeTheirLists() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let income = try await site.post(
                "/households/\(tian.household)/income",
                form: [
                    ("year", "2026"), ("on", "2026-10-08"), ("items.0.item", "wage.work"), ("items.0.amount", "18400.00"),
                    ("items.0.basis", "服装厂 8 个月"),
                    ("items.1.item", "cost.crops"), ("items.1.amount", "3150"), ("items.1.basis", ""), ("items.2.item", "wage.village-post"),
                    ("items.2.amount", ""), ("compensation", ""), ("self_paid", "21340"),
                    ("signed", "true"), ("reason", "当面核算"), ("evidence", ""),
                ], as: RegisterWorld.actor())
            #expect(income.status == 303, "\(income.text)")
            let monitoring = try await site.post(
                "/households/\(tian.household)/monitoring",
                form: [
                    ("kind", "unstable"), ("risks", "illness"), ("risks", "schooling"), ("consent_letter", ""), ("on", "2026-11-02"),
                    ("reason", "村评议"), ("evidence", ""),
                ],
                as: RegisterWorld.actor())
            #expect(monitoring.status == 303, "\(monitoring.text)")
            let page = try await site.get("/households/\(tian.household)", as: RegisterWorld.actor())
            #expect(page.text.contains("15,250.00") && page.text.contains("风险未消除：因病、因学") && page.text.contains("服装厂 8 个月"))
        }
    }
}
