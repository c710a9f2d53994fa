import Foundation
import PolicyLanguage
import Testing

/// Our own table of what the language promises, by section, in `Cases/`, one case a line.
///
///     expression ⇒ JSON
///     expression ⇒ !           an error of any kind
///     expression ⇒ !word       an error whose message holds the word
///     {"x": 1} ⊢ expression ⇒ JSON
@Suite struct ConformanceTests {
    @Test(arguments: ConformanceTable.sections.map(\.name)) func everyCaseOfTheTableAgrees(section: String) throws {
        let text = try #require(ConformanceTable.sections.first { $0.name == section }).text
        let cases = ConformanceTable.cases(text, of: section)
        #expect(cases.count > 10)
        for item in cases { item.check() }
    }

    /// Tables kept outside the repository, such as cases taken from CEL's own tests: one folder, the same form.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["YOUSHU_CEL_DIR"] != nil)) func everyCaseKeptElsewhereAgrees() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["YOUSHU_CEL_DIR"] ?? "")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension == "txt" }
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            for item in ConformanceTable.cases(text, of: file.lastPathComponent) { item.check() }
        }
    }
}

enum ConformanceTable {
    static let sections: [(name: String, text: String)] = [
        ("literals", literals),
        ("operators", operators),
        ("logic", logic),
        ("macros", macros),
        ("lists-and-maps", listsAndMaps),
        ("comparisons", comparisons),
        ("conversions", conversions),
        ("strings", strings),
        ("patterns", patterns),
        ("times", times),
        ("names", names),
        ("ours", ours),
    ]

    static func cases(_ text: String, of section: String) -> [ConformanceCase] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            return ConformanceCase(String(line), place: "\(section) \(index + 1)")
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
