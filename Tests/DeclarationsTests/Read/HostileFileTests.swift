import Declarations
import Testing

/// Files made to hurt: whatever they hold, reading ends, with a diagnostic or a node.
@Suite struct HostileFileTests {
    @Test(arguments: ["[", "{", "- ", "? ", "{a: ", "[{", "- - ? "])
    func deepNestingIsRefused(opening: String) {
        let (root, found) = reading(String(repeating: opening, count: 20_000))
        #expect(root == nil)
        #expect(!found.isEmpty)
    }

    @Test func nestingIsAllowedToTheLimitAndNotBeyond() {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(reading(nested(100)).root != nil)
        #expect(places(reading(nested(102)).found) == ["1:102 yaml-depth"])
        #expect(reading(nested(990)).found.map(\.code) == ["yaml-depth"])
        #expect(reading(nested(5000)).found.map(\.code) == ["yaml-depth"])
    }

    @Test func keysThatAreTreesAreRefused() {
        let tree = String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
        for text in [
            "{\(tree): 1}", "? \(tree)\n: 1\n? \(tree)\n: 2\n", String(repeating: "{? ", count: 300) + "x" + String(repeating: "}", count: 300),
        ] {
            let (root, found) = reading(text)
            #expect(root == nil)
            #expect(!found.isEmpty)
        }
    }

    @Test func aliasesThatWouldUnfoldIntoBillionsAreRefused() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 { text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n" }
        for ending in ["", "? *a30\n: 1\n", "{*a30 : 1}\n", "last: {\"a\":*a30}\n", "last: [*a30,*a29]\n"] {
            let (root, found) = reading(text + ending)
            #expect(root == nil)
            #expect(places(found) == ["2:10 yaml-alias"])
        }
    }

    /// Each of these takes long if any step of reading costs the square of a line, a list or a mapping.
    @Test(.timeLimit(.minutes(1)), arguments: ["*a ", "[*a, ", "a: ", "- ", "\"", "'x' ", "é", "\n", "{a: 1, ", "x: &a\n", "k\n"])
    func longFilesOfOneThingEnd(piece: String) {
        let (root, found) = reading(String(repeating: piece, count: 60_000))
        #expect(root != nil || !found.isEmpty)
    }

    @Test func manyKeysAreReadInOneGo() throws {
        let text = (0..<5000).map { "key\($0): \($0)\n" }.joined()
        let node = try #require(reading(text).root)
        #expect(node.entries?.count == 5000)
    }

    @Test func starsAndAmpersandsOfExpressionsAreNoAliases() {
        let (root, found) = reading("when: a *b > 1 &&c\nnote: \"R &D, 2 *x\"\nlet: |\n  x *y\n  && z\n")
        #expect(root?["when"]?.text == "a *b > 1 &&c")
        #expect(found.isEmpty)
    }

    @Test func brokenFilesNeverTrap() {
        let rule = Array(
            """
            id: vehicle-over-limit
            subject: {group: subsidies, by: [row.account]}
            let:
              cars: "household.vehicles.filter(v, has(v.price))"
            when: |
              size(cars) > 0
            message: {zh: '家庭名下有 {vehicles} 辆', en: "\\u8f66 \\x41"}
            """.utf8)
        let damage = Array("&*!|>[]{}?:-,#'\"%@`\n\t \u{0}~<\\".utf8) + [0xFF, 0xC0, 0xE4, 0x80]
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<1500 {
            var bytes = rule
            for _ in 0...random(6) {
                let place = random(bytes.count)
                switch random(3) {
                case 0: bytes[place] = damage[random(damage.count)]
                case 1: bytes.insert(damage[random(damage.count)], at: place)
                default: bytes.remove(at: place)
                }
            }
            let log = DiagnosticLog()
            let root = DeclarationFile.parse(Array(bytes.prefix(random(bytes.count) + bytes.count / 2)), shownAs: "x", into: log)
            #expect(root != nil || !log.diagnostics.isEmpty)
            if let root { walk(root) }
        }
    }

    private func walk(_ node: Node) {
        _ = node.kind
        _ = node.position(ofScalarAt: 10)
        node.items?.forEach(walk)
        node.entries?.forEach { walk($0.value) }
    }
}
