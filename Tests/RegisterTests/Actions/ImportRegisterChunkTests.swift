import Actions
import Basics
import Storage
import Testing

@testable import Register

@Suite struct ImportRegisterChunkTests {
    func chunk(_ households: [HouseholdRecord], _ number: Int = 1) -> ImportRegisterChunk {
        ImportRegisterChunk(batch: "b", chunk: number, digest: "d\(number)", day: RegisterWorld.day("2026-10-31"), households: households)
    }

    @Test func theSameChunkAgainHasNoSecondEffect() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let first = try await desk.perform(chunk([RegisterWorld.monitored]), as: RegisterWorld.actor(), request: .init(id: "1", client: "b/1"))
            let again = try await desk.perform(chunk([RegisterWorld.monitored]), as: RegisterWorld.actor(), request: .init(id: "2", client: "b/1"))
            #expect(first.outcome == again.outcome && again.repeated && first.outcome.members == 2)
        }
    }

    @Test func whatTheRegisterHasOrCannotPlaceComesBackWithReasons() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let same = RegisterWorld.tian
            let foreign = RegisterWorld.household(
                11, in: RegisterWorld.neighbour, [RegisterWorld.member("某", "户主", "男", born: 19_900_101, sequence: 1)])
            let nowhere = RegisterWorld.household(12, in: 990_121_204_999, [RegisterWorld.member("某", "户主", "男", born: 19_900_101, sequence: 3)])
            let twoHeads = RegisterWorld.household(
                13,
                [
                    RegisterWorld.member("甲", "户主", "男", born: 19_900_101, sequence: 5),
                    RegisterWorld.member("乙", "户主", "男", born: 19_900_101, sequence: 7),
                ])
            let knownPerson = RegisterWorld.household(14, [RegisterWorld.member("冒名", "户主", "男", born: 19_730_406, sequence: 11)])
            let done = try await desk.perform(
                chunk([same, foreign, nowhere, twoHeads, knownPerson]), as: RegisterWorld.actor(), request: .init(id: "1"))
            #expect(done.outcome.households == 1 && done.outcome.members == 0)
            let reasons = done.outcome.rejected.filter { $0.code != "household-rejected" }.map(\.code)
            #expect(reasons == ["household-registered", "region-outside", "not-a-village", "two-heads", "id-registered"])
            #expect(done.outcome.rejected.count == 14)
        }
    }

    @Test func nothingOfANumberStandsReadableInTheDatabase() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let rows = try await desk.database.read { reader in
                try reader.rows("SELECT m.id_number, m.phone FROM members m")
                    + reader.rows("SELECT p.id_index AS id_number, p.phone_index AS phone FROM people_index p")
            }
            for row in rows {
                let bytes = try (row.optionalBytes("id_number") ?? []) + (row.optionalBytes("phone") ?? [])
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains("990121") && !text.contains("13800"))
            }
        }
    }
}
