import Datasets
import Foundation
import Register
import Storage
import Testing

@testable import Imports

@Suite struct RegisterRowsTests {
    /// Both sheets read by a worker, joined; `order` gives the people's rows theirs.
    private static func rows(
        _ count: Int, chunkRows: Int = 600, in blobs: BlobStore, order: ([String]) -> [String] = { $0 }
    ) async throws -> (rows: RegisterRows, persons: RegisterFileRows) {
        let persons = String(decoding: RegisterSheets.persons(count), as: UTF8.self).split(separator: "\n").map(String.init)
        let ordered = [persons[0]] + order(Array(persons.dropFirst()))
        let households = try await read(.households, RegisterSheets.households(count), blobs)
        let people = try await read(.persons, Array((ordered.joined(separator: "\n") + "\n").utf8), blobs)
        return (try RegisterRows(households: households, persons: people, chunkRows: chunkRows, blobs: blobs, open: 5_000), people)
    }

    private static func read(_ kind: RegisterFileKind, _ bytes: [UInt8], _ blobs: BlobStore) async throws -> RegisterFileRows {
        let file = try MemoryFile()
        try file.append(bytes)
        let order = ReadingOrder(
            task: .read, sources: TestFile.sources, folder: kind.folder, mapping: RegisterSheets.mapping[kind], required: kind.required)
        let schema = try #require(SchemaLoader(root: TestFile.sources).load(folders: ["register"]).schemas.first { $0.folder == kind.folder })
        var reading = try #require(try RegisterFileReading(kind, schema, blobs: blobs))
        let worker = try WorkerProcess(TestFile.program(), order: order, file: file)
        while let frame = try await worker.next() { if case .part(let part) = frame { try reading.add(part) } }
        return reading.finished()
    }

    private static func withBlobs(_ body: (BlobStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rows-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(try BlobStore(folder: folder + "/blobs", vault: Vault(keys: KeyRing(folder: folder + "/keys"))))
    }

    /// What the register is told of each household, whatever line it stood on.
    private static func told(_ rows: RegisterRows) throws -> [String] {
        try rows.chunks.flatMap { try rows.read($0) }.map { read in
            let record = try #require(read.record)
            let people = record.members.map { "\($0.facts.text(.name) ?? "")\($0.facts.text(.idNumber) ?? "")" }.sorted()
            return "\(record.number) \(record.facts.text(.status) ?? "") \(people)"
        }
    }

    @Test func theOrderOfTheFilesDoesNotMatter() async throws {
        try await Self.withBlobs { blobs in
            // Enough for several stretches of a megabyte.
            let count = 9_000
            let sorted = try await Self.rows(count, in: blobs)
            let scattered = try await Self.rows(count, in: blobs) { rows in
                (0..<rows.count).map { rows[$0 * 7_919 % rows.count] }
            }
            #expect(scattered.persons.stretches.count > 1)
            let told = try Self.told(sorted.rows)
            #expect(told.count == count && told[7].contains(RegisterSheets.identity(21)))
            #expect(try Self.told(scattered.rows) == told)
            #expect(sorted.rows.orphans.isEmpty && scattered.rows.orphans.isEmpty)
        }
    }

    @Test func aFileInAnyOrderIsOpenedAboutOnce() async throws {
        try await Self.withBlobs { blobs in
            let scattered = try await Self.rows(9_000, chunkRows: 300, in: blobs) { rows in (0..<rows.count).map { rows[$0 * 7_919 % rows.count] } }
            let before = scattered.persons.stretches.opened
            _ = try Self.told(scattered.rows)
            #expect(scattered.persons.stretches.opened == before)
            #expect(before == scattered.persons.stretches.count && before > 1)
        }
    }

    @Test func onlyAFewRowsAreInMemoryAtATime() async throws {
        try await Self.withBlobs { blobs in
            let file = try await Self.rows(9_000, in: blobs).persons
            // What stays of every row, however many there are.
            #expect(MemoryLayout<RegisterFileRows.Key>.stride == 24)
            var stretches: SealedStretches { get throws { try SealedStretches(file.cells.schema, in: blobs, open: 5_000) } }
            let few = try stretches
            for number in 0..<file.stretches.count {
                let segment = try file.stretches.segment(number)
                for start in stride(from: 0, to: segment.count, by: 1_000) {
                    let part = try #require(segment.taking(Array(start..<min(start + 1_000, segment.count)), sequence: few.count))
                    try few.append(ParsedPart.encoded(part))
                }
            }
            for number in 0..<few.count {
                _ = try few.segment(number)
                #expect(few.openRows <= 5_000)
            }
            let again = few.opened
            _ = try few.segment(few.count - 1)
            #expect(few.opened == again && again == few.count)
            #expect(throws: DamagedParts.self) { try few.segment(few.count) }
        }
    }

    @Test func somebodyWithoutAHouseholdAndANumberThatComesTwiceAreFound() async throws {
        try await Self.withBlobs { blobs in
            let found = try await Self.rows(400, chunkRows: 100, in: blobs) { rows in
                rows + ["999999,\(RegisterSheets.identity(5_000)),无户人,户主,男", "390,\(RegisterSheets.identity(0)),同号人,之子,男"]
            }
            #expect(found.rows.orphans == [1_202])
            let read = try found.rows.chunks.flatMap { try found.rows.read($0) }
            #expect(read.flatMap { $0.record?.members ?? [] }.filter(\.standsEarlier).map(\.line) == [1_203])
        }
    }
}
