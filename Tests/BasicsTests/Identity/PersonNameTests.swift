import Basics
import Testing

@Suite struct PersonNameTests {
    @Test(arguments: [
        "买买提\u{2022}艾力", "买买提\u{30FB}艾力", "买买提\u{FF0E}艾力", "买买提\u{2027}艾力", "买买提\u{2219}艾力", "买买提\u{FF65}艾力", "买买提.艾力",
        " 买买提 · 艾力 ", "买买提\u{200B}·艾力\u{3000}",
    ])
    func lookAlikesOfTheMiddleDotAreOneName(written: String) {
        #expect(PersonName.normalise(written) == "买买提\u{B7}艾力")
        #expect(PersonName.sameName(written, "买买提·艾力"))
    }

    @Test func blanksAndFullWidthFormsDoNotTellPeopleApart() {
        #expect(PersonName.sameName("张 三", "张\u{3000}三"))
        #expect(PersonName.sameName("Ｌｉ Ｗｅｉ", "LiWei"))
    }

    @Test func cellsAreComparedLikeTexts() {
        func same(_ a: String, _ b: String) -> Bool {
            Array(a.utf8).withUnsafeBufferPointer { first in Array(b.utf8).withUnsafeBufferPointer { PersonName.sameName(first, $0) } }
        }
        let names = ["张三", "张 三", "张\u{3000}三", "张三丰", "李四", "买买提·艾力", "买买提•艾力", "買買提・艾力", "㐀三", "𠮷田", "Ｌｉ", "Li", "", " ", "豈"]
        for a in names {
            for b in names {
                let folded = PersonName.normalise(a).utf8.elementsEqual(PersonName.normalise(b).utf8)
                #expect(same(a, b) == folded, "\(a) \(b)")
                #expect(PersonName.sameName(a, b) == folded, "\(a) \(b)")
            }
        }
    }

    @Test func cellsThatAreNoUTF8AreComparedWithoutATrap() {
        let broken: [UInt8] = [0xE5, 0xBC]
        broken.withUnsafeBufferPointer { first in
            Array("张三".utf8).withUnsafeBufferPointer { #expect(!PersonName.sameName(first, $0)) }
        }
    }

    @Test func otherNamesStayOther() {
        #expect(!PersonName.sameName("张三", "张三丰"))
        #expect(!PersonName.sameName("买买提艾力", "买买提·艾力"))
        #expect(!PersonName.sameName("张叁", "张三"))
        #expect(!PersonName.sameName("LI", "li"))
        // Equal to Swift's String, different as code points: the engine compares bytes, and so does this.
        #expect(!PersonName.sameName("e\u{301}", "\u{E9}"))
    }

    @Test(arguments: [
        ("张三", "张", "三", "张*"), ("欧阳修", "欧阳", "修", "欧阳*"), ("欧阳", "欧", "阳", "欧*"), ("司马相如", "司马", "相如", "司马*"),
        ("爱新觉罗溥仪", "爱新觉罗", "溥仪", "爱新觉罗*"), ("买买提·艾力", "买买提", "艾力", "买*"), ("𠮷田", "𠮷", "田", "𠮷*"), ("王", "王", "", "王*"),
    ])
    func surnamesSplitAndMask(text: String, surname: String, given: String, masked: String) throws {
        let name = try PersonName(text)
        #expect(name.surname == surname)
        #expect(name.split.given == given)
        #expect(name.masked == masked)
    }

    @Test func lengthIsCountedInCodePoints() throws {
        #expect(try PersonName(String(repeating: "𠮷", count: 50)).text.unicodeScalars.count == 50)
        #expect(throws: Problem.self) { try PersonName(String(repeating: "𠮷", count: 51)) }
        #expect(throws: Problem.self) { try PersonName(" \u{3000}\u{200B} ") }
        #expect(try PersonName("\u{3000}张 三 ").text == "张 三")
    }
}
