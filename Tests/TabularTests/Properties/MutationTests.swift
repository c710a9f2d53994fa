import Foundation
import Testing

@testable import Tabular

/// Rounds of a mutation test: few by default; `make prove` asks for many by `YOUSHU_FUZZ_ROUNDS`.
private let rounds = ProcessInfo.processInfo.environment["YOUSHU_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 150

@Suite struct MutationTests {
    private func mutated(_ sample: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = sample
        for _ in 0...Int.random(in: 0...4, using: &random) {
            guard !bytes.isEmpty else { return bytes }
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.removeSubrange(place..<min(place + Int.random(in: 1...40, using: &random), bytes.count))
            case 3: bytes.removeSubrange(place...)
            case 4: bytes.insert(contentsOf: [UInt8](repeating: [0x22, 0x0A, 0x2C, 0xFF][place % 4], count: 1 + place % 3), at: place)
            default: bytes.insert(contentsOf: bytes[place..<min(place + 30, bytes.count)], at: place)
            }
        }
        return bytes
    }

    /// What `RecordScanner` is said to do, told once more and slowly: the records of a text, by a quite different way of reading.
    private func expected(_ bytes: [UInt8], from start: Int, columns: Int, encoding: TextEncoding) -> (rows: Int, faults: Int) {
        var result = (rows: 0, faults: 0)
        var at = start
        while at < bytes.count {
            let lineEnd = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            var record = at
            var fields = 1
            var state = 0  // 0 at the beginning of a field, 1 in a plain one, 2 in quotes, 3 after the closing quote
            var isStray = false
            while record < bytes.count {
                let byte = bytes[record]
                if state == 2 {
                    if byte == 0x22 {
                        if record + 1 < bytes.count, bytes[record + 1] == 0x22 { record += 1 } else { state = 3 }
                    }
                } else if byte == 0x0A {
                    break
                } else if isStray {
                    // Nothing counts until the line ends.
                } else if byte == 0x2C {
                    fields += 1
                    state = 0
                } else if state == 0 {
                    state = byte == 0x22 ? 2 : 1
                } else if state == 3 {
                    isStray = !(byte == 0x0D && (record + 1 == bytes.count || bytes[record + 1] == 0x0A))
                }
                record += 1
            }
            if state == 2 {
                result.faults += 1
                at = lineEnd + 1
                continue
            }
            let text = bytes[at..<min(record, bytes.count)]
            at = record + 1
            if text.isEmpty || text.elementsEqual([0x0D]) { continue }
            let isText = encoding == .gb18030 ? GB18030.text(Array(text)) != nil : String(validating: text, as: UTF8.self) != nil
            let isSound = isText && !text.contains(0)
            if isStray || fields != columns || !isSound { result.faults += 1 } else { result.rows += 1 }
        }
        return result
    }

    @Test func everyRecordOfADamagedTextIsARowOrAFault() throws {
        let folder = try ScratchFolder()
        let header = "a,b,c\n"
        let end = ["\r\n", "\n", "\n"]
        let hard = (0..<40).map { "\($0),\($0 % 5 == 0 ? "\"引 \"\"\($0)\"\"\n,\"" : "韦俊明"),值\($0)\(end[$0 % 3])" }
        let quoted = (0..<40).map { "\"\($0)\",\"引 \($0 % 5 == 0 ? "\"\"" : "")，,\",\"\"\(end[$0 % 3])" }
        for round in 0..<rounds {
            let encoding = round % 3 == 0 ? TextEncoding.gb18030 : .utf8
            let sample = encoding.bytes((round % 2 == 0 ? hard : quoted).joined())
            var random = SeededRandom(seed: UInt64(round) &+ 1)
            let bytes = Array(header.utf8) + mutated(sample, &random)
            let path = try folder.write(bytes)
            let wanted = expected(bytes, from: header.utf8.count, columns: 3, encoding: encoding)
            for (stretchBytes, blockBytes) in [(1 << 20, 1 << 18), (64 + round % 200, 64)] {
                let options = TableOptions(encoding: encoding, delimiter: 0x2C, stretchBytes: stretchBytes, blockBytes: blockBytes)
                let table = try ReadTable.read(path, options, threads: 1 + round % 3)
                #expect(table.rows.count == wanted.rows, "round \(round)")
                #expect(table.faults.count == wanted.faults, "round \(round)")
                #expect((table.rows.map(\.line) + table.faults.map(\.line)).allSatisfy { $0 > 1 })
            }
        }
    }

    @Test func noDamageToATextOfAnyEncodingStopsTheReader() throws {
        let folder = try ScratchFolder()
        let text = "编号;姓名;单位\n" + (0..<40).map { "\($0);\"韦\n\($0)\";县教育局\n" }.joined()
        for round in 0..<rounds {
            var random = SeededRandom(seed: UInt64(round) &+ 77)
            let bytes = mutated(TextEncoding.allCases[round % 4].bytes(text), &random)
            guard !bytes.isEmpty else { continue }
            let path = try folder.write(bytes)
            do {
                let whole = try ReadTable.read(path)
                let cut = try ReadTable.read(path, TableOptions(stretchBytes: 80, blockBytes: 64))
                #expect(whole.rows == cut.rows, "round \(round)")
                #expect(whole.faults == cut.faults, "round \(round)")
            } catch let problem as TableProblem {
                #expect(!problem.why.isEmpty)
            }
        }
    }

    @Test func noDamageToAWorkbookStopsTheReader() throws {
        let folder = try ScratchFolder()
        let writer = try WorkbookWriter(path: folder.path + "/good.xlsx")
        try writer.beginSheet("车辆", columns: [.init("姓名"), .init("金额"), .init("日期")])
        for row in 0..<60 {
            writer.text("韦\(row)")
            writer.money(fen: row * 977)
            writer.date(days: 20_000 + row)
            try writer.endRow()
        }
        try writer.close()
        let sample = try Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/good.xlsx")))
        let good = try ReadTable.read(folder.path + "/good.xlsx")
        #expect(good.rows.count == 60)
        for round in 0..<rounds {
            var random = SeededRandom(seed: UInt64(round) &+ 5)
            let path = try folder.write(mutated(sample, &random), "bad.xlsx")
            do {
                // What can be read at all is what was written: checksums see to that, but for the directory's names.
                let table = try ReadTable.read(path, TableOptions(knownHeaders: ["姓名", "金额", "日期"]))
                #expect(table.rows.count <= 60)
            } catch let problem as TableProblem {
                #expect(!problem.why.isEmpty)
            }
        }
    }
}
