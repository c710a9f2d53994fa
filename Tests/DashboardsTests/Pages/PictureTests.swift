import Actions
import Basics
import Clues
import Foundation
import Register
import TestSupport
import Testing
import Web
import WebTestSupport

@testable import Dashboards

/// The picture and the screen: the same numbers as the lists, within the reader's region, with a map where there is one.
@Suite struct PictureTests {
    private func importMap(_ site: WebTester) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "map-\(UUID().uuidString).geojson").path
        try Data(DashboardsWorld.map.utf8).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let told = try await MapHandOver(desk: site.desk).load(file, as: DashboardsWorld.actor(), request: .init(id: "map"))
        #expect(told.outcome.drawn == 8 && told.rejects.isEmpty)
    }

    @Test func everyPageIsDrawnInBothLanguages() async throws {
        try await DashboardsWorld.withDashboards { site in
            for page in try EveryPage.draw(site) { #expect(!page.html.contains("[["), "\(page.template)") }
        }
    }

    @Test func theMapOfAnotherProvinceIsDrawnWithItsNumbers() async throws {
        try await DashboardsWorld.withDashboards { site in
            try await importMap(site)
            let page = try await site.get("/picture?region=\(DashboardsWorld.city)&figure=monitored", as: DashboardsWorld.actor())
            #expect(page.status == 200)
            let map = try #require(page.text.firstRange(of: "<svg class=\"map\"")).lowerBound
            let drawing = page.text[map...]
            for (name, number) in [("石桥县", "3 户"), ("白水县", "1 户"), ("双河县", "4 户")] {
                #expect(drawing.contains("aria-label=\"\(name)，\(number)"), "\(name)")
            }
            #expect(page.text.utf8.count < 150_000)
            let data = try await site.get("/api/v1/picture?region=\(DashboardsWorld.city)&figure=monitored", as: DashboardsWorld.actor()).json["data"]
            #expect(data["map"]["areas"].count == 5)
            #expect(data["ranking"]["lines"].count == 5)
            // 3 of 5, 4 of 5: the largest share stands first.
            #expect(data["ranking"]["lines"][0]["name"].text == "双河县")
            #expect(data["map"]["missing"].text == nil)
        }
    }

    @Test func withoutAMapTheTableStandsAloneAndSaysSo() async throws {
        try await DashboardsWorld.withDashboards { site in
            let page = try await site.get("/picture?region=\(DashboardsWorld.city)", as: DashboardsWorld.actor())
            #expect(page.text.contains("还没有导入这里的地图") && !page.text.contains("<svg class=\"map\"") && page.text.contains("石桥县"))
        }
    }

    @Test func everyNumberOfTheTableIsTheLengthOfItsList() async throws {
        try await DashboardsWorld.withDashboards { site in
            var followed = 0
            for region in [DashboardsWorld.city, DashboardsWorld.county, DashboardsWorld.county + 204_000] {
                let data = try await site.get("/api/v1/picture?region=\(region)&figure=monitored", as: DashboardsWorld.actor()).json["data"]
                var values = (0..<(data["ranking"]["lines"].count ?? 0)).flatMap { line in
                    ["count", "whole"].map { data["ranking"]["lines"][line][$0] }
                }
                values += (0..<(data["keys"].count ?? 0)).map { data["keys"][$0]["value"] }
                for value in values {
                    guard let link = value["link"].text else { continue }
                    let list = try await site.get("/api/v1" + link, as: DashboardsWorld.actor()).json["data"]
                    #expect(list["count"].number == value["count"].number, "\(link)")
                    followed += 1
                }
            }
            #expect(followed > 12)
        }
    }

    @Test func aVillageOfTheTableLeadsToItsListAndALeaderToItsPicture() async throws {
        try await DashboardsWorld.withDashboards { site in
            try await importMap(site)
            let path = "/picture?region=\(DashboardsWorld.county + 204_000)&figure=monitored"
            let office = try await site.get(path, as: DashboardsWorld.actor())
            #expect(office.text.contains("<a href=\"/households?monitored=any&amp;region=\(DashboardsWorld.village)\">柳树村</a>"))
            let leader = DashboardsWorld.actor(without: [.householdRead, .clueRead], account: 8)
            let seen = try await site.get(path, as: leader)
            #expect(
                seen.status == 200 && !seen.text.contains("/households?")
                    && seen.text.contains("/picture?figure=monitored&amp;region=\(DashboardsWorld.village)"))
            let village = try await site.get("/picture?region=\(DashboardsWorld.village)", as: DashboardsWorld.actor())
            #expect(village.status == 200 && village.text.contains("本村的户"))
        }
    }

    @Test func theWholeStateStandsInTheAddress() async throws {
        try await DashboardsWorld.withDashboards { site in
            let page = try await site.get(
                "/picture?region=\(DashboardsWorld.city)&figure=poor&as_of=2026-11-01&sort=name", as: DashboardsWorld.actor())
            #expect(page.text.contains("value=\"2026-11-01\""))
            #expect(page.text.contains("region=\(DashboardsWorld.county)"))
            #expect(page.text.contains("<option value=\"poor\" selected>"))
            let future = try await site.get("/picture?as_of=2027-11-01", as: DashboardsWorld.actor())
            #expect(future.status == 422)
            let machine = try await site.get("/api/v1/picture?figure=nothing", as: DashboardsWorld.actor())
            #expect(machine.status == 422)
        }
    }

    @Test func nobodySeesTheNumbersOfAnotherPlace() async throws {
        try await DashboardsWorld.withDashboards { site in
            let county = DashboardsWorld.actor(DashboardsWorld.county, account: 8)
            for path in ["/picture", "/screen", "/screen/events", "/api/v1/screen/events"] {
                let status = try await site.get("\(path)?region=\(DashboardsWorld.county + 1_000_000)", as: county).status
                #expect(status == 404, "\(path)")
            }
            let own = try await site.get("/api/v1/picture?figure=monitored", as: county).json["data"]
            #expect(own["ranking"]["total"]["count"]["count"].number == 3)
            #expect(own["crumbs"][0]["link"].text == nil)
            #expect(try await site.get("/screen", as: DashboardsWorld.actor(without: [.figureRead])).status == 403)
        }
    }

    @Test func theScreenHasTheNumbersOfThePictureAndNoName() async throws {
        try await DashboardsWorld.withDashboards { site in
            try await importMap(site)
            let picture = try await site.get("/api/v1/picture?region=\(DashboardsWorld.city)", as: DashboardsWorld.actor()).json["data"]
            let screen = try await site.get("/api/v1/screen?region=\(DashboardsWorld.city)", as: DashboardsWorld.actor()).json["data"]
            #expect(screen["risk_open"].text == picture["ranking"]["total"]["count"]["text"].text)
            #expect(screen["monitored"].text == picture["ranking"]["total"]["whole"]["text"].text)
            let page = try await site.get("/screen?region=\(DashboardsWorld.city)", as: DashboardsWorld.actor())
            #expect(page.text.contains("data-place=\"wall\"") && !page.text.contains("田茂林") && !page.text.contains("style="))
        }
    }

    @Test func theScreenIsToldWhenSomethingOnItChanges() async throws {
        try await DashboardsWorld.withDashboards { site in
            let watch = ScreenWatch(parts: try DashboardsWorld.parts(try TemporaryFolder()), pause: .milliseconds(30))
            var events = watch.changes(at: site.desk, as: DashboardsWorld.actor()).makeAsyncIterator()
            let first = try await events.next()
            #expect(first?.name == "now" && first?.data.contains("\"monitored\":13") == true)
            try await importMap(site)
            let second = try await events.next()
            #expect(second?.name == "figures")
            try await DashboardsWorld.add(2, monitored: 2, to: DashboardsWorld.village, site.desk)
            let third = try await events.next()
            #expect(third?.name == "figures" && third?.data.contains("\"monitored\":15") == true)
        }
    }

    @Test func aStreamOfTheScreenBeginsWithTheNumbersAndEndsWithTheRight() async throws {
        try await DashboardsWorld.withDashboards { site in
            let actor = DashboardsWorld.actor(DashboardsWorld.county, account: 8)
            async let heard = site.get("/screen/events", as: actor)
            try await Task.sleep(for: .milliseconds(100))
            site.change(actor, to: DashboardsWorld.actor(DashboardsWorld.county, without: [.figureRead], account: 8))
            let text = try await heard.text
            #expect(text.hasPrefix("retry: 3000"))
        }
    }
}
