import Basics
import Datasets
import Foundation
import Tabular

@testable import Imports

/// Files as departments send them, made for a test, and the worker that reads them.
enum TestFile {
    static let folder = "medical-insurance/medical-settlement"
    static let header = ["身份证号", "姓名", "就诊类别", "医疗机构", "诊断", "结算日期", "总费用", "个人自付"]

    /// The repository, told from where this file stands.
    static let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").replacing("//", with: "/")
    static var sources: String { root + "/DataSources" }

    static let schema: SourceSchema? = SchemaLoader(root: sources).load(folders: [folder]).schemas.first

    /// A made-up number with a right check digit: area 990101 exists nowhere.
    static func residentID(_ i: Int) -> String {
        let digits = 990_101_000_000_000_00 + UInt64(19_400_101) * 1000 + UInt64(i % 1000) + UInt64(i / 1000 % 50) * 10_000_000
        let check = IdentityKey.check(ofDigits: digits)
        return String(digits) + (check == 10 ? "X" : String(check))
    }

    static func row(_ i: Int) -> [String] {
        [
            residentID(i), i % 3 == 0 ? "买买提·阿不都热合曼" : "张小\(i % 9)", ["住院", "门诊", "门特"][i % 3], "石桥县人民医院", "高血压", "2025-09-0\(i % 9 + 1)",
            "\(i * 7 % 900 + 10).50", "\(i % 90).05",
        ]
    }

    /// Bytes of delimited text in an encoding.
    static func text(_ rows: [[String]], _ encoding: TextEncoding = .utf8, delimiter: String = ",", lineEnd: String = "\n") -> [UInt8] {
        let coder = CorrectionEncoding(encoding: encoding)
        return rows.flatMap { row in
            coder.encoded(row.map { $0.contains(delimiter) ? "\"\($0)\"" : $0 }.joined(separator: delimiter) + lineEnd)
        }
    }

    static func workbook(_ rows: [[String]]) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try WorkbookWriter(path: path)
        try writer.beginSheet("结算", columns: (rows.first ?? []).map { WorkbookWriter.Column($0) })
        for row in rows.dropFirst() {
            for cell in row { writer.text(cell) }
            try writer.endRow()
        }
        try writer.close()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The program that reads, beside the tests; `behaviour` makes it misbehave.
    static func program(_ behaviour: String? = nil) -> WorkerProgram {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.pathComponents.count > 1, !FileManager.default.fileExists(atPath: folder.appending(path: "DeliveryWorkerForTests").path) {
            folder = folder.deletingLastPathComponent()
        }
        let built = folder.appending(path: "DeliveryWorkerForTests").path
        let known = FileManager.default.fileExists(atPath: built) ? built : root + "/.build/debug/DeliveryWorkerForTests"
        return WorkerProgram(path: known, arguments: behaviour.map { [$0] } ?? [])
    }
}

/// Everything one worker said.
struct HeardReading {
    var opened: OpenedFile?
    var rejects: [RejectedRow] = []
    var parts: [[UInt8]] = []
    var bytes: [UInt8] = []
    var facts: ReadingFacts?

    init(_ file: [UInt8], _ order: ReadingOrder? = nil, behaviour: String? = nil) async throws {
        let memory = try MemoryFile()
        try memory.append(file)
        let order = order ?? ReadingOrder(task: .read, sources: TestFile.sources, folder: TestFile.folder)
        let worker = try WorkerProcess(TestFile.program(behaviour), order: order, file: memory)
        while let frame = try await worker.next() {
            switch frame {
            case .opened(let file): opened = file
            case .rejects(let rows): rejects += rows
            case .part(let part): parts.append(part)
            case .bytes(let some): bytes += some
            case .finished(let facts): self.facts = facts
            case .progress, .lines, .refused: break
            }
        }
    }
}
