import Actions
import AuditLog
import Basics
import Storage
import TestSupport
import Testing

/// The log vouches for the table: what the desk wrote agrees with it, what anybody wrote behind it is named.
@Suite struct TrailTests {
    /// Replays the log and holds every row against it, as the auditor's verifier does.
    private func findings(_ database: Database) async throws -> [LedgerFinding] {
        try await database.read { reader in
            let check = try LedgerCheck()
            let trail = TrailReader(reader)
            for sequence in 0..<(try trail.size()) { try check.append(entry: #require(try trail.entry(sequence))) }
            #expect(try check.root() == trail.root(at: trail.size()))
            let layout = try Ledger.promises.layout()
            try reader.forEach(
                """
                SELECT p.id, p.region, p.text, p.sealed, p.audit_leaf, p.audit_index, s.salt
                FROM promises p LEFT JOIN audit_salts s ON s.seq = p.audit_leaf ORDER BY p.id
                """
            ) { row in
                let values = try Ledger.promises.columnNames.map { try row.value($0).logged }
                try check.check(
                    layout, key: String(row.integer("id")), values: values, leaf: row.integer("audit_leaf"), index: row.integer("audit_index"),
                    salt: row.optionalBytes("salt").map { try LeafSalt($0) })
                return true
            }
            return try check.finish { try #require(try trail.entry($0)) }
        }
    }

    private func lived(_ desk: Desk) async throws {
        let actor = Ledger.actor()
        let made = try await desk.perform(MakePromise(region: Ledger.village.number, text: "修路"), as: actor, request: .init(id: "r1"))
        _ = try await desk.perform(MakeManyPromises(region: Ledger.village.number, count: 40), as: actor, request: .init(id: "r2"))
        _ = try await desk.perform(RewordPromise(promise: made.outcome, text: "修水渠"), as: actor, request: .init(id: "r3"))
        _ = try await desk.perform(RewordPromise(promise: 7, text: "一块里的一行"), as: actor, request: .init(id: "r4"))
        _ = try await desk.perform(ForgetPromise(promise: 9), as: actor, request: .init(id: "r5", purpose: "correction"))
    }

    @Test func whatTheDeskWroteAgreesWithTheLog() async throws {
        try await eachDesk { desk in
            try await lived(desk)
            #expect(try await findings(desk.database).isEmpty)
        }
    }

    @Test func rowsCommittedToBeforeTheirTransactionAgreeWithTheLog() async throws {
        try await eachDesk { desk in
            let (actor, village) = (Ledger.actor(), Ledger.village.number)
            let numbers = try await desk.reserve([(Ledger.promises, 50)])[0]
            let made = try MakePreparedPromises(region: village, ids: numbers.lowerBound..<numbers.lowerBound + 30)
            _ = try await desk.perform(made, as: actor, request: .init(id: "r1"))
            // Numbers that were reserved are not given again.
            let next = try await desk.perform(MakePromise(region: village, text: "修路"), as: actor, request: .init(id: "r2"))
            #expect(next.outcome == numbers.upperBound)
            _ = try await desk.perform(RewordPromise(promise: numbers.lowerBound + 3, text: "修水渠"), as: actor, request: .init(id: "r3"))
            #expect(try await findings(desk.database).isEmpty)
            try await desk.database.write { try $0.execute("UPDATE promises SET text = 'x' WHERE id = \(numbers.lowerBound + 5)") }
            #expect(try await findings(desk.database).count == 1)
        }
    }

    @Test func preparedRowsComeFirstInTheirTransaction() async throws {
        try await eachDesk { desk in
            let late = try MakePreparedPromises(region: Ledger.village.number, ids: 500..<510, late: true)
            await #expect(throws: StorageProblem.self) { try await desk.perform(late, as: Ledger.actor(), request: .init(id: "r1")) }
            #expect(try await desk.ask(CountPromises(), as: Ledger.actor()) == 0)
        }
    }

    private static let forgeries: [SQL] = [
        "UPDATE promises SET text = 'x' WHERE id = 1", "UPDATE promises SET text = 'x' WHERE id = 7",
        "UPDATE promises SET region = region + 1 WHERE id = 20",
        "DELETE FROM promises WHERE id = 1", "DELETE FROM promises WHERE id = 30",
        "INSERT INTO promises (id, region, text, audit_leaf, audit_index) VALUES (99, 990121204207, 'x', 0, 0)",
        "UPDATE promises SET audit_leaf = 0, audit_index = 0 WHERE id = 20",
    ]

    @Test(arguments: forgeries.indices) func whatWasWrittenBehindTheLogIsNamed(_ forgery: Int) async throws {
        try await eachDesk { desk in
            try await lived(desk)
            _ = try await desk.database.write { try $0.execute(Self.forgeries[forgery]) }
            #expect(try await !findings(desk.database).isEmpty)
        }
    }

    /// The officer's honest change does not cover up what somebody had written before it.
    @Test func anEditIsNotCoveredByTheNextHonestChange() async throws {
        try await eachDesk { desk in
            try await lived(desk)
            _ = try await desk.database.write { try $0.execute("UPDATE promises SET region = 990121204208 WHERE id = 1") }
            _ = try await desk.perform(RewordPromise(promise: 1, text: "修桥"), as: Ledger.actor(), request: .init(id: "r9"))
            #expect(try await !findings(desk.database).isEmpty)
        }
    }
}
