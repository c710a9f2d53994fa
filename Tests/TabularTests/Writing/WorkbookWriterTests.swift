import Foundation
import Testing

@testable import Tabular

@Suite struct WorkbookWriterTests {
    private func write(_ path: String) throws {
        let writer = try WorkbookWriter(path: path)
        for sheet in ["线索", "说明"] {
            try writer.beginSheet(sheet, columns: [.init("姓名", width: 10), .init("人数"), .init("金额"), .init("日期"), .init("账号")])
            for row in 0..<50 {
                writer.text(row == 3 ? "=1+1" : row == 4 ? "<&\"\n𠮷\u{1}" : "\(sheet)\(row)")
                writer.int(row)
                writer.money(fen: row * 1001 - 7)
                if row == 5 { writer.empty() } else { writer.date(days: 20_269 + row) }
                writer.int(6_217_007_181_096_269_043)
                try writer.endRow()
            }
        }
        try writer.close()
    }

    @Test func whatIsWrittenIsRead() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/out.xlsx"
        try write(path)
        let source = try TableFile.open(path: path)
        #expect(source.description.header == ["姓名", "人数", "金额", "日期", "账号"])
        let table = try ReadTable.read(source)
        #expect(table.rows.count == 50)
        #expect(table.rows[0] == .init(line: 2, fields: ["线索0", "0", "-0.07", "2025-06-30", "6217007181096269043"]))
        #expect(table.rows[3].fields[0] == "=1+1")
        #expect(table.rows[4].fields[0] == "<&\"\n𠮷\u{1}")
        #expect(table.rows[5].fields == ["线索5", "5", "49.98", "", "6217007181096269043"])
        #expect(source.description.formulas == 0)
        #expect(try ReadTable.read(path, TableOptions(sheet: "说明")).rows[1].fields[0] == "说明1")
    }

    @Test func theSameRowsMakeTheSameFile() throws {
        let folder = try ScratchFolder()
        try write(folder.path + "/a.xlsx")
        Thread.sleep(forTimeInterval: 2.1)
        try write(folder.path + "/b.xlsx")
        #expect(FileManager.default.contentsEqual(atPath: folder.path + "/a.xlsx", andPath: folder.path + "/b.xlsx"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/a.xlsx")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aWriterLetGoLeavesNothingBehind() throws {
        let folder = try ScratchFolder()
        do {
            let writer = try WorkbookWriter(path: folder.path + "/a.xlsx")
            try writer.beginSheet("a", columns: [.init("a")])
            writer.text("b")
        }
        do {
            let writer = try CSVWriter(path: folder.path + "/a.csv")
            try writer.row(["a"])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func whatASpreadsheetCannotHoldIsRefused() throws {
        let folder = try ScratchFolder()
        let writer = try WorkbookWriter(path: folder.path + "/a.xlsx")
        #expect(throws: TableProblem.self) { try writer.beginSheet("a/b", columns: []) }
        writer.text("before any sheet")
        #expect(throws: TableProblem.self) { try writer.endRow() }
        let other = try WorkbookWriter(path: folder.path + "/b.xlsx")
        try other.beginSheet("a", columns: [.init("a")])
        other.text(String(repeating: "x", count: 40_000))
        #expect(throws: TableProblem.self) { try other.endRow() }
        #expect(throws: TableProblem.self) { _ = try WorkbookWriter(path: folder.path + "/none/a.xlsx") }
    }
}

@Suite struct CSVWriterTests {
    @Test func fieldsAreQuotedOnlyWhereNeeded() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.csv"
        let writer = try CSVWriter(path: path)
        try writer.row(["a", "b,c", "d\"e", "f\ng", ""])
        writer.int(-12)
        writer.money(fen: -5)
        writer.money(fen: 123_456)
        writer.date(days: 20_269)
        writer.int(Int.min)
        try writer.endRow()
        try writer.row([""])
        try writer.close()
        #expect(
            try String(contentsOfFile: path, encoding: .utf8)
                == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\n-12,-0.05,1234.56,2025-06-30,-9223372036854775808\n\"\"\n")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func formulasAreNeutralisedWhenAsked() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.csv"
        let writer = try CSVWriter(path: path, options: CSVOptions(byteOrderMark: true, carriageReturns: true, neutralise: true))
        try writer.row(["=1", "+1", "-1", "@a", "\ta", "\ra", "a="])
        writer.int(-1)
        try writer.endRow()
        try writer.close()
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(bytes == [0xEF, 0xBB, 0xBF] + Array("'=1,'+1,'-1,'@a,'\ta,\"'\ra\",a=\r\n-1\r\n".utf8))
    }

    @Test func manyRowsAreFlushedInOrder() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.csv"
        let writer = try CSVWriter(path: path, options: CSVOptions(encoding: .gb18030))
        try writer.row(["编号", "名"])
        let long = String(repeating: "龘𠮷é", count: 300)
        for number in 0..<500 { try writer.row([String(number), long]) }
        try writer.close()
        let source = try TableFile.open(path: path)
        #expect(source.description.encoding == .gb18030)
        #expect(try ReadTable.read(source).fields == (0..<500).map { [String($0), long] })
    }

    @Test func wideEncodingsAreNotWritten() throws {
        let folder = try ScratchFolder()
        #expect(throws: TableProblem.self) {
            _ = try CSVWriter(path: folder.path + "/a.csv", options: CSVOptions(encoding: .utf16LittleEndian))
        }
    }
}
