import Foundation
import Testing

@testable import Platform

@Suite struct CountyWorkbookTests {
    @Test func theListCanBeReadAndHasRoomForTheAnswer() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        let path = delivery.folder.file("out/counties/990102.xlsx")
        let list = try UnpackedWorkbook(path: path, known: [WordsOfTheHead.clue, WordsOfTheHead.rule])
        #expect(list.rows.count == 2, "\(list.text)")
        #expect(list.rows[0].suffix(4) == ["核查结论", "原因", "核查人", "核查日期"])
        let row = list.rows[1]
        #expect(row[1] == "名下有超值车辆" && row[2] == "一票否决" && row[4] == "1" && row[5] == "张*" && row[6] == "990102********0011")
        #expect(row[9] == "名下车辆 1 辆,最高 80,000.00 元")
        #expect(row[10] == "购车价格 80,000.00 元；车辆数 1")
        #expect(row.suffix(4).filter { !$0.isEmpty } == [])
    }

    @Test func theNotesNameTheRuleItsReferenceAndTheCodes() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        let path = delivery.folder.file("out/counties/990102.xlsx")
        let rules = try UnpackedWorkbook(path: path, sheet: "说明", known: ["规则编号", "本表条数"]).text
        for words in ["costly-car v1", "测试文件，第一条", "已核实", "借名登记（lent_name）"] { #expect(rules.contains(words), "\(words)") }
        // Above the rules stands how to read them.
        let words = try UnpackedWorkbook(path: path, sheet: "说明").text
        #expect(words.contains("13.7%") && words.contains("29.2%"))
    }

    @Test func signsOfXMLInANameAreText() async throws {
        let delivery = try SmallDelivery(name: "<&>\"", ruleTitle: "a<b & c")
        #expect(await delivery.compare(to: "out", "--reveal").status == 0)
        let list = try UnpackedWorkbook(path: delivery.folder.file("out/counties/990102.xlsx"), known: [WordsOfTheHead.clue, WordsOfTheHead.rule])
        #expect(list.rows[1][1] == "a<b & c" && list.rows[1][5] == "<&>\"")
    }

    @Test func columnsAreNamedAsSpreadsheetsDo() {
        #expect([0, 15, 25, 26, 51, 52].map(XLSXCell.columnName) == ["A", "P", "Z", "AA", "AZ", "BA"])
    }
}

private enum WordsOfTheHead {
    static let clue = WorkbookText.clue
    static let rule = WorkbookText.rule
}
