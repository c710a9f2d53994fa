import Basics
import Testing

@Suite struct ProblemTests {
    let problem = Problem(
        "money-form", what: .init(zh: "金额不能识别", en: "the amount cannot be read"), why: .init(zh: "不是金额", en: "it is no amount"),
        remedy: .init(zh: "请写成 12345.60", en: "write it as 12345.60"))

    @Test func aMessageSaysWhatWhereWhyAndWhatToDo() {
        #expect(problem.at("a.csv:7").description == "a.csv:7: the amount cannot be read: it is no amount; write it as 12345.60 [money-form]")
        #expect(problem.zh == "金额不能识别:不是金额。请写成 12345.60")
    }

    @Test func problemsOfNumbersDoNotRepeatTheNumber() {
        let number = "110105194912310021"
        do {
            _ = try ResidentID(number)
            Issue.record("was accepted")
        } catch {
            #expect(!error.description.contains(number))
            #expect(!error.zh.contains(number))
        }
    }
}
