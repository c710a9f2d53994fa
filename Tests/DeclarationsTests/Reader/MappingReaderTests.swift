import Basics
import Declarations
import Testing

@Suite struct MappingReaderTests {
    enum Outcome: String, CaseIterable { case veto, strictReview = "strict_review", warning }

    /// Reads a text as a mapping and gives what was found wrong.
    private func mistakes(_ text: String, _ read: (MappingReader) -> Void) throws -> [Diagnostic] {
        let log = DiagnosticLog()
        let node = try #require(DeclarationFile.parse(text, shownAs: "rule.yaml", into: log))
        let reader = try #require(MappingReader(node, what: "a rule", log))
        read(reader)
        reader.finish()
        return log.diagnostics
    }

    /// The same for one value that must not be read.
    private func refused<Value>(_ text: String, _ read: (MappingReader) -> Value?) throws -> [Diagnostic] {
        try mistakes(text) { reader in
            let value = read(reader)
            if let value { Issue.record("was read as \(value)") }
        }
    }

    @Test func aCompleteFileIsReadWithoutComplaint() throws {
        let text = """
            id: vehicle-over-limit
            version: 1
            verified: false
            outcome: strict_review
            from: 2018-01-01
            until: unknown
            area: "13"
            title: {zh: 车辆, en: Vehicles}
            codes: [在用, 报废, 1]
            by: {row: account}
            let:
              cars: size(x)
              other: 1
            """
        let found = try mistakes(text) { reader in
            #expect(reader.text("id") == "vehicle-over-limit")
            #expect(reader.int("version", in: 1...1000) == 1)
            #expect(reader.bool("verified") == false)
            #expect(reader.choice("outcome", of: Outcome.self) == .strictReview)
            #expect(reader.date("from") == CalendarDate(year: 2018, month: 1, day: 1))
            #expect(reader.dateOrUnknown("until") == .unknown)
            #expect(reader.text("area") == "13")
            let title = reader.bilingual("title")
            #expect(title?.zh == "车辆" && title?.en == "Vehicles")
            #expect(reader.texts("codes") == ["在用", "报废", "1"])
            let by = reader.mapping("by")
            #expect(by?.text("row") == "account")
            by?.finish()
            #expect(reader.mapping("let")?.allEntries().map(\.key) == ["cars", "other"])
            #expect(reader.optionalText("note") == nil)
            #expect(reader.optionalInt("severity") == nil)
            #expect(reader.optionalBilingual("known_gaps") == nil)
            #expect(!reader.has("references"))
        }
        #expect(found.isEmpty, "\(found)")
    }

    @Test func missingKeysAreReportedAtTheMapping() throws {
        let found = try mistakes("id: x\nversion:\n") { reader in
            _ = reader.text("id")
            #expect(reader.int("version") == nil)
            #expect(reader.bilingual("title") == nil)
        }
        #expect(places(found) == ["2:1 missing-value", "1:1 missing-key"])
        #expect(found.last?.message == "a rule needs 'title'")
    }

    @Test func unknownKeysAreReportedWithTheNearestFreeOne() throws {
        let found = try mistakes("id: x\ntilte: y\nids: z\nbogus: 1\n") { reader in
            _ = reader.text("id")
            _ = reader.optionalText("title")
        }
        #expect(places(found) == ["2:1 unknown-key", "3:1 unknown-key", "4:1 unknown-key"])
        #expect(found.map(\.suggestion) == ["title", "id", nil])
        #expect(found.first?.description == "rule.yaml:2:1: error: a rule has no 'tilte' [unknown-key]; try: title")
    }

    @Test(arguments: [
        ("v: abc", "1:4 wrong-kind"), ("v: 1.5", "1:4 wrong-kind"), ("v: [1]", "1:4 wrong-kind"), ("v: 1 000", "1:4 wrong-kind"),
        ("v: 0", "1:4 out-of-range"),
        ("v: 11", "1:4 out-of-range"), ("v: 99999999999999999999", "1:4 wrong-kind"), ("v: 0x1", "1:4 wrong-kind"),
    ])
    func wholeNumbersAreStrict(text: String, place: String) throws {
        #expect(places(try refused(text) { $0.int("v", in: 1...10) }) == [place])
    }

    @Test(arguments: ["v: yes", "v: \"true\"", "v: 1", "v: True", "v: {}"])
    func yesAndNoAreTrueAndFalse(text: String) throws {
        #expect(places(try refused(text) { $0.bool("v") }) == ["1:4 wrong-kind"])
    }

    @Test(arguments: ["v: 2018-1-1", "v: 2018-02-30", "v: 20180101", "v: unknown", "v: [2018-01-01]"])
    func datesAreISODaysThatExist(text: String) throws {
        #expect(places(try refused(text) { $0.date("v") }) == ["1:4 wrong-kind"])
    }

    @Test func aMisspeltChoiceIsToldTheNearest() throws {
        let found = try refused("v: strict_revew") { $0.choice("v", of: Outcome.self) }
        #expect(places(found) == ["1:4 unknown-choice"])
        #expect(found.first?.suggestion == "strict_review")
        #expect(found.first?.message.contains("veto, strict_review, warning") == true)
    }

    @Test func everyBadItemOfAListIsReported() throws {
        let items = try refused("v: [a, [b], {c: d}, ~]") { $0.texts("v") }
        #expect(places(items) == ["1:8 wrong-kind", "1:13 wrong-kind", "1:21 wrong-kind"])
        #expect(places(try refused("v: a") { $0.list("v") }) == ["1:4 wrong-kind"])
    }

    @Test func aTextInOneLanguageIsNotEnough() throws {
        let half = try refused("v: {zh: 车辆, eng: Vehicles}") { $0.bilingual("v") }
        #expect(places(half) == ["1:4 missing-key", "1:13 unknown-key"])
        #expect(places(try refused("v: 车辆") { $0.bilingual("v") }) == ["1:4 wrong-kind"])
    }

    @Test func whatIsNoMappingGivesNoReader() {
        let log = DiagnosticLog()
        #expect(MappingReader(Node(.null, at: Position(file: "x", line: 3)), what: "a rule", log) == nil)
        #expect(log.diagnostics.map(\.description) == ["x:3:1: error: a rule must be a mapping, not nothing [wrong-kind]"])
    }

    @Test func theLogCountsErrorsAndSortsByPlace() {
        let log = DiagnosticLog()
        log.warning("late", "b", at: Position(file: "a", line: 9))
        #expect(!log.hasErrors)
        log.error("early", "c", at: Position(file: "a", line: 2))
        log.error("second", "d", at: Position(file: "a", line: 2))
        #expect(log.errorCount == 2)
        #expect(log.inOrderOfPlace.map(\.code) == ["early", "second", "late"])
    }
}
