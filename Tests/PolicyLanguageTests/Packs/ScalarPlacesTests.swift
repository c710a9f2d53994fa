import Declarations
import Foundation
import Testing

@testable import PolicyLanguage

/// The place of a mistake inside a YAML value, for every way of writing the value.
struct ScalarPlacesTests {
    /// The value of key `a` and, for a word of it, line and column.
    private func place(of word: String, in yaml: String) throws -> (line: Int, column: Int) {
        let log = DiagnosticLog()
        let node = try #require(DeclarationFile.parse(yaml, shownAs: "f", into: log)?["a"])
        let value = try #require(node.text)
        let found = try #require(value.range(of: word))
        let offset = value.unicodeScalars.distance(from: value.startIndex, to: found.lowerBound)
        let position = ScalarPlaces(value: value, at: node.position, in: SourceText(yaml)).position(of: offset)
        return (position.line, position.column)
    }

    @Test(arguments: [
        ("a: one two", 1, 8), ("a: one\n  two", 2, 3), ("a: 'it''s two'", 1, 11), ("a: \"one \\\"x\\\" two\"", 1, 15),
        ("a: \"\\u4e00 two\"", 1, 12), ("a: \"one\n\n   two\"", 3, 4), ("a: \"one \\\n  two\"", 2, 3), ("a: >-\n  one\n\n  two", 4, 3),
        ("a: |\n  one\n    two\n", 3, 5), ("a: |2-\n   one\n  two\n", 3, 3), ("a: > # note two\n  one\n  two", 3, 3),
        ("b: 0\na: {x: 1}\n".replacing("{x: 1}", with: "村 two"), 2, 6),
    ])
    func aWordStandsWhereItIsWritten(yaml: String, line: Int, column: Int) throws {
        let place = try place(of: "two", in: yaml)
        #expect(place == (line, column), "\(yaml)")
    }

    @Test func anOffsetBeyondTheValueStaysInTheFile() {
        let places = ScalarPlaces(value: "abc", at: Position(file: "f", line: 1, column: 1), in: SourceText("abc"))
        #expect(places.position(of: 99) == Position(file: "f", line: 1, column: 4))
        #expect(places.position(of: -1) == Position(file: "f", line: 1, column: 1))
    }

    @Test func aPlaceOutsideTheTextDoesNotTrap() {
        let places = ScalarPlaces(value: "abc", at: Position(file: "f", line: 9, column: 9), in: SourceText("a"))
        #expect(places.position(of: 2).line == 1)
    }
}
