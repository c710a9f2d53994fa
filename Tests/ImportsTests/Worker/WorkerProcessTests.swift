import Datasets
import Foundation
import Tabular
import Testing

@testable import Imports

@Suite struct WorkerProcessTests {
    private static func order(_ change: (inout ReadingLimits) -> Void) -> ReadingOrder {
        var order = ReadingOrder(task: .read, sources: TestFile.sources, folder: TestFile.folder)
        change(&order.limits)
        return order
    }

    private static func refusal(_ file: [UInt8], _ order: ReadingOrder? = nil, behaviour: String? = nil) async throws -> FileRefusal? {
        do {
            _ = try await HeardReading(file, order, behaviour: behaviour)
            return nil
        } catch let refusal as FileRefusal { return refusal }
    }

    @Test func aFileInGB18030WithErrorsIsCountedExactly() async throws {
        var rows = (0..<1000).map(TestFile.row)
        rows[10][5] = "2025-02-30"
        rows[20][0] = ""
        rows[30][6] = "很多"
        rows[40] = Array(rows[40].dropLast())
        rows[51] = rows[50]
        rows[60][2] = "体检"
        let heard = try await HeardReading(TestFile.text([TestFile.header] + rows, .gb18030, lineEnd: "\r\n"))
        let facts = try #require(heard.facts)
        #expect(facts.rows == 1000)
        #expect(facts.rejected == 6)
        #expect(facts.rows == facts.accepted + facts.rejected)
        #expect(heard.opened?.encoding == "GB18030")
        #expect(heard.rejects.map(\.line).sorted() == [12, 22, 32, 42, 53, 62])
        #expect(heard.rejects.first { $0.line == 53 }?.reason == RejectedRow.repeated)
        #expect(heard.rejects.first { $0.line == 53 }?.detail == "52")
        #expect(heard.rejects.first { $0.line == 42 }?.detail == "7/8")
        #expect(facts.reasons.reduce(0) { $0 + $1.rows } == 6)
        #expect(facts.sums["total"] != nil || !facts.sums.isEmpty)
    }

    @Test func nothingRejectedIsToldInClear() async throws {
        let id = TestFile.residentID(7)
        let heard = try await HeardReading(TestFile.text([TestFile.header, [id, "李秘密", id, "医院", "肺结核", "昨天", id, "x"]]))
        let told = String(decoding: try JSONEncoder().encode(heard.rejects), as: UTF8.self)
        #expect(heard.facts?.rejected == 1)
        #expect(!told.contains(id) && !told.contains("秘密") && !told.contains("肺结核"))
    }

    @Test func aMissingColumnRefusesTheFileAndNamesIt() async throws {
        let refusal = try await Self.refusal(TestFile.text([Array(TestFile.header.dropFirst()), Array(TestFile.row(1).dropFirst())]))
        #expect(refusal?.code == .columnsMissing)
        #expect(refusal?.detail.contains("身份证号") == true)
    }

    @Test func anEmptyFileIsRefusedWithAReason() async throws {
        #expect(try await Self.refusal([])?.code == .unreadable)
    }

    @Test func aWorkerThatCrashesIsARefusalOfTheFile() async throws {
        let refusal = try await Self.refusal([], behaviour: "crash")
        #expect(refusal?.code == .crashed)
    }

    @Test func aCrashIsNotTakenForWantOfMemoryHoweverMuchTheServerHolds() async throws {
        // This very process holds more than the worker may.
        #expect(try await Self.refusal([], Self.order { $0.data = 64 << 20 }, behaviour: "crash")?.code == .crashed)
    }

    @Test func aWorkerThatEndsWithoutAWordIsARefusal() async throws {
        #expect(try await Self.refusal([], behaviour: "quiet")?.code == .crashed)
    }

    @Test func aWorkerThatTalksNonsenseIsARefusal() async throws {
        #expect(try await Self.refusal([], behaviour: "garble")?.code == .garbled)
    }

    @Test func aWorkerThatHangsIsStoppedInTime() async throws {
        let start = Date()
        #expect(try await Self.refusal([], Self.order { $0.silentSeconds = 1 }, behaviour: "hang")?.code == .silent)
        #expect(try await Self.refusal([], Self.order { $0.wallSeconds = 1 }, behaviour: "hang")?.code == .time)
        // Far below the half hour that a reading may last otherwise; a busy machine needs some of it to start two processes.
        #expect(Date().timeIntervalSince(start) < 120)
    }

    @Test func aWorkerThatUsesUpTheProcessorIsStopped() async throws {
        #expect(try await Self.refusal([], behaviour: "spin")?.code == .time)
    }

    @Test func aWorkerThatNeedsTooMuchMemoryIsARefusal() async throws {
        #expect(try await Self.refusal([], Self.order { $0.data = 64 << 20 }, behaviour: "eat")?.code == .memory)
    }

    @Test func aLineWithoutEndIsNoBurdenOnMemory() async throws {
        let file = TestFile.text([TestFile.header, TestFile.row(1)]) + [UInt8](repeating: 0x61, count: 60 << 20)
        let heard = try await HeardReading(file, Self.order { $0.data = 160 << 20 })
        #expect(heard.facts?.rows == 2 && heard.facts?.rejected == 1)
    }

    @Test func aWorkbookThatUnpacksTooFarIsRefused() async throws {
        var archive = ZipBytes()
        try archive.add("[Content_Types].xml", Array("<Types/>".utf8))
        try archive.add("xl/workbook.xml", [UInt8](repeating: 0x20, count: 40 << 20))
        let refusal = try await Self.refusal(archive.finished())
        #expect(refusal?.code == .unreadable)
        #expect(refusal?.detail.contains("times its size") == true)
    }

    @Test func theServerEndsAWorkerItNoLongerHears() async throws {
        let memory = try MemoryFile()
        try memory.append(TestFile.text([TestFile.header]))
        var worker: WorkerProcess? = try WorkerProcess(TestFile.program("hang"), order: Self.order { _ in }, file: memory)
        #expect(worker != nil)
        // Letting go of it kills and reaps: no process is left behind.
        worker = nil
    }
}
