import Foundation
import Tabular
import Testing

@testable import Imports

@Suite struct CorrectionFileTests {
    private static let remedies = ["not-a-date": "日期写成 2025-06-30", "required-but-empty": "补上再送", "too-few-fields": "列数不对"]

    private static func correction(_ file: [UInt8]) async throws -> [UInt8] {
        let order = ReadingOrder(task: .correct, sources: TestFile.sources, folder: TestFile.folder, remedies: remedies, delivery: 12)
        return try await HeardReading(file, order).bytes
    }

    private static func broken() -> [[String]] {
        var rows = (0..<30).map(TestFile.row)
        rows[3][5] = "昨天"
        rows[7][0] = ""
        rows[9] = Array(rows[9].dropLast())
        rows[29][5] = "2025-13-01"
        return rows
    }

    @Test(arguments: [TextEncoding.utf8, .gb18030, .utf16LittleEndian], [",", "\t"])
    func rejectedRowsComeBackAsTheyCame(_ encoding: TextEncoding, _ delimiter: String) async throws {
        let rows = Self.broken()
        let coder = CorrectionEncoding(encoding: encoding)
        let mark = encoding == .utf16LittleEndian ? coder.mark : []
        let file = mark + TestFile.text([TestFile.header] + rows, encoding, delimiter: delimiter, lineEnd: "\r\n")
        let correction = try await Self.correction(file)
        func raw(_ row: [String]) -> [UInt8] { TestFile.text([row], encoding, delimiter: delimiter, lineEnd: "\r\n") }
        for row in [rows[3], rows[7], rows[9], rows[29]] {
            #expect(correction.contains(raw(row)), "the row is there byte for byte")
        }
        #expect(correction.contains(coder.encoded("有数原行号#12\(delimiter)有数退回原因和办法\(delimiter)身份证号")))
        #expect(correction.contains(coder.encoded("9\(delimiter)身份证号：补上再送")))
        let lines = correction.split(separator: coder.encoded("\n")).count
        #expect(lines == 5)
    }

    /// The register rejects rows that the worker accepted: all of them come back, and no others.
    @Test(arguments: [TextEncoding.utf8, .gb18030])
    func rowsThatOthersRejectedComeBackInstead(_ encoding: TextEncoding) async throws {
        let rows = Self.broken()
        var order = ReadingOrder(task: .correct, sources: TestFile.sources, folder: TestFile.folder, delivery: 4)
        var returned = ReturnedRows()
        for line in [2, 5, 32, 40] { returned.add(line: line, line == 5 ? "日期不对" : "户不在册") }
        order.returned = returned
        let correction = try await HeardReading(TestFile.text([TestFile.header] + rows, encoding), order).bytes
        let coder = CorrectionEncoding(encoding: encoding)
        for (line, why) in [(2, "户不在册"), (5, "日期不对")] {
            #expect(correction.contains(coder.encoded("\(line),\(why),") + TestFile.text([rows[line - 2]], encoding)))
        }
        #expect(!correction.contains(TestFile.text([rows[7]], encoding)))
        #expect(correction.split(separator: UInt8(ascii: "\n")).count == 3)
        let workbook = try TestFile.workbook([TestFile.header] + rows.map { $0.count < 8 ? $0 + [""] : $0 })
        let sheet = try await HeardReading(try await HeardReading(workbook, order).bytes)
        #expect(sheet.opened?.format == "workbook" && sheet.facts?.rows == 2 && sheet.opened?.corrects == 4)
    }

    @Test func aMendedFileIsReadAndNamesItsDeliveryAndLines() async throws {
        let file = TestFile.text([TestFile.header] + Self.broken(), .gb18030)
        var mended = try await Self.correction(file)
        for (wrong, right) in [("昨天", "2025-09-04"), ("2025-13-01", "2025-09-30")] {
            let coder = CorrectionEncoding.gb18030
            mended = mended.replacing(coder.encoded(wrong), with: coder.encoded(right))
        }
        let heard = try await HeardReading(mended)
        #expect(heard.opened?.corrects == 12)
        #expect(heard.opened?.encoding == "GB18030")
        #expect(heard.opened?.unknownHeaders.isEmpty == true)
        let facts = try #require(heard.facts)
        #expect(facts.rows == 4 && facts.accepted == 2 && facts.rejected == 2)
        #expect(facts.mended.sorted() == [5, 31])
    }

    @Test func aWorkbookComesBackAsAWorkbook() async throws {
        let rows = Self.broken().map { $0.count < 8 ? $0 + [""] : $0 }
        let correction = try await Self.correction(try TestFile.workbook([TestFile.header] + rows))
        let heard = try await HeardReading(correction)
        #expect(heard.opened?.format == "workbook" && heard.opened?.corrects == 12)
        #expect(heard.facts?.rows == 3)
        #expect(heard.facts?.rejected == 3)
        #expect(heard.opened?.header.dropFirst(2) == TestFile.header[...])
    }

    @Test func aRecordOfSeveralLinesComesBackWhole() async throws {
        let good = TestFile.row(1)
        let text = TestFile.header.joined(separator: ",") + "\n" + "\(good[0]),\"张\n三\",住院,院,病,不知道,1.00,1.00\n" + good.joined(separator: ",") + "\n"
        let correction = try await Self.correction(Array(text.utf8))
        #expect(String(decoding: correction, as: UTF8.self).contains("\"张\n三\",住院,院,病,不知道,1.00,1.00\n"))
        #expect(!String(decoding: correction, as: UTF8.self).contains(good[1] + ","))
    }
}

extension Array where Element == UInt8 {
    func contains(_ other: [UInt8]) -> Bool { firstRange(of: other) != nil }
}
