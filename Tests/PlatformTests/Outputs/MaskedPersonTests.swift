import Testing

@testable import Platform

@Suite struct MaskedPersonTests {
    private let masked = MaskedPerson(revealed: false)

    @Test func namesKeepTheFirstAndFromThreeOnTheLast() {
        #expect(masked.name("张三") == "张*")
        #expect(masked.name("欧阳英") == "欧*英")
        #expect(masked.name("阿") == "阿*")
        #expect(masked.name("买买提·吐尔逊江") == "买***江")
        #expect(masked.name("") == "")
    }

    @Test func anIDNumberKeepsItsAreaAndItsEnd() {
        #expect(masked.idNumber("990102196001010011") == "990102********0011")
        #expect(masked.idNumber("12345") == "*****")
        #expect(masked.idNumber("") == "")
    }

    /// The path without strings must mask as the other does.
    @Test(arguments: ["张三", "欧阳英", "阿", "Li", "a,b", "=cm", "é\u{301}bc", "𠮷野家", "", "张  三"])
    func bothWaysOfWritingANameAgree(name: String) {
        var bytes: [UInt8] = []
        if masked.appendPlain(name: name, to: &bytes) {
            #expect(String(decoding: bytes, as: UTF8.self) == masked.name(name))
        } else {
            #expect(bytes.isEmpty)
        }
    }

    @Test(arguments: ["990102196001010011", "99010219600101001x", "990102 960101 0011", "", "1"])
    func bothWaysOfWritingAnIDAgree(number: String) {
        var bytes: [UInt8] = []
        let isPlain = masked.appendPlain(idNumber: number, to: &bytes)
        #expect(isPlain == (number.count == 18 && !number.contains(" ")))
        #expect(String(decoding: bytes, as: UTF8.self) == (isPlain ? masked.idNumber(number) : ""))
    }

    @Test func inClearNothingTakesTheShortWay() {
        var bytes: [UInt8] = []
        #expect(!MaskedPerson(revealed: true).appendPlain(name: "张三", to: &bytes) && bytes.isEmpty)
    }
}
