import Foundation
import Testing
import Web

@testable import Platform

/// The audit log is read by people: every act that can stand in it has its words, in both languages.
@Suite struct ActionWordsTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..").standardizedFileURL

    private static func files(_ end: String) throws -> [String] {
        let sources = root.appending(path: "Sources")
        return try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(end) }.map {
            try String(contentsOf: sources.appending(path: $0), encoding: .utf8)
        }
    }

    @Test func everyActHasItsWords() throws {
        let names = try Self.files(".swift").flatMap { text in
            text.matches(of: #/static let name = "([a-zA-Z]+\.[a-zA-Z]+)"/#).map { String($0.1) }
        }
        #expect(names.count > 60)
        let texts = try Self.files("Acts.yaml").joined()
        for name in Set(names) { #expect(texts.contains("\nact.\(name): {zh: "), "act.\(name)") }
    }
}
