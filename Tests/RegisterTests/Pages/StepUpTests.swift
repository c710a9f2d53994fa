import Actions
import Storage
import Testing
import WebTestSupport

@testable import Register

/// Numbers and lists leave the house only shortly after somebody has shown who they are.
@Suite struct StepUpTests {
    @Test func aNumberIsShownOnlyToWhoeverHasJustShownWhoTheyAre() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let path = "/households/\(tian.household)/people/\(tian["田茂林"])/reveals/id_number"
            let officer = RegisterWorld.actor()
            let answered = try await site.post(path, form: [("purpose", "visit")], as: officer)
            #expect(answered.status == 200 && answered.text.contains(#/[0-9]{17}[0-9X]/#))
            let shown = try await Self.reveals(site)
            site.lapse(officer)
            let asked = try await site.post(path, form: [("purpose", "visit")], as: officer)
            #expect(!asked.text.contains(#/[0-9]{17}[0-9X]/#))
            #expect(asked.status == 303 && asked.location == "/account/confirm?back=%2Fhouseholds%2F\(tian.household)")
            let after = try await Self.reveals(site)
            #expect(after == shown && shown == 1)
        }
    }

    @Test func aListIsExportedOnlyToWhoeverHasJustShownWhoTheyAre() async throws {
        try await RegisterWorld.withRegister { site, _ in
            let officer = RegisterWorld.actor()
            site.lapse(officer)
            let asked = try await site.post("/households/export", form: [("purpose", "check")], as: officer)
            #expect(asked.location == "/account/confirm?back=%2Fhouseholds" && !asked.text.contains("田茂林"))
            let machine = try await site.post("/api/v1/households/export", json: #"{"purpose": "check"}"#, as: officer)
            #expect(machine.status == 200)
        }
    }

    private static func reveals(_ site: WebTester) async throws -> Int64 {
        try await site.desk.database.read { try $0.count("SELECT COUNT(*) FROM audit_leaves WHERE action = 'person.reveal'") }
    }
}
