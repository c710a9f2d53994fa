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
    func bothWaysOfWritingANameAgree(name: String) throws {
        let folder = try TemporaryFolder()
        let sink = try ByteSink(path: folder.file("names"))
        sink.appendField(name: name, masked)
        try sink.close()
        #expect(try folder.read("names") == "," + String(decoding: CSVField.bytes(masked.name(name)), as: UTF8.self))
    }

    @Test(arguments: ["990102196001010011", "99010219600101001x", "990102 960101 0015", "", "1"])
    func bothWaysOfWritingAnIDAgree(number: String) throws {
        let folder = try TemporaryFolder()
        let sink = try ByteSink(path: folder.file("ids"))
        sink.appendField(idNumber: number, masked)
        try sink.close()
        #expect(try folder.read("ids") == "," + String(decoding: CSVField.bytes(masked.idNumber(number)), as: UTF8.self))
    }
}
