import Declarations
import Foundation
import Testing

/// Reads a text and gives the root with everything that was reported.
func reading(_ text: String) -> (root: Node?, found: [Diagnostic]) {
    let log = DiagnosticLog()
    return (DeclarationFile.parse(text, shownAs: "rule.yaml", into: log), log.diagnostics)
}

/// `line:column code` of each, short enough to compare.
func places(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { "\($0.position.line):\($0.position.column) \($0.code)" }
}

@Suite struct DeclarationFileTests {
    @Test func everyValueKnowsItsPlace() throws {
        let (root, found) = reading(
            """
            id: vehicle-over-limit
            title: {zh: 车辆, en: "Vehicles"}
            sources:
              - public-security
              - finance
            empty:
            """)
        #expect(found.isEmpty)
        let node = try #require(root)
        #expect(node["id"]?.position == Position(file: "rule.yaml", line: 1, column: 5))
        #expect(node["title"]?["zh"]?.position == Position(file: "rule.yaml", line: 2, column: 13))
        #expect(node["title"]?["en"]?.position == Position(file: "rule.yaml", line: 2, column: 21))
        #expect(node["title"]?["en"]?.textPosition == Position(file: "rule.yaml", line: 2, column: 22))
        #expect(node["sources"]?.items?.last?.position == Position(file: "rule.yaml", line: 5, column: 5))
        #expect(node["empty"]?.isNull == true)
        #expect(node.entries?.map(\.key) == ["id", "title", "sources", "empty"])
        #expect(node.entries?.map(\.keyPosition.line) == [1, 2, 3, 6])
    }

    @Test func quotingIsRemembered() throws {
        let node = try #require(reading("a: 2018\nb: \"2018\"\nc: ''\nd: ~\ne: 'null'\n").root)
        guard case .scalar("2018", quoted: false)? = node["a"]?.content, case .scalar("2018", quoted: true)? = node["b"]?.content,
            case .scalar("", quoted: true)? = node["c"]?.content, case .null? = node["d"]?.content,
            case .scalar("null", quoted: true)? = node["e"]?.content
        else {
            Issue.record("got \(node.content)")
            return
        }
    }

    @Test func aBlocksTextBeginsBelowItsMark() throws {
        let node = try #require(reading("when: |\n\n  size(cars) > 0\n  && as_of > x\nnext: >-\n  a\n  b\n").root)
        let block = try #require(node["when"])
        #expect(block.text == "\nsize(cars) > 0\n&& as_of > x\n")
        #expect(block.position(ofScalarAt: 1) == Position(file: "rule.yaml", line: 3, column: 3))
        #expect(block.position(ofScalarAt: 19) == Position(file: "rule.yaml", line: 4, column: 6))
        #expect(node["next"]?.textPosition == Position(file: "rule.yaml", line: 6, column: 3))
        #expect(node["next"]?.text == "a b")
    }

    @Test func aPlaceInsideALineIsFoundByCodePoint() throws {
        let node = try #require(reading("when: v.status == '在用' && 1\nlast: \"x + y\"\n").root)
        #expect(node["when"]?.position(ofScalarAt: 21) == Position(file: "rule.yaml", line: 1, column: 28))
        #expect(node["last"]?.position(ofScalarAt: 4) == Position(file: "rule.yaml", line: 2, column: 12))
        #expect(node["last"]?.position(ofScalarAt: 4000).line == 2)
        #expect(node["last"]?.position(ofScalarAt: -1) == node["last"]?.textPosition)
    }

    @Test(arguments: [
        ("a: [1, 2\nb: 3\n", "yaml-syntax"), ("a: 'open\n", "yaml-syntax"), ("a: 1\n  b: 2\n", "yaml-syntax"), ("a:\n\t- 1\n", "yaml-syntax"),
        ("a: \u{1}\n", "yaml-syntax"), ("a: &x 1\nb: *x\n", "yaml-alias"), ("a: *nowhere\n", "yaml-alias"), ("a: &x {b: 1}\n", "yaml-alias"),
        ("a: &x [1]\n", "yaml-alias"), ("? &x a\n: 1\n", "yaml-alias"), ("base: {a: 1}\n<<: {b: 2}\n", "yaml-alias"), ("a: !!str 1\n", "yaml-tag"),
        ("a: !!int 1\n", "yaml-tag"), ("a: !own {b: 1}\n", "yaml-tag"), ("a: !own [1]\n", "yaml-tag"), ("a: ! x\n", "yaml-tag"),
        ("!own a: 1\n", "yaml-tag"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"), ("[a, b]: 1\n", "yaml-key"), ("{a: 1}: 1\n", "yaml-key"), ("a: 1\nb: 2\na: 3\n", "duplicate-key"),
        ("a: 1\n\"a\": 3\n", "duplicate-key"), ("x: {a: 1, a: 2}\n", "duplicate-key"),
    ])
    func whatOurYAMLLeavesOutIsRefused(text: String, code: String) {
        let (root, found) = reading(text)
        #expect(root == nil)
        #expect(found.map(\.code).contains(code), "\(found)")
    }

    @Test func aMistakeIsShownInItsLine() {
        #expect(places(reading("a: 1\nb: 'x' y\n").found) == ["2:8 yaml-syntax"])
        #expect(places(reading("id: x\nlist:\n  - name: 1\n    type: 2\n    name: 3\n").found) == ["5:5 duplicate-key"])
        #expect(places(reading("a: 1\nb: &x 2\n").found) == ["2:4 yaml-alias"])
    }

    @Test func severalMistakesAreReportedTogether() {
        #expect(places(reading("a: &x 1\nb: !t 2\nc:\n  - &y 3\n").found) == ["1:4 yaml-alias", "2:4 yaml-tag", "4:5 yaml-alias"])
    }

    @Test(arguments: ["", "\n", "# nothing\n", "a", "a: 1", "~", "{}", "[]", "---\n", "\u{FEFF}a: 1\n"])
    func shortFilesAreRead(text: String) {
        let (root, found) = reading(text)
        #expect(root != nil)
        #expect(found.isEmpty)
    }

    @Test func aByteOrderMarkDoesNotMoveTheColumns() {
        #expect(reading("\u{FEFF}a: 1\n").root?["a"]?.position.column == 4)
    }

    @Test func linesEndedByWindowsAreTheSameLines() throws {
        let node = try #require(reading("a: |\r\n  x\r\n  y\r\nb: 2\r\n").root)
        #expect(node["a"]?.text == "x\ny\n")
        #expect(node["a"]?.textPosition == Position(file: "rule.yaml", line: 2, column: 3))
        #expect(node["b"]?.position.line == 4)
    }

    @Test func bytesThatAreNoUTF8AreReportedInTheirLine() {
        let log = DiagnosticLog()
        #expect(DeclarationFile.parse(Array("a: 1\nb: ".utf8) + [0xB3, 0xB5, 0x0A], shownAs: "x.yaml", into: log) == nil)
        #expect(places(log.diagnostics) == ["2:1 invalid-utf8"])
    }

    @Test func filesAreReadFromDisk() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("declaration-\(UUID().uuidString).yaml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("name: limit\n".utf8).write(to: URL(fileURLWithPath: path))
        let log = DiagnosticLog()
        let node = DeclarationFile.read(path: path, shownAs: "parameters/limit.yaml", into: log)
        #expect(node?["name"]?.text == "limit")
        #expect(node?["name"]?.position.file == "parameters/limit.yaml")
        #expect(log.diagnostics.isEmpty)
    }

    @Test func whatCannotBeReadIsReported() throws {
        let log = DiagnosticLog()
        #expect(DeclarationFile.read(path: "/nowhere/at/all.yaml", shownAs: "all.yaml", into: log) == nil)
        #expect(DeclarationFile.read(path: FileManager.default.temporaryDirectory.path, shownAs: "folder", into: log) == nil)
        #expect(DeclarationFile.parse([UInt8](repeating: 0x23, count: DeclarationFile.sizeLimit + 1), shownAs: "big.yaml", into: log) == nil)
        #expect(log.diagnostics.map(\.code) == ["file-unreadable", "file-unreadable", "file-too-large"])
    }
}
