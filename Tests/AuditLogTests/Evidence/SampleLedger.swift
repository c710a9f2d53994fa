import Basics
import Foundation

@testable import AuditLog

/// A database in miniature: two audited tables, a log of random acts on them, salts and nodes; everything as the program would keep it.
struct SampleLedger {
    struct Row: Hashable {
        var values: [RowValue]
        var leaf: Int64?
        var index: Int64?
    }

    static let names = ["households", "members"]

    let layouts: [RowLayout]
    let hasher: TreeHasher
    var tables: [[String: Row]] = [[:], [:]]
    var entries: [[UInt8]] = []
    var salts: [Int64: LeafSalt] = [:]
    var tree = MemoryTree()
    var random: SeededRandom
    private var nextKey = 1

    init(seed: UInt64) throws {
        random = SeededRandom(seed)
        hasher = try TreeHasher()
        layouts = try Self.names.map { try RowLayout(table: $0, columns: ["name", "id", "size", "secret", "share", "note"]) }
    }

    private mutating func values(id: String) -> [RowValue] {
        [
            .text(["甲", "乙\"\\", "丙\n\t\u{1}", "𠮷", ""].randomElement(using: &random) ?? ""), .text(id),
            .integer(.random(in: -9...9, using: &random)),
            .blob((0..<Int.random(in: 0...5, using: &random)).map { _ in .random(in: 0...255, using: &random) }),
            Bool.random(using: &random) ? .real(.random(in: 0...1, using: &random)) : .null, .null,
        ]
    }

    private func commitment(_ salt: LeafSalt, _ index: Int64, _ table: Int, _ key: String, _ values: [RowValue]) throws -> MerkleHash {
        try RowCommitter(salt: salt).commitment(index: index, layout: layouts[table], key: key, values: values)
    }

    /// The commitment of a row's present state.
    private func ended(_ row: Row, _ table: Int, _ key: String) throws -> (AuditPlace, MerkleHash) {
        let place = AuditPlace(leaf: row.leaf ?? -1, index: row.index ?? -1)
        guard let salt = salts[place.leaf] else { throw TreeProblem.range("没有盐", "no salt") }
        return (place, try commitment(salt, place.index, table, key, row.values))
    }

    /// One random act: up to three rows, now and then a chunk or two, now and then nothing but a denial.
    mutating func act() throws {
        let leaf = Int64(entries.count)
        let salt = LeafSalt.random()
        var entry = AuditEntry(
            sequence: leaf, time: AuditTime(milliseconds: 1_763_800_000_000 + leaf * 977), account: "42", role: "township", scope: "990000",
            action: "household.change", region: try RegionCode("990101001001"), subject: "household/\(leaf)", request: "r\(leaf)",
            purpose: "visit", client: .init(id: "c", baseVersion: 3, deviceTime: AuditTime(milliseconds: leaf)),
            details: ["count": .integer(leaf), "form": .text("甲\"")])
        salts[leaf] = salt
        for _ in 0..<Int.random(in: 0...3, using: &random) { entry.rows.append(try change(leaf, Int64(entry.rows.count), salt)) }
        if Int.random(in: 0..<4, using: &random) == 0 {
            for number in 1...Int.random(in: 1...2, using: &random) {
                if let chunk = try bulk(leaf, number, salt) { entry.chunks.append(chunk) }
            }
        }
        if entry.rows.isEmpty, entry.chunks.isEmpty {
            salts[leaf] = nil
            entry.result = "denied"
        }
        entries.append(entry.canonical)
        try tree.append(entry.leafHash(hasher: hasher), hasher: hasher)
    }

    private mutating func change(_ leaf: Int64, _ index: Int64, _ salt: LeafSalt) throws -> RowRecord {
        let table = Int.random(in: 0...1, using: &random)
        let name = Self.names[table]
        guard Int.random(in: 0..<3, using: &random) > 0, let (key, row) = tables[table].sorted(by: { $0.key < $1.key }).randomElement(using: &random)
        else {
            let key = "\(nextKey)"
            nextKey += 1
            let values = values(id: key)
            tables[table][key] = Row(values: values, leaf: leaf, index: index)
            return .inserted(name, key: key, try commitment(salt, index, table, key, values))
        }
        let (place, old) = try ended(row, table, key)
        if Int.random(in: 0..<4, using: &random) == 0 {
            tables[table][key] = nil
            return .deleted(name, key: key, previous: place, previousCommitment: old)
        }
        let values = values(id: key)
        tables[table][key] = Row(values: values, leaf: leaf, index: index)
        return .updated(name, key: key, try commitment(salt, index, table, key, values), previous: place, previousCommitment: old)
    }

    private mutating func bulk(_ leaf: Int64, _ number: Int, _ salt: LeafSalt) throws -> ChunkRecord? {
        let table = Int.random(in: 0...1, using: &random)
        let chunk = try ChunkCommitter(number: number, layout: layouts[table], salt: salt)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let key = "\(nextKey)"
            nextKey += 1
            let values = values(id: key)
            tables[table][key] = Row(values: values, leaf: leaf, index: try chunk.append(key: key, values: values))
        }
        return try chunk.finish()
    }

    /// What the program itself finds.
    func findings() throws -> [LedgerFinding] {
        let check = try LedgerCheck()
        for entry in entries { try check.append(entry: entry) }
        for (table, layout) in layouts.enumerated() {
            for (key, row) in tables[table] {
                try check.check(
                    layout, key: key, values: row.values, leaf: row.leaf, index: row.index, salt: row.leaf.flatMap { salts[$0] })
            }
        }
        return try check.finish { entries[Int($0)] }
    }

    /// Only the salts that a present row needs: what nobody can see changed is not evidence.
    func write(to directory: String, checkpoints: [SignedCheckpoint], key: VerifierKey) throws {
        let writer = try EvidenceWriter(directory: directory)
        try writer.append(entries: entries)
        let needed = Set(tables.flatMap { $0.values.compactMap(\.leaf) })
        for (leaf, salt) in salts.sorted(by: { $0.key < $1.key }) where needed.contains(leaf) { try writer.append(salt: salt, leaf: leaf) }
        for checkpoint in checkpoints { try writer.append(checkpoint: checkpoint) }
        try writer.append(key: key)
        for (table, layout) in layouts.enumerated() {
            let file = try writer.table(layout)
            for (key, row) in tables[table].sorted(by: { $0.key < $1.key }) {
                try file.append(key: key, values: row.values, leaf: row.leaf, index: row.index)
            }
        }
        try writer.finish()
    }
}

/// A folder of its own that goes away with the test.
final class TestFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Runs a Python program of the repository and waits for it.
func python(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", root.appendingPathComponent(program).path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
