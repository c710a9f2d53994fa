import Foundation
import Testing

@testable import Platform

@Suite struct ProgramTests {
    @Test(arguments: [["identity"], ["compare"], ["compare", "--data"], ["no-such"], ["compare", "--data", "x", "--out", "y", "--threads", "0"]])
    func aWrongCallEndsWithTwoAndSaysWhy(arguments: [String]) async {
        let listener = HeardConsole()
        #expect(await Program.run(arguments, on: listener.console) == 2)
        #expect(!listener.err.isEmpty && listener.out.isEmpty)
    }

    @Test(arguments: ["compare", "explain", "inspect", "policy", "identity", "synth"])
    func helpIsAnAnswerWithExamplesAndBothLanguages(command: String) async {
        let run = await HeardConsole.run(command, "--help")
        #expect(run.status == 0)
        #expect(run.err.isEmpty)
        #expect(command == "policy" || run.out.contains("EXAMPLE"))
        #expect(run.out.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }

    @Test func aBadDateIsAWrongCall() async {
        let run = await HeardConsole.run("compare", "--data", "x", "--out", "y", "--as-of", "2025-02-30")
        #expect(run.status == 2)
        #expect(run.err.contains("2025-02-30"))
    }

    @Test func errorsAreJSONWhereJSONWasAskedFor() async throws {
        let run = await HeardConsole.run("compare", "--data", "no/such/folder", "--out", "y", "--json")
        #expect(run.status == 2)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: [String: Any]])
        #expect(object["error"]?["code"] as? String == "no-data")
        #expect(run.err.contains("no/such/folder"))
    }

    @Test func identityPrintsALineForEachValueAndEndsWithOneIfOneIsWrong() async {
        let fine = await HeardConsole.run("identity", SmallDelivery.ids[0])
        #expect(fine.status == 0)
        #expect(fine.out == "resident-id valid 990102********0011 area=990102 birth=1960-01-01 sex=male\n")
        let wrong = await HeardConsole.run("identity", SmallDelivery.ids[0], "990102196001010015")
        #expect(wrong.status == 1)
        #expect(wrong.out.contains("resident-id invalid: check digit"))
        #expect(!wrong.out.contains("19600101001"))
    }

    @Test func identityAsJSONHasKindValidReasonParts() async throws {
        let run = await HeardConsole.run("identity", "--json", "990102196001010015")
        let list = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [[String: Any]])
        #expect(list[0]["kind"] as? String == "resident-id")
        #expect(list[0]["valid"] as? Bool == false)
        #expect((list[0]["reason"] as? String)?.hasPrefix("check digit") == true)
        #expect(list[0]["parts"] is [Any])
    }

    @Test func evalPrintsTheValueAsJSON() async {
        let run = await HeardConsole.run("policy", "eval", "1 + x", "--input", "{\"x\": 2}")
        #expect(run.status == 0 && run.out == "3\n")
    }

    @Test func evalSaysWhyThereIsNoValueAndEndsWithOne() async {
        let unknown = await HeardConsole.run("policy", "eval", "1 + y", "--input", "{\"x\": 2}")
        #expect(unknown.status == 1 && unknown.out.isEmpty && unknown.err.contains("y"))
        let overflow = await HeardConsole.run("policy", "eval", "9223372036854775807 + 1")
        #expect(overflow.status == 1)
        let input = await HeardConsole.run("policy", "eval", "1", "--input", "[1]")
        #expect(input.status == 1)
    }
}
