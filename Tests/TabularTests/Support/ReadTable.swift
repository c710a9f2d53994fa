import Foundation
import Synchronization

@testable import Tabular

/// Everything a source gave, in the order of the file.
struct ReadTable: Equatable, Sendable {
    struct Row: Equatable, Sendable {
        var line: Int
        var fields: [String]
    }
    var rows: [Row] = []
    var faults: [RecordFault] = []
    var bytes = 0

    var fields: [[String]] { rows.map(\.fields) }

    /// Reads a file with so many threads, each with its own stretch and block.
    static func read(_ path: String, _ options: TableOptions = TableOptions(), threads: Int = 1) throws -> ReadTable {
        try read(TableFile.open(path: path, options: options), threads: threads)
    }

    static func read(_ source: any RecordSource, threads: Int = 1) throws -> ReadTable {
        let parts = Mutex<[Int: ReadTable]>([:])
        let problem = Mutex<TableProblem?>(nil)
        let work: @Sendable () -> Void = {
            let stretch = Stretch()
            let block = RecordBlock()
            do throws(TableProblem) {
                while true {
                    let taken = try source.take(stretch, waiting: threads % 2 == 1)
                    if taken == .end { break }
                    if taken == .busy { continue }
                    var part = ReadTable()
                    while stretch.next(block) { part.append(block) }
                    let sequence = stretch.sequence
                    parts.withLock { [part] in $0[sequence] = part }
                }
            } catch {
                problem.withLock { [error] in $0 = error }
            }
        }
        let running = (1..<max(threads, 1)).map { _ in
            let thread = Thread(block: work)
            thread.start()
            return thread
        }
        work()
        while running.contains(where: { !$0.isFinished }) { usleep(200) }
        if let problem = problem.withLock({ $0 }) { throw problem }
        var all = ReadTable()
        for (_, part) in parts.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            all.rows += part.rows
            all.faults += part.faults
            all.bytes += part.bytes
        }
        return all
    }

    private mutating func append(_ block: RecordBlock) {
        for row in 0..<block.rows {
            let fields = (0..<block.columns).map { column in
                let place = row * block.columns + column
                let start = Int(block.starts[place])
                return text(UnsafeBufferPointer(start: block.bytes + start, count: Int(block.ends[place]) - start), block.encoding)
            }
            rows.append(Row(line: Int(block.lines[row]), fields: fields))
        }
        faults += block.faults
        bytes += block.byteCount
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: TextEncoding) -> String {
        guard encoding == .gb18030 else { return String(decoding: bytes, as: UTF8.self) }
        return GB18030.text(Array(bytes)) ?? "not GB18030"
    }
}

extension GB18030 {
    static func text(_ bytes: [UInt8]) -> String? {
        var out = [UInt8](repeating: 0, count: bytes.count * 2)
        let length = bytes.withUnsafeBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in target.baseAddress.map { decode(source, into: $0) } ?? 0 }
        }
        return length < 0 ? nil : String(decoding: out[..<length], as: UTF8.self)
    }

    static func bytes(_ text: String) -> [UInt8] {
        let utf8 = Array(text.utf8)
        var out = [UInt8](repeating: 0, count: utf8.count * 2)
        let length = utf8.withUnsafeBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in target.baseAddress.map { encode(source, into: $0) } ?? 0 }
        }
        return Array(out[..<max(length, 0)])
    }
}

/// A folder for one test, removed with it.
final class ScratchFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tabular-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], _ name: String = "table.csv") throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func write(_ text: String, _ name: String = "table.csv") throws -> String { try write(Array(text.utf8), name) }
}

extension TextEncoding {
    /// The text in this encoding, without a mark.
    func bytes(_ text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .gb18030: GB18030.bytes(text)
        case .utf16LittleEndian: text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    }
}
