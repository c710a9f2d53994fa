import Register
import Testing

@Suite struct NameReadingsTests {
    @Test(arguments: [
        ("田文芳", "twf"), ("单勇", "sy"), ("解文", "xw"), ("仇英", "qy"), ("区明", "om"), ("曾国", "zg"), ("查良", "zl"), ("盖聂", "gn"), ("尉迟恭", "ycg"),
        ("欧阳修", "oyx"), ("令狐冲", "lhc"), ("任贤", "rx"), ("翟刚", "zg"), ("乐毅", "yy"), ("吉克·阿依", "jkay"), ("吕布", "lb"), ("王Anna", "wanna"),
        ("  田　文芳 ", "twf"), ("㐂䶮", "y"),
    ])
    func theUsualReadingStandsFirst(_ name: String, _ initials: String) {
        #expect(NameReadings.initials(of: name).first == initials)
    }

    /// What ICU reads as running text, and what families say, finds them too.
    @Test(arguments: [("单勇", "dy"), ("曾国", "cg"), ("翟刚", "dg"), ("乐毅", "ly"), ("刘长乐", "lcy"), ("查良", "cl")])
    func anotherReadingFindsTheNameAsWell(_ name: String, _ initials: String) {
        #expect(NameReadings.initials(of: name).contains(initials))
    }

    @Test func aNameOfManyReadingsHasFew() {
        #expect(NameReadings.initials(of: "曾长乐重行单").count <= 4)
    }

    @Test(arguments: ["", "·", "👨‍👩‍👧", "\u{0}", String(repeating: "长", count: 500)])
    func whatIsNoNameDoesNoHarm(_ text: String) {
        #expect(NameReadings.initials(of: text).allSatisfy { $0.count <= 50 })
    }
}
