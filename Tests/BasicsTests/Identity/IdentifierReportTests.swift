import Basics
import Foundation
import Testing

@Suite struct IdentifierReportTests {
    static let id = StandardTable.complete("99010119850607123")

    @Test(arguments: [
        ("11010519491231002X", "resident-id valid 110105********002X area=110105 birth=1949-12-31 sex=female"),
        ("11010519491231002x", "resident-id valid 110105********002X area=110105 birth=1949-12-31 sex=female"),
        ("110105491231002", "resident-id valid 110105********002X area=110105 birth=1949-12-31 sex=female"),
        ("440524188001010014", "resident-id valid 440524********0014 area=440524 birth=1880-01-01 sex=male"),
        ("110105194912310021", "resident-id invalid: check digit should be X"),
        ("11010519491231002", "resident-id invalid: length is 17, should be 18"),
        ("11010519491231002X43", "disability-card valid 110105********002X area=110105 birth=1949-12-31 sex=female class=limbs grade=3"),
        (
            "11010519491231002X43B1",
            "disability-card valid 110105********002X area=110105 birth=1949-12-31 sex=female class=limbs grade=3 reissue=B1"
        ),
        ("11010519491231002X93", "disability-card invalid: class should be 1 to 7"),
        ("91350100M000100Y43", "social-credit-code valid 91350100M000100Y43 department=9 category=1 area=350100 organisation=M000100Y4"),
        ("91350100M000100Y44", "social-credit-code invalid: check digit should be 3"),
        ("0000079927398713", "bank-card valid ************8713"),
        ("0000079927398714", "bank-card invalid: check digit does not fit the number"),
        ("5201", "region-code valid 520100000000 level=city parent=520000000000"),
        ("520102001003", "region-code valid 520102001003 level=village parent=520102001000"),
        ("012345", "region-code invalid: no province begins with 0"),
        ("hello", "unknown invalid: 5 characters that fit no known kind of number"),
        ("", "unknown invalid: 0 characters that fit no known kind of number"),
    ])
    func theLineSaysKindVerdictAndParts(text: String, line: String) {
        #expect(IdentifierReport(text).line == line)
    }

    @Test func fiveNinesAreMentioned() {
        let line = IdentifierReport(StandardTable.complete("99999119850607123")).line
        #expect(line.hasPrefix("resident-id valid "))
        #expect(line.hasSuffix(" concern=five-nines"))
    }

    @Test func theReportIsAJSONObject() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(IdentifierReport("520000")), as: UTF8.self)
        #expect(
            json == #"{"kind":"region-code","parts":[{"name":"number","value":"520000000000"},{"name":"level","value":"province"}],"valid":true}"#)
    }
}
