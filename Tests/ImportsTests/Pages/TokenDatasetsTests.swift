import Actions
import HTTPTypes
import Storage
import Testing
import WebTestSupport

@testable import Imports

/// A machine's token names datasets: it sends and reads those and nothing else of its department.
@Suite struct TokenDatasetsTests {
    private static func machine(_ datasets: Set<String>) -> Actor {
        Actor(
            account: 31, name: "结算平台", role: "department-officer", permissions: [.deliveryRead, .deliverySubmit, .deliveryOpen],
            scope: Scope(region: DeliveryDesk.county, department: "medical-insurance", datasets: datasets))
    }

    private static let named = machine([DeliveryDesk.source])
    private static let other = machine(["medical-insurance/enrolment"])

    private static func sent(_ site: WebTester, as actor: Actor) async throws -> TestAnswer {
        try await site.send(
            .post, "/api/v1/deliveries?source=medical_settlement&period=2025-09", as: actor, bearer: true,
            headers: ["Content-Type": "application/octet-stream", "Content-Disposition": "attachment; filename=a.csv"],
            body: DeliveryPagesTests.file())
    }

    private static func count(_ site: WebTester, _ sql: SQL) async throws -> Int64 { try await site.desk.database.read { try $0.count(sql) } }

    @Test func aTokenOfAnotherDatasetSendsNothingAndIsLogged() async throws {
        try await DeliveryPagesTests.site { site, _ in
            let refused = try await Self.sent(site, as: Self.other)
            #expect(refused.status == 404)
            let logged = try await Self.count(site, "SELECT COUNT(*) FROM audit_leaves WHERE action = 'delivery.receive' AND account = 31")
            let before = try await Self.count(site, "SELECT COUNT(*) FROM deliveries")
            #expect(logged == 1 && before == 0)
            let taken = try await Self.sent(site, as: Self.named)
            let after = try await Self.count(site, "SELECT COUNT(*) FROM deliveries")
            #expect((200...201).contains(taken.status) && after == 1)
        }
    }

    /// The desk asks too, whichever door the act came by.
    @Test func theDeskRefusesADatasetThatTheTokenDoesNotName() async throws {
        try await DeliveryDesk.each { house in
            await #expect(throws: Refusal.notFound) { try await house.receive(DeliveryPagesTests.file(), as: Self.other) }
            let named = try await house.receive(DeliveryPagesTests.file(), as: Self.named)
            await #expect(throws: Refusal.notFound) {
                try await house.perform(OpenDeliveryFile(delivery: named.delivery, part: .original), as: Self.other, purpose: "x")
            }
        }
    }

    @Test func aTokenOfAnotherDatasetReadsNothingOfThisOne() async throws {
        try await DeliveryPagesTests.site { site, work in
            let sent = try await site.upload(
                "/deliveries", file: DeliveryPagesTests.file(), named: "a.csv", fields: DeliveryPagesTests.fields, as: Self.named)
            let path = try #require(sent.location)
            try await work()
            let list = "/departments/medical-insurance/medical-settlement"
            for door in [path, path + "/rejects", list] {
                #expect(try await site.get("/api/v1" + door, as: Self.other).status == 404, "\(door)")
                #expect(try await site.get("/api/v1" + door, as: Self.named).status == 200, "\(door)")
            }
            #expect(try await site.get("/api/v1" + path + "/correction", as: Self.other).status == 404)
            #expect(try await !site.get("/api/v1/departments", as: Self.other).text.contains("medical_settlement"))
            #expect(try await site.get("/api/v1/departments", as: Self.named).text.contains("medical_settlement"))
            #expect(try await !site.get("/deliveries/new", as: Self.other).text.contains("medical_settlement"))
        }
    }
}
