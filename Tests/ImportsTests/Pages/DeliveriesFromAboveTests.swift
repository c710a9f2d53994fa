import Actions
import Basics
import Storage
import Testing
import Web
import WebTestSupport

@testable import Imports

/// What a department hands over for the whole province, seen from a county of it.
@Suite struct DeliveriesFromAboveTests {
    private static let province = DeliveryDesk.actor(DeliveryDesk.place(990_000_000_000), account: 3)
    private static let office = DeliveryDesk.actor()
    private static let list = "/departments/medical-insurance/medical-settlement"

    /// Puts a delivery of the province there whose accepted rows speak of two counties, and accepts it.
    private static func sent(_ site: WebTester, _ work: () async throws -> Void) async throws -> String {
        let sent = try await site.upload(
            "/deliveries", file: DeliveryPagesTests.file(), named: "全省医保.csv", fields: DeliveryPagesTests.fields, as: province)
        let path = try #require(sent.location)
        try await work()
        let id = try #require(Int64(path.split(separator: "/").last ?? ""))
        try await site.desk.database.write { transaction in
            _ = try transaction.execute("DELETE FROM delivery_places")
            for (row, place) in [(990_101_001_000, 40), (990_101_002_000, 2), (990_102_001_000, 255)].enumerated() {
                _ = try transaction.execute(
                    """
                    INSERT INTO delivery_places (id, delivery_id, region, rows_in, audit_leaf, audit_index)
                    VALUES (\(Int64(row + 900)), \(id), \(Int64(place.0)), \(Int64(place.1)), 1, 0)
                    """)
            }
        }
        return path
    }

    @Test func aCountyKnowsOfItAndOfItsOwnRowsAndOpensNothing() async throws {
        try await DeliveryPagesTests.site { site, work in
            let path = try await Self.sent(site, work)
            let waiting = try await site.get("/api/v1" + Self.list, as: Self.office).json["data"]["deliveries"][0]
            #expect(waiting["state"].text == "待采用" && waiting["rows"].text == "42")
            #expect(waiting["rejected"].text == "—" && waiting["name"].text == "" && waiting["link"].text == nil)
            #expect(
                try await site.post(path + "/accept", form: [("client", "5e0c3a50-0000-4000-8000-000000000009")], as: Self.province).status == 303)

            let page = try await site.get(Self.list, as: Self.office).text
            #expect(page.contains("全省一份") && page.contains("已采用") && !page.contains("全省医保.csv") && !page.contains(path))
            let source = try await Self.settlements(site, Self.office)
            #expect(source["is_known"].bool == true && source["rows"].number == 42 && source["coverage"].text == "2 / 14")
            #expect(source["reject_rate"].text == "—" && source["delivery_link"].text == nil)
            let doors = [path, path + "/rejects", path + "/correction", path + "/original?purpose=x"]
            for door in doors + ["/api/v1" + path, "/api/v1" + path + "/rejects"] {
                #expect(try await site.get(door, as: Self.office).status == 404, "\(door)")
            }
            #expect(try await site.post(path + "/send-back", form: [("reason", "x")], as: Self.office).status == 404)
        }
    }

    @Test func anotherDepartmentAndAnotherProvinceDoNotKnowOfIt() async throws {
        try await DeliveryPagesTests.site { site, work in
            _ = try await Self.sent(site, work)
            let elsewhere = DeliveryDesk.actor(DeliveryDesk.place(110_101_000_000), account: 21)
            #expect(try await !site.get(Self.list, as: elsewhere).text.contains("全省一份"))
            let neighbour = DeliveryDesk.actor(DeliveryDesk.neighbour, account: 22)
            #expect(try await site.get("/api/v1" + Self.list, as: neighbour).json["data"]["deliveries"][0]["rows"].text == "255")
            let other = DeliveryDesk.actor(department: "civil-affairs", account: 23)
            #expect(try await site.get(Self.list, as: other).status == 404)
        }
    }

    @Test func oneOfTheCountysOwnGoesBeforeOneFromAboveForTheSameTime() async throws {
        try await DeliveryPagesTests.site { site, work in
            let above = try await Self.sent(site, work)
            let own = try await site.upload(
                "/deliveries", file: DeliveryPagesTests.file(broken: 5), named: "a.csv", fields: DeliveryPagesTests.fields, as: Self.office)
            let path = try #require(own.location)
            try await work()
            for (door, actor) in [(path, Self.office), (above, Self.province)] {
                let accepted = try await site.post(door + "/accept", form: [("client", RandomText.uuid())], as: actor)
                #expect(accepted.status == 303)
            }
            let source = try await Self.settlements(site, Self.office)
            #expect(source["delivery_link"].text == path && source["rows"].number == 300)
        }
    }

    private static func settlements(_ site: WebTester, _ actor: Actor) async throws -> TestJSON {
        let departments = try await site.get("/api/v1/departments", as: actor).json["data"]["departments"]
        return departments[0]["sources"][0]
    }
}
