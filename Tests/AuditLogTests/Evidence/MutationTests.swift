import Basics
import Foundation
import Testing

@testable import AuditLog

/// How many changes are tried: few by default; `make prove` asks for many by `YOUSHU_FUZZ_ROUNDS`.
private let rounds = ProcessInfo.processInfo.environment["YOUSHU_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 150

@Suite struct MutationTests {
    @Test func theVerifierFindsEveryChangeOfABundle() throws {
        let folder = try TestFolder()
        let seed = LeafSalt.random().key
        let key = try SigningKey(name: "youshu.test/990000", seed: seed)
        let sealed = try CheckpointFolder(path: "\(folder.path)/sealed", key: key)
        var ledger = try SampleLedger(seed: 11)
        var checkpoints: [SignedCheckpoint] = []
        for act in 1...24 {
            try ledger.act()
            if act % 8 == 0 { checkpoints.append(try sealed.seal(size: ledger.tree.size, reading: ledger.tree)) }
        }
        try ledger.write(to: "\(folder.path)/bundle", checkpoints: checkpoints, key: key.verifier)
        let (status, output) = try python(
            "Tests/AuditLogTests/Fixtures/mutate-bundle", ["\(folder.path)/bundle", key.verifier.text, VerifierKey.hex(seed.bytes), "\(rounds)"])
        #expect(status == 0, "\(output)")
        print(output)
    }

    @Test func theProgramFindsNothingInCleanTables() throws {
        for seed in 0..<UInt64(max(10, rounds / 20)) {
            var ledger = try SampleLedger(seed: 1000 + seed)
            for _ in 0..<Int(seed % 50) { try ledger.act() }
            #expect(try ledger.findings() == [])
        }
    }

    @Test func theProgramFindsEveryChangeOfARow() throws {
        var ledger = try SampleLedger(seed: 5)
        for _ in 0..<20 { try ledger.act() }
        for table in ledger.layouts.indices {
            for (key, row) in ledger.tables[table].sorted(by: { $0.key < $1.key }) {
                for (title, expected, change) in changes(of: row, key: key, in: ledger, table: table) {
                    var changed = ledger
                    change(&changed)
                    let findings = try changed.findings()
                    let isNamed = findings.contains { finding in
                        expected.contains(finding.kind) && finding.table == SampleLedger.names[table]
                            && (finding.key == key || finding.key == key + "x" || finding.key == nil)
                    }
                    #expect(isNamed, "\(title): \(findings)")
                }
            }
        }
    }

    private typealias Change = (String, [LedgerFinding.Kind], (inout SampleLedger) -> Void)

    private func changes(of row: SampleLedger.Row, key: String, in ledger: SampleLedger, table: Int) -> [Change] {
        var changes: [Change] = [
            ("deleted", [.deleted], { $0.tables[table][key] = nil }),
            ("without a place", [.added], { $0.tables[table][key]?.leaf = nil }),
            ("with an invented entry", [.added], { $0.tables[table][key]?.leaf = 1 << 40 }),
            ("with an invented index", [.added], { $0.tables[table][key]?.index = Int64.max }),
            ("with a negative place", [.added], { $0.tables[table][key] = .init(values: row.values, leaf: -1, index: Int64.min) }),
            ("written twice", [.copied, .moved, .edited], { $0.tables[table][key + "x"] = row }),
            ("under another key", [.moved, .edited], { $0.tables[table][key + "x"] = $0.tables[table].removeValue(forKey: key) }),
            ("of another table", [.deleted], { $0.tables[1 - table][key + "x"] = $0.tables[table].removeValue(forKey: key) }),
            ("without its salt", [.unproved], { ledger in row.leaf.map { _ = ledger.salts.removeValue(forKey: $0) } }),
        ]
        for column in row.values.indices {
            changes.append(("column \(column)", [.edited], { $0.tables[table][key]?.values[column] = .text("changed") }))
        }
        return changes
    }

    @Test func anOlderStatePutBackIsNamedAsSuch() throws {
        var ledger = try SampleLedger(seed: 8)
        var found = 0
        for _ in 0..<60 {
            let before = ledger.tables
            try ledger.act()
            for table in ledger.layouts.indices {
                for (key, row) in ledger.tables[table] {
                    guard let old = before[table][key], old != row else { continue }
                    var changed = ledger
                    changed.tables[table][key] = old
                    let kinds = try changed.findings().filter { $0.key == key }.map(\.kind)
                    #expect(kinds == [.rolledBack, .deleted])
                    found += 1
                }
            }
        }
        #expect(found > 10)
    }

    /// Somebody edits a row, and then an officer changes it in good faith: the entry that he causes shows the edit.
    @Test func anEditIsNotCoveredByTheNextHonestChange() throws {
        var found: [LedgerFinding.Kind: Int] = [:]
        for seed in 0..<20 as Range<UInt64> {
            var ledger = try SampleLedger(seed: seed)
            for _ in 0..<10 { try ledger.act() }
            for table in ledger.layouts.indices { for key in ledger.tables[table].keys { ledger.tables[table][key]?.values[2] = .integer(99) } }
            let edited = try ledger.findings().filter { $0.kind == .edited }
            #expect(Set(ledger.tables.flatMap(\.keys)) == Set(edited.compactMap(\.key)))
            let before = ledger.tables
            for _ in 0..<10 { try ledger.act() }
            let findings = try ledger.findings()
            for table in ledger.layouts.indices {
                for key in before[table].keys {
                    #expect(findings.contains { $0.kind == .edited && $0.key == key && $0.table == SampleLedger.names[table] })
                    found[ledger.tables[table][key] == before[table][key] ? .edited : .log, default: 0] += 1
                }
            }
        }
        #expect(found[.log, default: 0] > 20, "rows that were changed after they had been edited")
    }

    @Test func anEntryThatContradictsTheLogIsNamed() throws {
        let check = try LedgerCheck()
        let record = RowRecord.updated(
            "households", key: "1", AuditEntryTests.hash, previous: AuditPlace(leaf: 0, index: 0),
            previousCommitment: AuditEntryTests.hash)
        let entry = AuditEntry(
            sequence: 0, time: AuditTime(milliseconds: 0), account: nil, role: nil, scope: "", action: "a.b", request: "r", rows: [record])
        try check.append(entry: entry.canonical)
        try check.append(entry: entry.canonical)  // Its number is 0 once more.
        try check.append(entry: [0x7B])
        #expect(check.findings.map(\.kind) == [.log, .log, .log])
        #expect(check.findings.map { $0.place?.leaf } == [0, 1, 2])
    }
}
