import Actions
import Basics
import Storage
import Testing

@testable import Register

/// A chunk that was made ready before its transaction has the same effect as one that is not, whatever the register has by then.
@Suite struct PreparedChunkTests {
    static let day = RegisterWorld.day("2026-10-31")

    static func households() -> [HouseholdRecord] {
        [
            RegisterWorld.household(
                21,
                [
                    RegisterWorld.member("甲", "户主", "男", born: 19_900_101, sequence: 1, ["phone": "13900000001"]),
                    RegisterWorld.member("单乙", "配偶", "女", born: 19_910_101, sequence: 2),
                ], ["wage_income": "1200.5", "pension_income": "30"]),
            RegisterWorld.household(22, in: 990_121_204_999, [RegisterWorld.member("丙", "户主", "男", born: 19_920_101, sequence: 3)]),
            RegisterWorld.household(23, [RegisterWorld.member("丁", "户主", "男", born: 19_930_101, sequence: 5)]),
        ]
    }

    static func prepared(_ households: [HouseholdRecord], at desk: Desk, as actor: Actor = RegisterWorld.actor()) async throws -> PreparedChunk {
        let villages = Set(households.compactMap { $0.facts.integer(.region) })
        let circumstances = try await PreparedChunk.Circumstances.ask(villages: villages, day: day, at: desk, as: actor)
        var numbers = try await ChunkNumbers.reserve(households: 100, members: 100, at: desk)
        let own = numbers.take(households: households.count, members: households.reduce(0) { $0 + $1.members.count })
        return try PreparedChunk(households, own, known: desk.now, circumstances)
    }

    static func take(_ households: [HouseholdRecord], prepared: PreparedChunk?, at desk: Desk) async throws -> Done<ImportRegisterChunk.Outcome> {
        let chunk = ImportRegisterChunk(batch: "p", chunk: 1, digest: "d", day: day, households: households, prepared: prepared)
        return try await chunk.take(at: desk, as: RegisterWorld.actor(), request: .init(id: "1", client: "p/1"))
    }

    /// What stands in the tables apart from numbers, times, places in the log and what is sealed.
    static func content(_ desk: Desk) async throws -> [[Value]] {
        try await desk.database.read { reader in
            let questions: [(SQL, [String])] = [
                (
                    """
                    SELECT h.number, v.region, v.status, v.valid_from, v.address
                    FROM households h JOIN household_versions v ON v.household = h.id ORDER BY h.number
                    """, ["number", "region", "status", "valid_from", "address"]
                ),
                (
                    """
                    SELECT h.number, m.name, m.relation, m.joined_by, m.valid_from
                    FROM members m JOIN households h ON h.id = m.household ORDER BY h.number, m.name
                    """, ["number", "name", "relation", "joined_by", "valid_from"]
                ),
                ("SELECT p.name, p.initials, p.id_index, p.phone_index FROM people_index p ORDER BY p.name", ["name", "initials", "id_index"]),
                (
                    """
                    SELECT s.wage, s.net, s.net_per_head, i.item, i.amount
                    FROM income_sheets s LEFT JOIN income_items i ON i.sheet = s.id ORDER BY s.wage
                    """, ["wage", "net", "net_per_head", "item", "amount"]
                ),
                ("SELECT c.kind, c.effective_on, c.account FROM register_changes c ORDER BY c.household", ["kind", "effective_on", "account"]),
            ]
            return try questions.flatMap { sql, columns in try reader.rows(sql).map { row in try columns.map { try row.value($0) } } }
        }
    }

    @Test func aPreparedChunkIsTheSameAsACarefulOne() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let prepared = try await Self.prepared(Self.households(), at: desk)
            let done = try await Self.take(Self.households(), prepared: prepared, at: desk)
            let written = try await Self.content(desk)
            #expect(done.outcome.households == 2 && done.outcome.members == 3 && done.outcome.rejected.count == 2)
            let again = try await Self.take(Self.households(), prepared: prepared, at: desk)
            #expect(again.repeated && again.outcome == done.outcome)
            try await RegisterWorld.eachDesk { other, _ in
                guard other.database.dialect == desk.database.dialect else { return }
                // Other keys, so other indexes: those two columns are left out.
                let careful = try await Self.take(Self.households(), prepared: nil, at: other)
                #expect(careful.outcome == done.outcome)
                let content = try await Self.content(other)
                #expect(Self.withoutBytes(content) == Self.withoutBytes(written))
            }
        }
    }

    private static func withoutBytes(_ rows: [[Value]]) -> [[Value]] {
        rows.map { $0.map { value in if case .blob = value { .text("sealed") } else { value } } }
    }

    @Test func whatWasPreparedCanBeOpenedAndFound() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            _ = try await Self.take(Self.households(), prepared: Self.prepared(Self.households(), at: desk), at: desk)
            let number = RegisterWorld.identity(19_910_101, 2)
            let found = try #require(try await desk.ask(PersonByID(number), as: RegisterWorld.actor()))
            let shown = try await desk.ask(ShowHousehold(id: found.household), as: RegisterWorld.actor())
            let person = try #require(shown.members.first { $0.owner == found.person })
            #expect(person.facts.text(.idNumber) == number && shown.members.first?.facts.text(.phone) == "13900000001")
            // 单 as a surname is Shan, and Dan to some.
            #expect(try await desk.ask(FindPeople("sy"), as: RegisterWorld.actor()).people.map(\.name) == ["单乙"])
        }
    }

    /// Somebody took a household or a person in meanwhile: the chunk is taken carefully and rejects what is there.
    @Test func whatTheRegisterHasByThenIsRejectedAndNothingDoubled() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let households = Self.households()
            let prepared = try await Self.prepared(households, at: desk)
            let rival = RegisterWorld.household(24, [RegisterWorld.member("冒名", "户主", "男", born: 19_900_101, sequence: 1)])
            let first = ImportRegisterChunk(batch: "q", chunk: 1, digest: "q", day: Self.day, households: [rival, households[2]])
            _ = try await desk.perform(first, as: RegisterWorld.actor(), request: .init(id: "2"))
            let done = try await Self.take(households, prepared: prepared, at: desk)
            #expect(done.outcome.households == 1 && done.outcome.members == 1 && !done.repeated)
            #expect(Set(done.outcome.rejected.map(\.code)) == ["id-registered", "not-a-village", "household-registered", "household-rejected"])
            #expect(try await desk.database.read { try $0.count("SELECT COUNT(*) FROM households") } == 4)
        }
    }

    /// What an earlier chunk of the file has is rejected without asking, and taken after all when that chunk did not bring it.
    @Test func whatStandsEarlierInTheFileIsSupposedToBeThere() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            var again = RegisterWorld.household(25, [RegisterWorld.member("田茂林", "户主", "男", born: 19_730_406, sequence: 11)])
            again.members[0].standsEarlier = true
            var absent = RegisterWorld.household(26, [RegisterWorld.member("戊", "户主", "男", born: 19_940_101, sequence: 7)])
            absent.members[0].standsEarlier = true
            let known = try await Self.take([again], prepared: Self.prepared([again], at: desk), at: desk)
            #expect(known.outcome.members == 0 && known.outcome.rejected.map(\.code) == ["id-registered"])
            let chunk = ImportRegisterChunk(
                batch: "p", chunk: 2, digest: "d", day: Self.day, households: [absent], prepared: try await Self.prepared([absent], at: desk))
            let taken = try await chunk.take(at: desk, as: RegisterWorld.actor(), request: .init(id: "3"))
            #expect(taken.outcome.members == 1 && taken.outcome.rejected.isEmpty)
        }
    }

    /// A year that was closed after the chunk was made ready must go on showing what it showed.
    @Test func aClosedYearDoesNotLearnOfALaterChunk() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let prepared = try await Self.prepared(Self.households(), at: desk)
            let snapshot = try await desk.perform(
                TakeSnapshot(region: 990_121_000_000, year: 2026), as: RegisterWorld.actor(), request: .init(id: "4"))
            let closed = try await desk.database.read { try $0.count("SELECT known_ms FROM register_snapshots WHERE id = \(snapshot.outcome)") }
            _ = try await Self.take(Self.households(), prepared: prepared, at: desk)
            let before = try await desk.database.read { try $0.count("SELECT COUNT(*) FROM members WHERE known_from_ms <= \(closed)") }
            #expect(before == 5)
        }
    }

    /// A cell that its reader understood and the same cell as text give the same value, or the same refusal.
    @Test func aCellMeansTheSameInEveryForm() throws {
        let days = ["1899-12-31", "2025-06-30"].compactMap { CalendarDate(iso: $0) }.map { FileCell.day($0) }
        let numbers: [Int64] = [-1, 0, 1, 12, 13, 1899, 1900, 2025, 2101, 99_999_999, 100_000_000, 100_000_001, 1_000_000_001]
        let cells = days + numbers.map { .hundredths($0) } + numbers.map { .number($0) }
        let fields = HouseholdField.declared + LivingField.declared + MemberField.declared
        for cell in cells {
            for field in fields {
                let text = Self.outcome { try FactReading.value(cell.text, of: field) }
                #expect(Self.outcome { try FactReading.value(cell, of: field) } == text)
            }
            #expect(Self.outcome { try IncomeRecord.value(cell) } == Self.outcome { try IncomeRecord.value(.text(cell.text)) })
        }
    }

    private static func outcome(_ read: () throws -> Value) -> Result<Value, Problem> {
        do { return .success(try read()) } catch let problem as Problem { return .failure(problem) } catch { return .success(.null) }
    }
}
