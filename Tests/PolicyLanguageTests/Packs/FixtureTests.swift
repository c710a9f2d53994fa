import Basics
import Declarations
import Foundation
import Testing

@testable import PolicyLanguage

/// Packs with one mistake each. The file says where the mistake is to be seen: `# expect: <code>` on its line, or on a line of its own
/// below it. Nothing else may be reported.
struct FixtureTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()

    struct Mistake: Hashable, CustomStringConvertible {
        var file: String
        var line: Int
        var code: String
        var description: String { "\(file):\(line) \(code)" }
    }

    /// Mistakes without a place in a file of their own; other tests of this folder make them.
    static let elsewhere = ["missing-pack-file", "unknown-pack", "released-rule-missing"]

    @Test func everyKindOfMistakeHasAFixture() throws {
        let codes = Set(try Self.names.flatMap { try Self.expected(in: $0).map(\.code) })
        #expect(PackMistake.allCases.map(\.rawValue).filter { !codes.contains($0) && !Self.elsewhere.contains($0) } == [])
        #expect(codes.count >= 70)
    }

    @Test func everyKindOfMistakeIsDocumented() throws {
        let page = SourceVocabulary.repository.appending(path: "docs/policy-packs.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let codes = Set(try Self.names.flatMap { try Self.expected(in: $0).map(\.code) }).union(PackMistake.allCases.map(\.rawValue))
        #expect(codes.sorted().filter { !text.contains("`\($0)`") } == [])
        for mistake in PackMistake.allCases where mistake.severity == .warning {
            #expect(text.contains("`\(mistake.rawValue)` (warning)"))
        }
    }

    @Test(arguments: names) func theMistakeIsReportedAtItsPlace(_ name: String) throws {
        let expected = try Self.expected(in: name)
        try #require(!expected.isEmpty, "the fixture expects nothing")
        let report = PolicyCheck.run(root: Self.root.appending(path: name).path, today: CalendarDate(iso: "2025-06-30")) { _ in
            SampleVocabulary.vocabulary
        }
        let found = report.diagnostics.map { Mistake(file: $0.position.file, line: $0.position.line, code: $0.code) }
        #expect(Set(found) == expected, "\(report.diagnostics.map(\.description).joined(separator: "\n"))")
        #expect(found.count == expected.count)
    }

    static func expected(in name: String) throws -> Set<Mistake> {
        let folder = root.appending(path: name)
        var mistakes: Set<Mistake> = []
        for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
            guard let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8) else { continue }
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard let mark = line.range(of: "# expect: ") else { continue }
                let ownLine = mark.lowerBound == line.startIndex
                let code = line[mark.upperBound...].trimmingCharacters(in: .whitespaces)
                mistakes.insert(Mistake(file: path, line: ownLine ? index : index + 1, code: code))
            }
        }
        return mistakes
    }
}
