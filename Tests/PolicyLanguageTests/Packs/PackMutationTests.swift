import Declarations
import Foundation
import PolicyLanguage
import Testing

/// Loading and running never traps: the benchmark's rules, damaged at random places.
struct PackMutationTests {
    /// The same damage in every run.
    private struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(sides, 1)
        }
    }

    private static let splinters = [
        "", "\n", " ", ":", "-", "{", "}", "[", "]", "'", "\"", "|", ">", "0", "-1", "9223372036854775808", "车", "\u{0}", "(", ")", "!",
    ]

    private func damaged(_ text: String, _ dice: inout Dice) -> String {
        var letters = Array(text)
        for _ in 0...dice.roll(3) where !letters.isEmpty {
            let place = dice.roll(letters.count)
            let end = min(letters.count, place + dice.roll(6))
            letters.replaceSubrange(place..<end, with: Self.splinters[dice.roll(Self.splinters.count)])
        }
        return String(letters)
    }

    @Test func aDamagedPackGivesDiagnosticsAndNoTrap() throws {
        let vocabulary = try SourceVocabulary.of(["benchmark"])
        let source = SourceVocabulary.repository.appending(path: "PolicyPacks/benchmark").path
        let names = try FileManager.default.subpathsOfDirectory(atPath: source).filter { $0.hasSuffix(".yaml") }.sorted()
        let texts = try names.map { try String(contentsOfFile: "\(source)/\($0)", encoding: .utf8) }
        var dice = Dice(state: 20_250_630)
        var damagedRules = 0
        for _ in 0..<12 {
            let packs = try SamplePack([:])
            for (name, text) in zip(names, texts) {
                let spared = name == "pack.yaml" || dice.roll(3) == 0
                try packs.write("benchmark/\(name)", spared ? text : damaged(text, &dice))
            }
            let report = PolicyCheck.run(root: packs.root) { _ in vocabulary }
            // Whatever is left is a whole pack, and what is not left has its reason.
            let rules = names.count { $0.hasPrefix("rules/") }
            #expect(report.rules == rules || report.errors > 0)
            damagedRules += rules - report.rules
        }
        #expect(damagedRules > 50)
    }
}
