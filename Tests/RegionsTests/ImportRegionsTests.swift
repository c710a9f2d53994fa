import Actions
import Basics
import Regions
import Storage
import Testing

@Suite struct ImportRegionsTests {
    @Test func theSameListAgainChangesNothing() async throws {
        try await RegionWorld.eachDesk { desk in
            let again = try await desk.perform(
                ImportRegions(rows: RegionWorld.rows, validFrom: RegionWorld.day("2021-01-01")), as: RegionWorld.actor(), request: .init(id: "2"))
            #expect(again.outcome == ImportRegions.Outcome(added: 0, renamed: 0, unchanged: RegionWorld.rows.count))
        }
    }

    @Test func anotherNameHoldsFromItsDayAndTheOldOneBefore() async throws {
        try await RegionWorld.eachDesk { desk in
            let rows = [ImportRegions.Row(code: 990_121_204_000, name: "大坪镇")]
            let done = try await desk.perform(
                ImportRegions(rows: rows, validFrom: RegionWorld.day("2024-01-01")), as: RegionWorld.actor(), request: .init(id: "2"))
            #expect(done.outcome.renamed == 1)
            let town = RegionWorld.code(990_121_204_000)
            let before = try await desk.ask(RegionPath(to: town, on: RegionWorld.day("2023-12-31")), as: RegionWorld.actor())
            let after = try await desk.ask(RegionPath(to: town, on: RegionWorld.day("2024-01-01")), as: RegionWorld.actor())
            #expect(before.map(\.name) == ["云岭省", "清江市", "石桥县", "大坪乡"])
            #expect(after.map(\.name) == ["云岭省", "清江市", "石桥县", "大坪镇"])
        }
    }

    @Test func aCodeWithoutItsParentIsRefusedAndNothingOfTheListStays() async throws {
        try await RegionWorld.eachDesk { desk in
            let rows = [ImportRegions.Row(code: 990_123_000_000, name: "新县"), .init(code: 990_124_101_201, name: "孤村")]
            await #expect(throws: Refusal.self) {
                try await desk.perform(
                    ImportRegions(rows: rows, validFrom: RegionWorld.day("2024-01-01")), as: RegionWorld.actor(), request: .init(id: "2"))
            }
            let stored = try await desk.database.read { reader in try reader.count("SELECT COUNT(*) FROM regions") }
            #expect(stored == Int64(RegionWorld.rows.count))
        }
    }

    @Test func nobodyNamesWhatLiesOutsideTheirRegion() async throws {
        try await RegionWorld.eachDesk { desk in
            let rows = [ImportRegions.Row(code: 990_122_101_202, name: "邻县的村")]
            await #expect(throws: Refusal.self) {
                try await desk.perform(
                    ImportRegions(rows: rows, validFrom: RegionWorld.day("2024-01-01")), as: RegionWorld.actor(990_121_000_000),
                    request: .init(id: "2"))
            }
        }
    }
}

@Suite struct RegionChildrenTests {
    @Test func onTheWayDownToTheScopeOnlyTheWayIsShown() async throws {
        try await RegionWorld.eachDesk { desk in
            let county = RegionWorld.actor(990_121_000_000)
            let city = try await desk.ask(RegionChildren(of: RegionWorld.code(990_100_000_000)), as: county)
            #expect(city.map(\.name) == ["石桥县"])
            let own = try await desk.ask(RegionChildren(of: RegionWorld.code(990_121_000_000)), as: county)
            #expect(own.map(\.name) == ["大坪乡", "青石镇"])
            await #expect(throws: Refusal.notFound) { try await desk.ask(RegionChildren(of: RegionWorld.code(990_122_000_000)), as: county) }
        }
    }
}

@Suite struct RecordSuccessionTests {
    @Test func aMergerEndsTheOldCodeOnItsDay() async throws {
        try await RegionWorld.eachDesk { desk in
            let merger = RecordSuccession(
                predecessors: [990_121_205_201, 990_121_205_202], successors: [990_121_204_207], kind: .merge, on: RegionWorld.day("2026-03-01"),
                reference: "民函〔2026〕1号")
            #expect(try await desk.perform(merger, as: RegionWorld.actor(), request: .init(id: "2")).outcome == 2)
            let town = RegionWorld.code(990_121_205_000)
            let before = try await desk.ask(RegionChildren(of: town, on: RegionWorld.day("2026-02-28")), as: RegionWorld.actor())
            let after = try await desk.ask(RegionChildren(of: town, on: RegionWorld.day("2026-03-01")), as: RegionWorld.actor())
            #expect(before.map(\.name) == ["石板村", "新村"] && after.isEmpty)
        }
    }

    @Test(arguments: [
        RecordSuccession(
            predecessors: [990_121_205_201], successors: [990_121_204_207], kind: .split, on: RegionWorld.day("2026-03-01"), reference: "甲"),
        RecordSuccession(
            predecessors: [990_121_205_201], successors: [990_121_204_000], kind: .transfer, on: RegionWorld.day("2026-03-01"), reference: "甲"),
        RecordSuccession(
            predecessors: [990_121_205_201], successors: [990_121_205_201], kind: .transfer, on: RegionWorld.day("2026-03-01"), reference: "甲"),
        RecordSuccession(
            predecessors: [990_121_205_201], successors: [990_121_204_207], kind: .transfer, on: RegionWorld.day("2026-03-01"), reference: ""),
        RecordSuccession(
            predecessors: [990_121_205_299], successors: [990_121_204_207], kind: .transfer, on: RegionWorld.day("2026-03-01"), reference: "甲"),
    ])
    func aSuccessionThatCannotBeIsRefused(_ succession: RecordSuccession) async throws {
        try await RegionWorld.eachDesk { desk in
            await #expect(throws: Refusal.self) { try await desk.perform(succession, as: RegionWorld.actor(), request: .init(id: "2")) }
        }
    }

    @Test func bothSidesLieInTheScopeOfWhoeverRecordsIt() async throws {
        try await RegionWorld.eachDesk { desk in
            let transfer = RecordSuccession(
                predecessors: [990_121_205_201], successors: [990_122_101_201], kind: .transfer, on: RegionWorld.day("2026-03-01"), reference: "甲")
            await #expect(throws: Refusal.notFound) {
                try await desk.perform(transfer, as: RegionWorld.actor(990_121_000_000), request: .init(id: "2"))
            }
        }
    }
}
