import Foundation
import PolicyLanguage
import Testing

/// Our own table of what the language promises, by section: `cases/*.txt` beside this file, one case a line.
///
///     expression ⇒ JSON
///     expression ⇒ !           an error of any kind
///     expression ⇒ !word       an error whose message holds the word
///     {"x": 1} ⊢ expression ⇒ JSON
@Suite struct ConformanceTests {
    @Test(arguments: ConformanceTable.sections) func everyCaseOfTheTableAgrees(section: String) throws {
        let cases = try ConformanceTable.cases(of: section)
        #expect(!cases.isEmpty)
        for item in cases { item.check() }
    }

    /// Tables kept outside the repository, such as cases taken from CEL's own tests: one folder, the same form.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["YOUSHU_CEL_DIR"] != nil)) func everyCaseKeptElsewhereAgrees() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["YOUSHU_CEL_DIR"] ?? "")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension == "txt" }
        for file in files { for item in try ConformanceTable.cases(in: file) { item.check() } }
    }
}

enum ConformanceTable {
    static let sections = [
        "literals", "operators", "logic", "macros", "lists-and-maps", "comparisons", "conversions", "strings", "patterns", "times", "names",
        "ours",
    ]

    static func cases(of section: String) throws -> [ConformanceCase] {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return try cases(in: here.appendingPathComponent("cases/\(section).txt"))
    }

    static func cases(in file: URL) throws -> [ConformanceCase] {
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            return ConformanceCase(String(line), place: "\(file.lastPathComponent):\(index + 1)")
        }
    }
}

struct ConformanceCase {
    let place: String
    let input: String?
    let expression: String
    let expected: String

    init(_ line: String, place: String) {
        self.place = place
        let sides = line.components(separatedBy: " ⇒ ")
        let left = sides[0].components(separatedBy: " ⊢ ")
        input = left.count > 1 ? left[0] : nil
        expression = left.last ?? ""
        expected = sides.count > 1 ? sides[1].trimmingCharacters(in: .whitespaces) : "no expectation: ' ⇒ ' is missing"
    }

    func check() {
        let result = PolicyEval.run(expression: expression, inputJSON: input)
        switch (result, expected.hasPrefix("!")) {
        case (.success(let json), false): #expect(json == expected, "\(place): \(expression)")
        case (.failure(let failure), true):
            #expect(failure.message.contains(expected.dropFirst()) || expected == "!", "\(place): \(expression): \(failure.message)")
        case (.success(let json), true): Issue.record("\(place): \(expression) gave \(json), an error was expected")
        case (.failure(let failure), false): Issue.record("\(place): \(expression): \(failure.message)")
        }
    }
}
