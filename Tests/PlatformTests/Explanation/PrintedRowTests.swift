import Foundation
import Tabular
import Testing

@testable import Platform

/// `youshu explain` prints rows as `file:line`. Whoever opens the file there must find the person, whatever the file's form: these tests open it.
@Suite struct PrintedRowTests {
    @Test func theExplanationPrintsRuleVersionParametersAndRows() async throws {
        let delivery = try SmallDelivery()
        let told = try await Told(delivery)
        #expect(told.text.contains("rule       costly-car version 1, "))
        #expect(told.text.contains("price_limit = 50000 since 2020-01-01, 车价上限, 测试文件"))
        #expect(told.text.contains("测试文件，第一条"))
        #expect(Set(told.rows.map(\.source)).isSuperset(of: ["persons", "vehicles"]))
        for row in told.rows { #expect(told.text.contains("\(row.file):\(row.line)  \(row.source)"), "\(row)") }
    }

    /// Fields with line breaks of both kinds and doubled quotes stand before the row, enough of them to fill several reads of the file.
    @Test func inAFileWithQuotedLineBreaksTheRecordBeginsAtThePrintedLine() async throws {
        let delivery = try SmallDelivery()
        let note = "他说\"没有\"。\n第二行\r\n\"\"\n" + String(repeating: "长", count: 150)
        try delivery.deliver(
            persons: .init(noteBefore: note, fillers: 0), vehicles: .init(noteBefore: note, fillers: 2_500), as: .csv(CSVOptions()))
        let told = try await Told(delivery)
        for source in ["persons", "vehicles"] {
            let row = try #require(told.rows.first { $0.source == source })
            let line = try #require(Self.line(row.line, of: row.file))
            #expect(line.contains(Array(SmallDelivery.ids[0].utf8)), "\(row)")
            #expect(source == "persons" || row.line > 2_500 * 4)
        }
    }

    @Test func inAGB18030FileThePersonStandsInThePrintedLine() async throws {
        let delivery = try SmallDelivery()
        let options = CSVOptions(encoding: .gb18030, delimiter: UInt8(ascii: "\t"), carriageReturns: true)
        try delivery.deliver(persons: .init(noteBefore: "㐀一\n丁", fillers: 0), vehicles: .init(noteBefore: "备注\n二", fillers: 40), as: .csv(options))
        let told = try await Told(delivery)
        let person = try #require(told.rows.first { $0.source == "persons" })
        let line = try #require(Self.line(person.line, of: person.file))
        // 张三 in GB18030.
        #expect(line.contains([0xD5, 0xC5, 0xC8, 0xFD]))
        let vehicle = try #require(told.rows.first { $0.source == "vehicles" })
        #expect(try #require(Self.line(vehicle.line, of: vehicle.file)).contains(Array(SmallDelivery.ids[0].utf8)))
    }

    @Test func inASpreadsheetThePersonStandsInThePrintedRow() async throws {
        let delivery = try SmallDelivery()
        try delivery.deliver(persons: .init(noteBefore: "一\n二", fillers: 0), vehicles: .init(noteBefore: "三", fillers: 40), as: .xlsx)
        let told = try await Told(delivery)
        for source in ["persons", "vehicles"] {
            let row = try #require(told.rows.first { $0.source == source })
            #expect(row.file.hasSuffix("\(source).xlsx"))
            #expect(try #require(try Self.sheetRows(row.file)[row.line]).contains(SmallDelivery.ids[0]), "\(row)")
        }
    }

    /// The bytes of one line, counted by line feeds as an editor counts.
    private static func line(_ number: Int, of path: String) -> [UInt8]? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? Array(lines[number - 1]) : nil
    }

    /// The rows of the first sheet by their number, as the sheet itself counts them.
    private static func sheetRows(_ path: String) throws -> [Int: [String]] {
        let source = try TableFile.open(path: path, options: TableOptions())
        let (stretch, block) = (Stretch(), RecordBlock())
        var rows: [Int: [String]] = [:]
        while case .filled = try source.take(stretch, waiting: true) {
            while stretch.next(block) {
                for row in 0..<block.rows {
                    rows[Int(block.lines[row])] = (0..<block.columns).map { column in
                        let (start, end) = (Int(block.starts[row * block.columns + column]), Int(block.ends[row * block.columns + column]))
                        return String(decoding: UnsafeBufferPointer(start: block.bytes + start, count: end - start), as: UTF8.self)
                    }
                }
            }
        }
        return rows
    }
}

/// What the command says of a delivery's only clue: as text, and the rows as JSON has them.
private struct Told {
    struct Row: Decodable {
        var source, file: String
        var line: Int
    }
    private struct Answer: Decodable { var rows: [Row] }

    let text: String
    let rows: [Row]

    init(_ delivery: SmallDelivery) async throws {
        let compared = await delivery.compare()
        try #require(compared.status == 0, "\(compared.err)")
        let clues = try delivery.folder.read("out/clues.csv").split(separator: "\n")
        try #require(clues.count == 2)
        let clue = String(clues[1].split(separator: ",")[5])
        let arguments = [
            "explain", clue, "--out", delivery.folder.file("out"), "--packs-root", delivery.folder.file("PolicyPacks"), "--sources-root",
            delivery.folder.file("DataSources"),
        ]
        let (people, machine) = (HeardConsole(), HeardConsole())
        try #require(await Program.run(arguments, on: people.console) == 0, "\(people.err)")
        try #require(await Program.run(arguments + ["--json"], on: machine.console) == 0, "\(machine.err)")
        text = people.out
        rows = try JSONDecoder().decode(Answer.self, from: Data(machine.out.utf8)).rows
    }
}

extension SmallDelivery {
    fileprivate enum Form {
        case csv(CSVOptions)
        case xlsx
    }

    /// What stands in a file before the row that is looked for: rows of 李四, each with a note.
    fileprivate struct Before {
        var noteBefore: String
        var fillers: Int
    }

    /// The same persons and vehicles in another form, with a column of notes that no source knows.
    fileprivate func deliver(persons: Before, vehicles: Before, as form: Form) throws {
        try write(
            "persons", ["person_id", "household_id", "name", "id_number", "note"],
            [
                ["12", "1", "李四", Self.ids[1], persons.noteBefore], ["11", "1", "张三", Self.ids[0], ""],
                ["21", "2", "欧阳英", Self.ids[2], "末"],
            ], form)
        var rows = (0..<vehicles.fillers).map { _ in [Self.ids[1], "1000", "2020-01-01", vehicles.noteBefore] }
        rows += [[Self.ids[0], "80000", "2024-05-17", ""], [Self.ids[2], "30000", "2023-01-02", "末"]]
        try write("vehicles", ["id_number", "price", "registered_on", "note"], rows, form)
    }

    private func write(_ name: String, _ header: [String], _ rows: [[String]], _ form: Form) throws {
        switch form {
        case .csv(let options):
            let writer = try CSVWriter(path: folder.file("data/\(name).csv"), options: options)
            for row in [header] + rows { try writer.row(row) }
            try writer.close()
        case .xlsx:
            try FileManager.default.removeItem(atPath: folder.file("data/\(name).csv"))
            let writer = try WorkbookWriter(path: folder.file("data/\(name).xlsx"))
            try writer.beginSheet("数据", columns: header.map { WorkbookWriter.Column($0) })
            for row in rows {
                for cell in row { writer.text(cell) }
                try writer.endRow()
            }
            try writer.close()
        }
    }
}
