import Testing

@testable import Tabular

private func cell(_ reference: String, _ text: String) -> String { "<c r=\"\(reference)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>" }

private func refusal(_ bytes: [UInt8], options: TableOptions = TableOptions()) throws -> TableProblem? {
    let folder = try ScratchFolder()
    let path = try folder.write(bytes, "book.xlsx")
    do {
        _ = try ReadTable.read(path, options)
        return nil
    } catch let problem as TableProblem { return problem }
}

@Suite struct SheetSourceTests {
    private var builder: WorkbookBuilder {
        var builder = WorkbookBuilder()
        builder.strings = "<si><t>姓名</t></si><si><r><t>柳</t></r><r><t xml:space=\"preserve\">财琴</t></r><rPh><t>liu</t></rPh></si>"
        builder.styles = """
            <numFmts><numFmt numFmtId="170" formatCode="&quot;mold&quot;0.0"/>\
            <numFmt numFmtId="171" formatCode="[$-804]yyyy\\年m\\月"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>
            """
        builder.sheet = WorkbookBuilder.rows(
            """
            <row r="1">\(cell("A1", "某县车辆登记表"))</row>\
            <row r="3"><c r="A3" t="s"><v>0</v></c>\(cell("B3", "身份证号"))\(cell("C3", "日期"))\(cell("D3", "金额"))</row>\
            <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4"><v>991481198106174129</v></c>\
            <c r="C4" s="1"><v>45838</v></c><c r="D4" s="2"><v>1940.0</v></c></row>\
            <row r="5"/><row r="6"><c r="B6"><f>1+1</f><v>2</v></c><c r="D6" t="str"><f>A1</f><v>a&amp;b_x000A_c</v></c></row>\
            <row r="9"><c r="C9" s="3"><v>45838.75</v></c><c r="D9" t="b"><v>1</v></c><c r="F9"/></row>\
            <row r="10"><c r="A10" t="e"><v>#N/A</v></c><c r="E10"><v>5</v></c></row>
            """)
        return builder
    }

    @Test func aSheetIsReadLikeAFile() throws {
        let folder = try ScratchFolder()
        let source = try TableFile.open(
            path: folder.write(builder.zip().bytes(), "a.xlsx"), options: TableOptions(knownHeaders: ["姓名", "金额"]))
        #expect(source.description.format == .workbook)
        #expect(source.description.sheet == "车辆")
        #expect(source.description.header == ["姓名", "身份证号", "日期", "金额"])
        #expect(source.description.headerLine == 3)
        let table = try ReadTable.read(source)
        #expect(
            table.rows == [
                .init(line: 4, fields: ["柳财琴", "991481198106174129", "2025-06-30", "1940"]),
                .init(line: 6, fields: ["", "2", "", "a&b\nc"]),
                .init(line: 9, fields: ["", "", "2025-06-30", "1"]),
            ])
        #expect(table.faults.map(\.reason) == [.tooManyFields])
        #expect(table.faults.map(\.line) == [10])
        #expect(source.description.formulas == 2)
    }

    @Test func archivesWithWideSizesAreReadToo() throws {
        var zip = builder.zip()
        zip.isWide = true
        let folder = try ScratchFolder()
        #expect(try ReadTable.read(folder.write(zip.bytes(), "wide.xlsx"), TableOptions(knownHeaders: ["姓名", "金额"])).rows.count == 3)
        zip.entries[5].saidLength = Int.max
        #expect(try refusal(zip.bytes())?.why.isEmpty == false)
        #expect(try refusal(Array(zip.bytes().dropLast(25)))?.what == "the workbook is damaged")
    }

    @Test func aSheetIsChosenByName() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(builder.zip().bytes(), "a.xlsx")
        #expect(try TableFile.open(path: path, options: TableOptions(sheet: "藏")).description.header == ["no"])
        #expect(throws: TableProblem.self) { _ = try TableFile.open(path: path, options: TableOptions(sheet: "无")) }
    }

    @Test func numbersAreTextAsTyped() {
        func text(_ raw: String) -> String {
            var out: [UInt8] = []
            NumberText.append(Array(raw.utf8), to: &out)
            return String(decoding: out, as: UTF8.self)
        }
        let expected = [
            "0": "0", "12.50": "12.5", "1234.0": "1234", "1234.5599999999999": "1234.56", "0.30000000000000004": "0.3", "1E3": "1000",
            "9.9148119810617408E+17": "991481198106174080", "991481198106174129": "991481198106174129", "-0.0": "0", "-12.3": "-12.3",
            "1.5e-3": "0.0015", "0.99999999999999999": "1", "00620101": "00620101", "1e999": "1e999", "abc": "abc", "12a": "12a", ".5": "0.5",
            "99999999999999.96": "100000000000000", "": "",
        ]
        for (raw, wanted) in expected { #expect(text(raw) == wanted) }
    }

    @Test func datesAreToldFromNumbersByFormat() {
        #expect(["yyyy-mm-dd", "yyyy/m/d;@", "[$-804]yyyy\"年\"m\"月\"", "m/d/yy h:mm", "e-m-d", "YYYY"].allSatisfy(CellStyles.isDateFormat))
        #expect(!["0.00", "#,##0.00_ ;[Red]-#,##0.00", "\"day\"0", "0.00E+00", "General", "\\d0", "@"].contains(where: CellStyles.isDateFormat))
        #expect([14, 22, 27, 58].allSatisfy(CellStyles.isBuiltInDate))
        #expect(![0, 1, 13, 23, 37, 49].contains(where: CellStyles.isBuiltInDate))
    }

    @Test func bothCountsOfDaysAreKnown() {
        func date(_ raw: String, _ from1904: Bool = false) -> String? {
            var out: [UInt8] = []
            return SerialDate.append(Array(raw.utf8), from1904: from1904, to: &out) ? String(decoding: out, as: UTF8.self) : nil
        }
        #expect(date("1") == "1900-01-01")
        #expect(date("59") == "1900-02-28")
        #expect(date("60") == nil)
        #expect(date("61") == "1900-03-01")
        #expect(date("45838") == "2025-06-30")
        #expect(date("0", true) == "1904-01-01")
        #expect(date("44376", true) == "2025-06-30")
        #expect(date("-1") == nil)
        #expect(date("nan") == nil)
        #expect(date("1e300") == nil)
        #expect(date("2958465") == "9999-12-31")
        #expect(date("2958466") == nil)
    }

    @Test func whatCouldHurtIsRefused() throws {
        let good = builder.zip()
        #expect(try refusal(good.bytes()) == nil)
        func changed(_ change: (inout ZipBuilder) -> Void) -> [UInt8] {
            var zip = good
            change(&zip)
            return zip.bytes()
        }
        let bomb = ZipBuilder.Entry(name: "xl/media/a.bin", content: [UInt8](repeating: 0, count: 8 << 20))
        #expect(try refusal(changed { $0.entries.append(bomb) })?.why.contains("100 times") == true)
        #expect(try refusal(good.bytes(), options: TableOptions(unpackedLimit: 1000))?.why.contains("more than 1000 bytes") == true)
        #expect(try refusal(changed { zip in for n in 0..<1000 { zip.add("x\(n)", "") } })?.why.contains("1008 entries") == true)
        #expect(try refusal(changed { $0.entries[3].flags = 1 })?.why == "it is encrypted")
        #expect(try refusal(changed { $0.add("XL/workbook.xml", "") })?.why.contains("two entries") == true)
        for name in ["/etc/passwd", "xl/../../x", "C:/x", "a\\b"] {
            #expect(try refusal(changed { $0.add(name, "") })?.why.contains("leads out") == true)
        }
        #expect(try refusal(changed { $0.disk = 1 })?.why.contains("several files") == true)
        #expect(try refusal(changed { $0.entries[5].saidLength = 10 })?.what == "the workbook is damaged")
        #expect(try refusal(Array(good.bytes().dropLast(30)))?.what == "the workbook is damaged")
        #expect(try refusal(changed { $0.entries.removeAll { $0.name == "xl/workbook.xml" } })?.why.contains("without a workbook") == true)
    }

    @Test func documentTypesAndDepthAreRefused() throws {
        var book = builder
        book.sheet = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + WorkbookBuilder.rows("<row><c><v>&b;</v></c></row>")
        #expect(try refusal(book.zip().bytes())?.why.contains("document type") == true)
        book.sheet = String(repeating: "<a>", count: 70) + String(repeating: "</a>", count: 70)
        #expect(try refusal(book.zip().bytes())?.why.contains("nested deeper") == true)
        book.sheet = WorkbookBuilder.rows("<row r=\"1\">\(cell("A1", "h"))</row><row r=\"2\"><c r=\"A2\"")
        #expect(try refusal(book.zip().bytes())?.what == "the workbook is damaged")
        book.sheet = WorkbookBuilder.rows("<row r=\"1\">\(cell("A1", "h"))</row><row r=\"2\"><c r=\"ZZZZ2\"><v>1</v></c></row>")
        #expect(try refusal(book.zip().bytes())?.why.contains("outside the sheet") == true)
    }

    @Test func aDamagedSheetIsNeverSilentlyShorter() throws {
        var book = WorkbookBuilder()
        let rows = (2...6000).map { "<row r=\"\($0)\">\(cell("A\($0)", "第\($0 &* 7919 % 10_007)"))</row>" }.joined()
        book.sheet = WorkbookBuilder.rows("<row r=\"1\">\(cell("A1", "h"))</row>" + rows)
        var zip = book.zip()
        let place = try #require(zip.entries.firstIndex { $0.name == "xl/worksheets/sheet2.xml" })
        zip.entries[place].saidChecksum = 1
        let folder = try ScratchFolder()
        let source = try TableFile.open(path: folder.write(zip.bytes(), "a.xlsx"), options: TableOptions(stretchBytes: 4096))
        let stretch = Stretch()
        let block = RecordBlock()
        var seen = 0
        let problem = #expect(throws: TableProblem.self) {
            while try source.take(stretch, waiting: true) == .filled {
                while stretch.next(block) { seen += block.rows }
            }
        }
        #expect(problem?.why.contains("checksum") == true)
        #expect(seen > 1000)
    }

    @Test func aTextThatIsNotThereIsAFault() throws {
        var book = WorkbookBuilder()
        book.sheet = WorkbookBuilder.rows("<row r=\"1\">\(cell("A1", "h"))</row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>")
        let folder = try ScratchFolder()
        let table = try ReadTable.read(folder.write(book.zip().bytes(), "a.xlsx"))
        #expect(table.rows.isEmpty)
        #expect(table.faults.map(\.reason) == [.damaged])
    }

    @Test func otherArchivesAreNamed() throws {
        for (name, kind) in [
            ("content.xml", "OpenDocument"), ("xl/workbook.bin", ".xlsb"), ("word/document.xml", "Word"), ("x", "without a workbook"),
        ] {
            var zip = ZipBuilder()
            zip.add(name, "<a/>")
            #expect(try refusal(zip.bytes())?.why.contains(kind) == true)
        }
    }
}
