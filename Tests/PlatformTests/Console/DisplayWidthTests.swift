import Testing

@testable import Platform

@Suite struct DisplayWidthTests {
    @Test func hanCharactersTakeTwoColumns() {
        #expect("规则".displayWidth == 4)
        #expect("R01 规则".displayWidth == 8)
        #expect("（１）".displayWidth == 6)
    }

    @Test func marksThatCombineTakeNone() {
        #expect("e\u{301}".displayWidth == 1)
        #expect("a\u{200B}b".displayWidth == 2)
    }

    @Test func aTextIsCutWithoutHalvingACharacter() {
        #expect("建档立卡户".fitted(to: 6) == "建档…")
        #expect("建档立卡户".fitted(to: 10) == "建档立卡户")
        #expect("建档立卡户".fitted(to: 5).displayWidth <= 5)
    }

    @Test func columnsOfMixedTextsLineUp() {
        var table = TextTable([.init(title: "rule"), .init(title: "clues", isNumber: true)])
        table.rows = [["车辆", "1,200"], ["R2", "7"]]
        let widths = table.text.split(separator: "\n").map { String($0).displayWidth }
        #expect(Set(widths) == [11])
    }

    @Test func numbersAreGroupedByThousands() {
        #expect(0.grouped == "0")
        #expect(999.grouped == "999")
        #expect(1_234_567.grouped == "1,234,567")
        #expect((-1000).grouped == "-1,000")
    }
}
