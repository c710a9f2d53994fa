import Actions
import HTTPTypes
import Storage
import Testing
import Web
import WebTestSupport

@testable import Dashboards

/// Taking over a map: by the page and by a machine, with every feature accounted for.
@Suite struct MapPagesTests {
    private func send(_ text: String, to site: WebTester, as actor: Actor = DashboardsWorld.actor()) async throws -> TestAnswer {
        try await site.send(
            .post, "/api/v1/map/imports", as: actor, bearer: true,
            headers: ["Content-Type": "application/octet-stream", "Content-Disposition": "attachment; filename=map.geojson"], body: Array(text.utf8))
    }

    @Test func featuresInAreDrawnUnchangedOrRejectedWithTheReason() async throws {
        try await DashboardsWorld.withDashboards { site in
            let unknown = MapIntakeTests.feature("990399")
            let open = MapIntakeTests.feature("990322", "[[[100,30],[101,30],[101,31],[100,31]]]")
            let good = MapIntakeTests.feature("990321")
            let answer = try await send(MapIntakeTests.collection([good, unknown, open, "7"]), to: site)
            #expect(answer.status == 200)
            let data = answer.json["data"]
            #expect(data["features"].number == 4 && data["drawn"].number == 1 && data["unchanged"].number == 0 && data["rejected"].number == 3)
            let page = try await site.get("/map/imports/\(data["number"].number ?? 0)", as: DashboardsWorld.actor())
            for text in ["区划清单里没有这个代码", "第 1 个环没有闭合", "990399000000", "读不懂"] { #expect(page.text.contains(text), "\(text)") }
            let again = try await send(MapIntakeTests.collection([good]), to: site)
            #expect(again.json["data"]["unchanged"].number == 1 && again.json["data"]["drawn"].number == 0)
            let moved = MapIntakeTests.feature("990321", "[[[100,30],[103,30],[103,31],[100,31],[100,30]]]")
            let changed = try await send(MapIntakeTests.collection([moved]), to: site)
            #expect(changed.json["data"]["drawn"].number == 1)
            let count = try await site.desk.database.read { try $0.count("SELECT COUNT(*) FROM map_shapes") }
            #expect(count == 1)
        }
    }

    @Test func regionsOfOthersAreNotTaken() async throws {
        try await DashboardsWorld.withDashboards { site in
            let county = DashboardsWorld.actor(DashboardsWorld.county)
            let answer = try await send(
                MapIntakeTests.collection([MapIntakeTests.feature("990321"), MapIntakeTests.feature("990322")]), to: site, as: county)
            #expect(answer.json["data"]["drawn"].number == 1 && answer.json["data"]["rejected"].number == 1)
            let number = answer.json["data"]["number"].number ?? 0
            let page = try await site.get("/map/imports/\(number)", as: county)
            #expect(page.text.contains("不在你的辖区"))
            let neighbour = DashboardsWorld.actor(DashboardsWorld.county + 1_000_000, account: 8)
            #expect(try await site.get("/map/imports/\(number)", as: neighbour).status == 404)
            #expect(try await site.get("/map", as: DashboardsWorld.actor(without: [.mapChange])).status == 403)
            let refused = try await send(DashboardsWorld.map, to: site, as: DashboardsWorld.actor(without: [.mapChange], account: 9))
            #expect(refused.status == 403)
        }
    }

    @Test func aFileThatIsNoMapComesBackWithWhatIsWrong() async throws {
        try await DashboardsWorld.withDashboards { site in
            let topology = try await site.upload(
                "/map/imports", file: Array(#"{"type":"Topology","objects":{}}"#.utf8), named: "省.json", fields: [("property", "")],
                as: DashboardsWorld.actor())
            #expect(topology.status == 422)
            #expect(topology.text.contains("TopoJSON") && topology.text.contains("请转成 GeoJSON"))
            let cut = try await send(String(DashboardsWorld.map.dropLast(40)), to: site)
            #expect(cut.status == 422)
            let count = try await site.desk.database.read { try $0.count("SELECT COUNT(*) FROM map_imports") }
            #expect(count == 0)
        }
    }

    @Test func theFormTakesAFileAndTheNameOfTheProperty() async throws {
        try await DashboardsWorld.withDashboards { site in
            let feature = #"{"type":"Feature","properties":{"XZQDM":"990321"},"geometry":{"type":"Polygon","coordinates":\#(MapIntakeTests.square)}}"#
            let sent = try await site.upload(
                "/map/imports", file: Array(MapIntakeTests.collection([feature]).utf8), named: "县界.geojson", fields: [("property", "XZQDM")],
                as: DashboardsWorld.actor())
            #expect(sent.status == 303)
            let page = try await site.get(sent.location ?? "", as: DashboardsWorld.actor())
            #expect(page.text.contains("县界.geojson：画出 1 个"))
            let map = try await site.get("/map", as: DashboardsWorld.actor(), headers: ["Cookie": "youshu_language=en"])
            #expect(map.text.contains("Maps: 1 of"))
        }
    }
}
