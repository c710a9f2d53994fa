import Actions
import Basics
import Storage
import Testing
import WebTestSupport

@testable import Register

/// A number that a file brings under another name is neither taken in nor lost: somebody decides.
@Suite struct IdentityQuestionTests {
    private static let number = RegisterWorld.identity(19_730_406, 11)

    /// The file's rows as an import hands them over.
    private static func raise(
        _ desk: Desk, _ rows: [(line: Int64, household: Int64, name: String, identity: String)], batch: String = "3", as actor: Actor? = nil
    ) async throws -> Int {
        let action = RaiseIdentityQuestions(
            batch: batch, chunk: 0, rows: rows.map { .init(line: $0.line, household: $0.household, name: $0.name, identity: $0.identity) })
        return try await desk.perform(action, as: actor ?? RegisterWorld.actor(), request: .init(id: "raise-\(batch)", client: "raise-\(batch)"))
            .outcome
    }

    private static func open(_ desk: Desk, as actor: Actor? = nil) async throws -> [IdentityQuestion] {
        try await desk.ask(IdentityQuestionList(open: true, after: nil, limit: 50), as: actor ?? RegisterWorld.actor()).found
    }

    private static func decide(
        _ desk: Desk, _ question: Int64, _ decision: DecideIdentityQuestion.Decision, as actor: Actor? = nil, reason: String = "看过身份证"
    ) async throws {
        _ = try await desk.perform(
            DecideIdentityQuestion(question: question, decision: decision, reason: reason), as: actor ?? RegisterWorld.actor(),
            request: .init(id: "decide"))
    }

    @Test func onlyAnotherNameOrAnotherHouseholdIsAQuestionAndOnce() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let rows: [(line: Int64, household: Int64, name: String, identity: String)] = [
                (2, 9_900_000_001, "田茂林", Self.number), (3, 9_900_000_001, "田茂森", Self.number),
                (4, 9_900_000_077, "田小川", RegisterWorld.identity(20_110_930, 33)), (5, 9_900_000_001, "无此人", RegisterWorld.identity(19_990_101, 7)),
            ]
            #expect(try await Self.raise(desk, rows) == 2)
            let open = try await Self.open(desk)
            #expect(open.map(\.kind) == [.otherName, .otherHousehold])
            #expect(open.map(\.line) == [3, 4] && open.map(\.name) == ["田茂林", "田小川"] && open[1].fileHousehold == 9_900_000_077)
            // The same file again asks nothing new, and a second sending of the same chunk has no second effect.
            #expect(try await Self.raise(desk, rows, batch: "4") == 0)
            #expect(try await Self.raise(desk, rows) == 2)
            #expect(try await Self.open(desk).count == 2)
        }
    }

    @Test func takingTheFilesNameChangesItAndKeepsTheFormerOnRecord() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            _ = try await Self.raise(desk, [(3, 9_900_000_001, "田茂森", Self.number)])
            let before = try await members(desk, tian.household, on: "2026-11-22").count
            let question = try #require(try await Self.open(desk).first)
            await expectRefusal("reason") { try await Self.decide(desk, question.id, .take, reason: " ") }
            try await Self.decide(desk, question.id, .take)
            #expect(try await names(desk, tian, on: "2026-11-22").contains("田茂森"))
            #expect(try await names(desk, tian, on: "2026-11-22", known: RegisterWorld.morning.adding(seconds: 120)).contains("田茂林"))
            #expect(try await members(desk, tian.household, on: "2026-11-22").count == before)
            #expect(try await Self.open(desk).isEmpty)
            let found = try await desk.database.read { try $0.row("SELECT state, decided_by FROM identity_questions") }
            #expect(try found?.text("state") == "taken" && found?.integer("decided_by") == 7)
            await #expect(throws: Refusal.conflict(RegisterProblems.questionDecided)) { try await Self.decide(desk, question.id, .keep) }
        }
    }

    @Test(arguments: [DecideIdentityQuestion.Decision.keep, .otherPerson])
    func keepingTheRegisterLeavesItAsItWas(_ decision: DecideIdentityQuestion.Decision) async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            _ = try await Self.raise(desk, [(3, 9_900_000_001, "田茂森", Self.number)])
            let question = try #require(try await Self.open(desk).first)
            try await Self.decide(desk, question.id, decision)
            #expect(try await names(desk, tian, on: "2026-11-22").contains("田茂林"))
            let state = try await desk.database.read { try $0.row("SELECT state FROM identity_questions")?.text("state") }
            #expect(state == decision.state.rawValue)
        }
    }

    @Test func anotherHouseholdIsNoOtherName() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            _ = try await Self.raise(desk, [(3, 9_900_000_077, "田茂林", Self.number)])
            let question = try #require(try await Self.open(desk).first)
            await expectRefusal("decision") { try await Self.decide(desk, question.id, .take) }
            try await Self.decide(desk, question.id, .keep)
        }
    }

    @Test func theNeighbourCountyNeitherSeesNorDecides() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let neighbour = RegisterWorld.actor(990_122_000_000)
            #expect(try await Self.raise(desk, [(3, 1, "田茂森", Self.number)], batch: "5", as: neighbour) == 0)
            _ = try await Self.raise(desk, [(3, 9_900_000_001, "田茂森", Self.number)])
            let question = try #require(try await Self.open(desk).first)
            #expect(try await Self.open(desk, as: neighbour).isEmpty)
            await #expect(throws: Refusal.notFound) { try await Self.decide(desk, question.id, .keep, as: neighbour) }
            await #expect(throws: Refusal.forbidden(.identityDecide)) {
                try await Self.decide(desk, question.id, .keep, as: RegisterWorld.actor(without: .identityDecide))
            }
        }
    }

    @Test func thePageShowsBothAndTakesTheDecision() async throws {
        try await RegisterWorld.withRegister { site, tian in
            let officer = RegisterWorld.actor()
            _ = try await Self.raise(site.desk, [(3, 9_900_000_001, "田茂森", Self.number)])
            let list = try await site.get("/identity-questions", as: officer)
            #expect(list.text.contains("田茂林") && list.text.contains("田茂森") && list.text.contains("1 人的证件号要核对"))
            let path = "/identity-questions/1"
            let page = try await site.get(path, as: officer)
            #expect(page.text.contains("990121********") && !page.text.contains(Self.number) && page.text.contains("导入 3，第 3 行"))
            let empty = try await site.post(path, form: [("reason", "看过身份证")], as: officer)
            #expect(empty.status == 422)
            let done = try await site.post(path, form: [("decision", "take"), ("reason", "看过身份证")], as: officer)
            #expect(done.status == 303)
            #expect(try await site.get(path, as: officer).text.contains("改用表里的姓名"))
            #expect(try await site.get("/households/\(tian.household)", as: officer).text.contains("田茂森"))
            #expect(try await site.get("/identity-questions?state=decided", as: officer).text.contains("田茂森"))
            #expect(try await site.get("/identity-questions", as: officer).text.contains("没有待定的"))
        }
    }
}
