import Datasets
import Foundation
import Storage
import Tabular
import TestSupport
import Testing

@testable import Imports

/// Lists of accounts are read by a worker too: the server parses nothing that came from outside.
@Suite struct ListReadingTests {
    private static func parts(_ folder: String, _ behaviour: String? = nil) throws -> ImportsParts {
        let vault = try Vault(keys: KeyRing(folder: folder + "/keys"))
        return ImportsParts(
            sourcesFolder: TestFile.sources, schemas: [], blobs: try BlobStore(folder: folder + "/blobs", vault: vault),
            program: TestFile.program(behaviour), people: { _, _ in [:] })
    }

    private static func read(_ parts: ImportsParts, _ file: [UInt8]) async throws -> (header: [String], lines: [ListLine]) {
        let list = try await parts.list(parts.blobs.put(file).name, knownHeaders: ["登录名", "姓名"])
        var lines: [ListLine] = []
        while let some = try await list.next() { lines += some }
        return (list.header, lines)
    }

    @Test(arguments: [TextEncoding.utf8, .gb18030, .utf16LittleEndian])
    func everyRecordComesAsTextsWithItsLine(_ encoding: TextEncoding) async throws {
        let folder = try TemporaryFolder()
        let rows = (0..<1_200).map { ["user\($0)", "张\($0)", $0 == 7 ? "一" : ""] }
        let mark = encoding == .utf16LittleEndian ? CorrectionEncoding(encoding: encoding).mark : []
        let file = mark + TestFile.text([["登录名", "姓名", "备注"]] + rows, encoding)
        let read = try await Self.read(try Self.parts(folder.path), file)
        #expect(read.header == ["登录名", "姓名", "备注"])
        #expect(read.lines.count == 1_200 && read.lines[9].line == 11)
        let isSame = read.lines.map { $0.cells ?? [] } == rows
        #expect(isSame)
    }

    @Test func aRecordWithTooFewCellsIsToldAndTheOthersCome() async throws {
        let folder = try TemporaryFolder()
        let file = Array("登录名,姓名,备注\na,一,x\ntoo,few\nb,二,y\n".utf8)
        let read = try await Self.read(try Self.parts(folder.path), file)
        #expect(read.lines.map(\.line) == [2, 3, 4])
        #expect(read.lines.map { $0.cells == nil } == [false, true, false])
    }

    @Test(arguments: [("crash", FileRefusal.Code.crashed), ("garble", .garbled), ("quiet", .crashed)])
    func aWorkerThatFailsIsARefusalAndNothingMore(_ behaviour: String, _ code: FileRefusal.Code) async throws {
        let folder = try TemporaryFolder()
        let parts = try Self.parts(folder.path, behaviour)
        do {
            _ = try await Self.read(parts, Array("登录名,姓名\na,一\n".utf8))
            Issue.record("a failing worker was believed")
        } catch let refusal as FileRefusal {
            #expect(refusal.code == code)
        }
    }

    @Test func whatIsNoTableIsRefused() async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: FileRefusal.self) { try await Self.read(try Self.parts(folder.path), []) }
    }
}
