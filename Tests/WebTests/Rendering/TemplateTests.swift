import Testing

@testable import Web

/// Templates: what is drawn, what is escaped, and what stops the start.
struct TemplateTests {
    private struct Sheet: Codable {
        struct Line: Codable { let name: String; let note: String? }
        let title: String
        let note: String?
        let lines: [Line]
        let isOpen: Bool
        let count: Int
    }

    private let sheet = Sheet(
        title: "<田&\"'", note: "outer", lines: [.init(name: "a", note: nil), .init(name: "b", note: "n")], isOpen: true, count: 0)

    private func draw(_ template: String, others: [String: String] = [:], checked: Bool = true) throws -> (text: String, problems: [String]) {
        let log = StartLog()
        let sources = others.merging(["page": template]) { $1 }
        var steps = TemplateLinker(sources.mapValues { TemplateParser.parse($0, file: "page", log) }, log).program("page")
        if checked { steps = TemplateCheck(log: log).resolved(steps, against: [try SchemaRecorder.schema(of: Sheet.self)]) }
        let text = TemplateRenderer.bytes(steps, over: [try PageValueEncoder.value(of: sheet)])
        return (String(decoding: text, as: UTF8.self), log.problems.map(\.message))
    }

    @Test func valuesAreEscapedInTextsAndAttributes() throws {
        #expect(try draw("<p title=\"{{title}}\">{{title}}</p>").text == "<p title=\"&lt;田&amp;&quot;&#39;\">&lt;田&amp;&quot;&#39;</p>")
    }

    @Test(arguments: ["{{{title}}}", "{{&title}}", "{{=<% %>=}}"]) func thereIsNoWayAroundEscaping(template: String) throws {
        #expect(try draw(template).problems.isEmpty == false)
    }

    @Test func sectionsFollowTheirValue() throws {
        #expect(try draw("{{#lines}}{{-number}}{{name}}{{^-last}},{{/-last}}{{/lines}}").text == "1a,2b")
        #expect(try draw("{{#isOpen}}{{title}}{{/isOpen}}{{#count}}x{{/count}}{{^count}}none{{/count}}").text == "&lt;田&amp;&quot;&#39;none")
    }

    @Test func anAbsentMemberIsNotTakenFromFurtherOut() throws {
        #expect(try draw("{{#lines}}[{{note}}]{{/lines}}").text == "[][n]")
    }

    @Test func outerNamesAreSeenFromWithin() throws {
        #expect(try draw("{{#lines}}{{count}}{{/lines}}").text == "00")
    }

    @Test func aLayoutTakesBlocksAndAPartialIsSetIn() throws {
        let others = ["layout": "<{{$a}}x{{/a}}{{$b}}y{{/b}}>", "part": "({{count}})"]
        #expect(try draw("{{<layout}}{{$a}}{{>part}}{{/a}}ignored{{/layout}}", others: others).text == "<(0)y>")
    }

    @Test func aTagAloneOnItsLineLeavesNoLine() throws {
        #expect(try draw("a\n  {{#isOpen}}\nb\n  {{/isOpen}}\nc").text == "a\nb\nc")
    }

    @Test(arguments: [
        ("{{titel}}", "the page has no 'titel'; did you mean 'title'?"),
        ("{{#lines}}{{nam}}{{/lines}}", "the page has no 'nam'; did you mean 'name'?"),
        ("{{#lines}}", "{{#lines}} is not closed"), ("{{/lines}}", "{{/lines}} closes nothing"), ("{{>nothing}}", "there is no template 'nothing'"),
        ("{{>page}}", "'page' comes back to itself"), ("{{title", "a tag is not closed"),
    ]) func aWrongTemplateStopsTheStart(template: String, message: String) throws {
        let problems = try draw(template).problems
        #expect(problems.contains { $0.hasPrefix(message) }, "\(problems)")
    }
}
