import Foundation
import Testing

@testable import Tabular

/// A random table with everything in it that makes delimited text hard.
struct RandomTable {
    var rows: [[String]] = []

    private static let pieces = [
        "a", "1", "韦", "俊明", "𠮷", "é", "\"", "\"\"", ",", ";", "|", "\t", "\n", "\r\n", "\r", " ", "亅", "亊", "=", "'", "x", "0",
    ]

    init(random: inout SeededRandom, easy: Bool) {
        let columns = Int.random(in: 1...6, using: &random)
        let pieces = easy ? Array(Self.pieces[0..<6]) : Self.pieces
        for row in 0...Int.random(in: 0...60, using: &random) {
            rows.append(
                (0..<columns).map { column in
                    // The header is found without help: its names are plain.
                    if row == 0 { return "h\(column)" }
                    return (0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                })
        }
    }
}

@Suite struct RoundTripTests {
    /// A CR at the end of a line cannot be told from a part of the line end unless the field is in quotes, which the writer sees to.
    @Test func whatIsWrittenIsReadHoweverItIsCutAndByHoweverManyThreads() throws {
        let folder = try ScratchFolder()
        for round in 0..<60 {
            var random = SeededRandom(seed: UInt64(round + 1))
            let table = RandomTable(random: &random, easy: round % 3 == 0)
            let encoding = TextEncoding.allCases[round % 4]
            let delimiter = [Byte.comma, Byte.tab, Byte.semicolon, Byte.bar][Int.random(in: 0..<4, using: &random)]
            let hasMark = encoding == .utf8 && Bool.random(using: &random)
            let csv = CSVOptions(
                encoding: encoding == .gb18030 ? .gb18030 : .utf8, byteOrderMark: hasMark, delimiter: delimiter,
                carriageReturns: Bool.random(using: &random))
            var path = folder.path + "/\(round).csv"
            let writer = try CSVWriter(path: path, options: csv)
            for row in table.rows { try writer.row(row) }
            try writer.close()
            if encoding == .utf16LittleEndian || encoding == .utf16BigEndian {
                path = try folder.write(encoding.bytes(String(contentsOfFile: path, encoding: .utf8)), "\(round)-wide.csv")
            }
            for (threads, stretchBytes, blockBytes) in [(1, 1 << 20, 1 << 18), (1, 64, 64), (2, 300, 100), (3, 4096, 512)] {
                let options = TableOptions(encoding: encoding, delimiter: delimiter, stretchBytes: stretchBytes, blockBytes: blockBytes)
                let read = try ReadTable.read(path, options, threads: threads)
                #expect(read.fields == Array(table.rows.dropFirst()), "round \(round), \(threads) threads, stretches of \(stretchBytes)")
                #expect(read.faults.isEmpty)
            }
        }
    }
}
