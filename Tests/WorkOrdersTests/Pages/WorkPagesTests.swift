import Actions
import Basics
import Regions
import Storage
import Testing
import Web
import WebTestSupport

@testable import WorkOrders

@Suite struct WorkPagesTests {
    private func withWork(_ body: @Sendable (WebTester, WorkWorld) async throws -> Void) async throws {
        let clock = HeldClock()
        let told = Told()
        // The parts do not depend on the desk; the world is made once there is one.
        try await withDatabaseFreeParts(told) { parts in
            try await withSite([WorkOrdersFeature.feature(parts)], migrations: Migration.regions, clock: { clock.now }) { site in
                try await body(site, WorkWorld(desk: site.desk, clock: clock, told: told))
            }
        }
    }

    private func withDatabaseFreeParts(_ told: Told, _ body: (WorkOrdersParts) async throws -> Void) async throws {
        try await body(
            WorkOrdersParts(
                kinds: [
                    OrderKind(
                        "visit", text: "work.kind",
                        describe: { orders, _, _ in
                            Dictionary(
                                uniqueKeysWithValues: orders.map {
                                    ($0.id, .init(title: "户 \($0.subjectNumber ?? 0)", detail: "线索 2 条", address: "三组18号", link: "/x/\($0.id)"))
                                })
                        }, follow: { step, order, reason, _ in told.add("\(step.rawValue) \(order.subject)") })
                ], officers: { _, _ in [.init(account: 7, name: "陈大勇", region: WorkWorld.code(WorkWorld.village))] },
                names: { accounts, _ in Dictionary(uniqueKeysWithValues: accounts.map { ($0, "账号\($0)") }) }))
    }

    private var office: Actor { .officer(.workOrderRead, .workOrderDo, .workOrderDispatch) }
    private var village: Actor {
        .officer(.workOrderRead, .workOrderDo, account: 7, role: "village-officer", region: WorkWorld.village)
    }

    @Test func everyPageIsDrawnInBothLanguages() async throws {
        try await withWork { site, _ in
            for page in try EveryPage.draw(site) { #expect(!page.html.contains("[["), "\(page.template)") }
        }
    }

    @Test func theListIsOneOwnWorkAndWhatNobodyHas() async throws {
        try await withWork { site, world in
            try await world.give([1], to: 7)
            try await world.give([2], to: 8)
            try await world.give([3])
            try await world.give([4], in: WorkWorld.neighbour, as: WorkWorld.actor(990_122_000_000))
            let mine = try await site.get("/tasks", as: village)
            #expect(mine.status == 200)
            #expect(mine.text.contains("户 1") && mine.text.contains("户 3") && !mine.text.contains("户 2") && !mine.text.contains("户 4"))
            let all = try await site.get("/tasks", as: office)
            #expect(all.text.contains("户 2") && !all.text.contains("户 4"))
            #expect(try await site.get("/api/v1/tasks?whose=all", as: office).json["data"]["count"].number == 3)
            let paper = try await site.get("/tasks/print", as: village)
            #expect(paper.status == 200 && paper.text.contains("三组18号") && paper.text.contains("户主签字"))
        }
    }

    @Test func theListGoesOnWhereThePageEnded() async throws {
        try await withWork { site, world in
            try await world.give(Array(1...5))
            var (seen, after): ([Int64], String?) = ([], nil)
            repeat {
                let answer = try await site.get("/api/v1/tasks?limit=2" + (after.map { "&after=\($0)" } ?? ""), as: office).json
                let rows = answer["data"]["rows"]
                for index in 0..<(rows.count ?? 0) { seen.append(rows[index]["order"].number ?? -1) }
                after = answer["meta"]["next"].text
            } while after != nil && seen.count < 10
            #expect(seen.count == 5 && Set(seen).count == 5)
            #expect(try await site.get("/tasks?after=nothing", as: office).status == 404)
        }
    }

    @Test func anOrderIsTakenUpAndMovedOnItsPage() async throws {
        try await withWork { site, world in
            let id = try await world.give([1], to: 7).ids[0]
            #expect(try await site.get("/tasks/\(id)", as: village).status == 200)
            #expect(try await site.post("/tasks/\(id)/accept", form: [], as: village).status == 303)
            let refused = try await site.post("/tasks/\(id)/deadline", form: [("due", "2026-12-10"), ("reason", "")], as: office)
            #expect(refused.status == 422)
            #expect(try await site.post("/tasks/\(id)/deadline", form: [("due", "2026-12-10"), ("reason", "大雪封山")], as: office).status == 303)
            let page = try await site.get("/tasks/\(id)", as: office)
            #expect(page.text.contains("2026-12-10") && page.text.contains("大雪封山"))
            #expect(try await site.get("/tasks/\(id)", as: .officer(.workOrderRead, region: 990_122_000_000)).status == 404)
            #expect(world.told.all == ["accepted household/1", "moved household/1"])
        }
    }

    @Test func whatIsOverdueStandsByPlaceAndPerson() async throws {
        try await withWork { site, world in
            try await world.give([1, 2], to: 7, days: 1)
            try await world.give([3], in: WorkWorld.otherVillage, to: 8)
            world.clock.pass(days: 3)
            let answer = try await site.get("/api/v1/tasks/overdue?region=990121204000", as: office).json["data"]
            #expect(answer["places"][0]["late"].text == "2" && answer["places"][1]["late"].text == "0")
            #expect(answer["people"][0]["name"].text == "账号7")
            #expect(try await site.get("/tasks/overdue", as: office).status == 200)
            let waiting = try await site.get("/", as: village)
            #expect(waiting.text.contains("工作超期"))
        }
    }

    @Test func workIsHandedOverOnAForm() async throws {
        try await withWork { site, world in
            let id = try await world.give([1], to: 8).ids[0]
            #expect(try await site.get("/tasks/hand-over", as: office).text.contains("账号8"))
            #expect(try await site.post("/tasks/hand-over", form: [("from", "8"), ("to", "7"), ("reason", "")], as: office).status == 422)
            #expect(try await site.post("/tasks/hand-over", form: [("from", "8"), ("to", "7"), ("reason", "调离")], as: office).status == 303)
            #expect(try await world.order(id)?.holder == 7)
            #expect(try await site.get("/tasks/hand-over", as: village).status == 403)
        }
    }
}
