import Tabular
import Testing

@testable import Datasets

@Suite struct DeliveryReaderTests {
    /// Rows as a department sends them, every fourth with something wrong in it.
    private static func rows(_ count: Int, from first: Int = 0) -> [[String]] {
        (first..<first + count).map { i in
            [
                DeliveryFolder.residentID(i), i % 3 == 0 ? "买买提·阿不都热合曼" : "张\(i)", i % 5 == 0 ? "正常" : "报废", ["五菱", "红旗", ""][i % 3],
                i % 8 == 3 ? "不详" : "\(i).5", i % 8 == 7 ? "2025-02-30" : "2020-01-0\(i % 9 + 1)", "\(i * 1000 % 70_000)", i % 2 == 0 ? "是" : "N",
                "990101001001",
            ]
        }
    }

    @Test(arguments: [1, 2, 3], [64, 300, 1 << 20])
    func everyRowIsAcceptedOrRejectedWhateverTheThreadsAndStretches(_ threads: Int, _ stretchBytes: Int) throws {
        let folder = try DeliveryFolder()
        let paths = [
            try folder.write("vehicles_1.csv", Self.rows(200)),
            try folder.write("vehicles_2.csv", Self.rows(100, from: 200), CSVOptions(encoding: .gb18030)),
            try folder.write("vehicles_3.tsv", Self.rows(50, from: 300), CSVOptions(delimiter: UInt8(ascii: "\t"))),
            try folder.writeWorkbook("vehicles_4.xlsx", Self.rows(50, from: 350)),
        ]
        let delivery = try DeliveryFolder.read(paths, threads: threads, stretchBytes: stretchBytes)
        #expect(delivery.files.map(\.rows) == [200, 100, 50, 50])
        #expect(delivery.files.allSatisfy { $0.rows == $0.accepted + $0.rejected })
        #expect(zip(delivery.files, delivery.rejects).allSatisfy { $0.rejected == $1.count })
        #expect(delivery.accepted == 300)
        #expect(delivery.segments.reduce(0) { $0 + $1.count } == 300)

        let alone = try DeliveryFolder.read(paths)
        #expect(DeliveryFolder.rows(delivery) == DeliveryFolder.rows(alone))
        #expect(DeliveryFolder.rows(delivery).map { $0[0] } == Self.rows(400).filter { $0[4] != "不详" && $0[5] != "2025-02-30" }.map { $0[0] })
        for (ours, theirs) in zip(delivery.rejects, alone.rejects) {
            #expect(ours.map(\.line) == theirs.map(\.line))
            #expect(ours.map(\.reason) == theirs.map(\.reason))
        }
    }

    /// A worker may meet a block in which no line has the right number of fields before it has met a good row.
    @Test func aFileWhoseEveryLineIsShortIsAllRejects() throws {
        let folder = try DeliveryFolder()
        let path = try folder.write("vehicles.csv", (0..<5).map { _ in ["x", "y"] })
        let delivery = try DeliveryFolder.read([path])
        #expect(delivery.files.map(\.rejected) == [5])
        #expect(delivery.accepted == 0)
    }

    @Test func valuesArriveAsTheyAreHeld() throws {
        let folder = try DeliveryFolder()
        let id = DeliveryFolder.residentID(1)
        let path = try folder.write(
            "vehicles.csv",
            [
                [id, "一个比十二个字节长的名字", "正常", "五菱", "￥1,234.5", "2025年6月30日", "-7", "有", "990101"],
                ["", "", "", "", "0", "", "", "", ""], ["12345", "张三", "在用", " 五菱 ", "5", "20250630", " 8", "否", "990101001 "],
            ])
        let rows = DeliveryFolder.rows(try DeliveryFolder.read([path]))
        #expect(rows[0] == [id, "一个比十二个字节长的名字", "在用", "五菱", "123450", "20269", "-7", "1", "990101000000"])
        #expect(rows[1] == ["", "", "", "", "0", "", "", "", ""])
        #expect(rows[2] == ["12345", "张三", "在用", "五菱", "500", "20269", "8", "0", "990101001000"])
    }

    @Test(arguments: [TextEncoding.utf8, .gb18030]) func aCellOfBlanksIsAnEmptyCell(_ encoding: TextEncoding) throws {
        let folder = try DeliveryFolder()
        let path = try folder.write(
            "vehicles.csv",
            [
                ["  ", "\u{3000}\u{3000}", " ", "\u{3000}", "1", " ", "\u{3000}", " ", " "],
                ["\u{3000}", " \t ", "", "", "2", "", "", "", ""],
                ["", "、张", "", "", "3", "", "", "", ""],
            ], CSVOptions(encoding: encoding))
        let delivery = try DeliveryFolder.read([path])
        #expect(delivery.files.map(\.rejected) == [0])
        #expect(DeliveryFolder.rows(delivery).map { $0[0] + "|" + $0[1] } == ["|", "|", "|、张"])
    }

    @Test(arguments: [TextEncoding.utf8, .gb18030]) func bothEncodingsGiveTheSameRows(_ encoding: TextEncoding) throws {
        let folder = try DeliveryFolder()
        let path = try folder.write("vehicles.csv", Self.rows(40), CSVOptions(encoding: encoding))
        let plain = try folder.write("vehicles_plain.csv", Self.rows(40))
        #expect(DeliveryFolder.rows(try DeliveryFolder.read([path])) == DeliveryFolder.rows(try DeliveryFolder.read([plain])))
    }

    @Test func normalisedAndMalformedNumbersAreCounted() throws {
        let folder = try DeliveryFolder()
        let id = DeliveryFolder.residentID(2)
        let path = try folder.write(
            "vehicles.csv",
            [id, " \(id)", "９９" + id.dropFirst(2), "", "不详", "123"].map { [String($0), "", "", "", "1", "", "", "", ""] })
        let delivery = try DeliveryFolder.read([path])
        #expect(delivery.files[0].normalised == 2)
        #expect(delivery.files[0].malformed == 2)
        #expect(delivery.files[0].accepted == 6)
    }

    @Test func filledCellsUnknownHeadersAndMissingColumnsAreReported() throws {
        let folder = try DeliveryFolder()
        let writer = try CSVWriter(path: "\(folder.path)/vehicles.csv")
        try writer.row(["price", "colour", "id_number", "seats"])
        for i in 0..<10 { try writer.row([i == 9 ? "x" : "1", "red", DeliveryFolder.residentID(i), i % 2 == 0 ? "5" : ""]) }
        try writer.close()
        let report = try DeliveryFolder.read(["\(folder.path)/vehicles.csv"]).files[0]
        #expect(report.unknownHeaders == ["colour"])
        #expect(report.missingColumns == ["name", "status", "brand", "bought_on", "insured", "village"])
        #expect(report.filled == [9, 0, 0, 0, 9, 0, 5, 0, 0])
    }

    @Test func aFileWithoutARequiredColumnIsRefusedWhole() throws {
        let folder = try DeliveryFolder()
        let writer = try CSVWriter(path: "\(folder.path)/vehicles.csv")
        try writer.row(["id_number", "name", "seats"])
        try writer.row([DeliveryFolder.residentID(1), "张三", "5"])
        try writer.close()
        let problem = #expect(throws: DeliveryProblem.self) { try DeliveryFolder.read(["\(folder.path)/vehicles.csv"]) }
        #expect("\(try #require(problem))".contains("column price"))
    }
}
