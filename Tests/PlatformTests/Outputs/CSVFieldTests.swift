import Testing

@testable import Platform

@Suite struct CSVFieldTests {
    private func field(_ text: String) -> String { String(decoding: CSVField.bytes(text), as: UTF8.self) }

    @Test(arguments: ["=1+1", "+8613", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1", "|cmd"])
    func aTextThatWouldRunIsNeutralised(text: String) {
        #expect(field(text).hasPrefix("'"))
    }

    @Test func plainTextsStayAsTheyAre() {
        #expect(field("张三") == "张三")
        #expect(field("") == "")
        #expect(field("a=b") == "a=b")
    }

    @Test func commasAndQuotesAreQuoted() {
        #expect(field("a,b") == "\"a,b\"")
        #expect(field("say \"x\"") == "\"say \"\"x\"\"\"")
        #expect(field("=a,b") == "\"'=a,b\"")
    }

    @Test func aLineBreakCannotBeginARecord() {
        #expect(field("a\nb\r\nc") == "a b  c")
    }
}
