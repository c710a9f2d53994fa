import Actions
import Basics
import Testing

@testable import Web

/// Forms and JSON become values strictly, and every wrong field is told.
struct InputTests {
    private enum Colour: String, Codable, CaseIterable { case red, green }
    private struct Child: Codable, Equatable { let name: String; let bornOn: CalendarDate }
    private struct Sample: Codable {
        let title: String
        let count: Int
        let regionID: Int64?
        let colour: Colour
        let tags: [String]
        let agreed: Bool
        let children: [Child]
    }

    private func form(_ pairs: (String, String)...) throws -> Sample {
        try InputDecoder.decode(Sample.self, from: FormFields(pairs).tree, isForm: true)
    }

    private func json(_ text: String) throws -> Sample {
        try InputDecoder.decode(Sample.self, from: JSONInput.parse(Array(text.utf8)), isForm: false)
    }

    private func problems(_ body: () throws -> Sample) -> [String] {
        do {
            _ = try body()
            return []
        } catch Refusal.invalid(let problems) {
            return problems.map { "\($0.field) \($0.problem.code)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func aFormIsReadByItsSnakeCaseNames() throws {
        let sample = try form(
            ("title", " 买米　"), ("count", "3"), ("region_id", "990121000000"), ("colour", "green"), ("tags", "a"), ("tags", "b"), ("agreed", "true"),
            ("children.0.name", "小雨"), ("children.0.born_on", "2006-03-01"))
        #expect(sample.title == "买米")
        #expect(sample.count == 3)
        #expect(sample.regionID == 990_121_000_000)
        #expect(sample.colour == .green)
        #expect(sample.tags == ["a", "b"])
        #expect(sample.agreed)
        #expect(sample.children.map(\.name) == ["小雨"])
        #expect(sample.children.first?.bornOn == CalendarDate(year: 2006, month: 3, day: 1))
    }

    @Test func whatAFormLeavesOutIsFalseAndEmpty() throws {
        let sample = try form(("title", "x"), ("count", "1"), ("colour", "red"), ("region_id", ""))
        #expect(!sample.agreed)
        #expect(sample.tags.isEmpty)
        #expect(sample.regionID == nil)
    }

    @Test func everyWrongFieldIsToldAtOnce() {
        let found = problems {
            try form(("title", ""), ("count", "drei"), ("colour", "blue"), ("children.0.name", "x"), ("children.0.born_on", "2025-02-30"))
        }
        #expect(found == ["title field-missing", "count field-shape", "colour field-value", "children.0.born_on field-value"])
    }

    @Test func jsonIsTakenByTypeAndNothingIsTurnedIntoAnother() {
        #expect(
            problems { try json(#"{"title":1,"count":"3","colour":"red","tags":"a","agreed":"yes","children":[]}"#) }.first == "title field-shape")
        #expect(problems { try json(#"{"title":"x","count":3.5,"colour":"red","tags":[],"agreed":true,"children":[]}"#) } == ["count field-shape"])
        #expect(problems { try json(#"{"title":"x","count":3,"colour":"red","tags":[],"agreed":true,"children":[]}"#) }.isEmpty)
    }

    @Test func numbersThatDoNotFitAreRefusedAndDoNotTrap() {
        #expect(problems { try form(("title", "x"), ("count", "99999999999999999999999"), ("colour", "red")) } == ["count field-shape"])
        #expect(problems { try json(#"{"title":"x","count":1e300,"colour":"red","tags":[],"agreed":true,"children":[]}"#) } == ["count field-shape"])
    }

    @Test(arguments: ["\u{0}", "\u{1B}", "\u{202E}", "\u{2066}"]) func invisibleCharactersAreRefused(character: String) {
        #expect(problems { try form(("title", "a\(character)b"), ("count", "1"), ("colour", "red")) } == ["title field-character"])
    }

    @Test(
        arguments: [
            #"{"a":1,"a":2}"#, #"{"a":01}"#, #"{"a":1,}"#, #"[1,2"#, #"{"a":"\ud800"}"#, "{\"a\":\"\u{1}\"}", #"{"a":nul}"#, #"{"a":1} x"#,
            #"{"a":"\x"}"#,
            #"{"a":1e}"#, #"{a:1}"#, "", String(repeating: "[", count: 5_000), #"{"a":-}"#, #"{"a":"\u00g0"}"#, "\"", "{\"a\":\"\\",
        ]) func brokenJSONIsRefused(text: String)
    {
        #expect(throws: JSONInput.Fault.self) { try JSONInput.parse(Array(text.utf8)) }
    }

    @Test func jsonTextsComeThroughWithEveryEscape() throws {
        let value = try JSONInput.parse(Array(#"{"a":"\u4e70\ud83d\ude00\n\"\\\/","b":[true,null,-0.5,9007199254740993]}"#.utf8))
        #expect(value.member("a") == .text("买😀\n\"\\/"))
        #expect(value.member("b") == .list([.bool(true), .null, .number(-0.5), .integer(9_007_199_254_740_993)]))
    }

    @Test func brokenFormsAreRefused() {
        #expect(FormFields.parse(Array("a=%zz".utf8)) == nil)
        #expect(FormFields.parse(Array("a=%ff".utf8)) == nil)
        #expect(FormFields.parse(Array("a=%00".utf8)) == nil)
        #expect(FormFields.parse(Array("a=%E4%B9%B0+x&b".utf8))?.pairs.map(\.value) == ["买 x", ""])
        #expect(FormFields.parse(Array(String(repeating: "a=1&", count: 3_000).utf8)) == nil)
    }
}
