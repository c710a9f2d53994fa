import Foundation
import PolicyLanguage
import Testing

/// Whatever is typed, there is an answer or a message: never a trap, never a run without end.
@Suite struct FuzzTests {
    /// `YOUSHU_FUZZ_ROUNDS` asks for more than the few of every build.
    private let rounds = ProcessInfo.processInfo.environment["YOUSHU_FUZZ_ROUNDS"].flatMap(Int.init) ?? 1500
    private let input = #"{"x": [1, 2.5, "数", null, {"k": true}], "y": {"a": {"b": 3}}, "n": -9223372036854775808}"#

    /// The same numbers in every run, so that a failure can be met again.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) | (state << 31)
        }
    }

    private static let words = [
        "x", "y", "n", "x[0]", "y.a.b", "1", "0", "-1", "2u", "1.5", "9223372036854775807", "'a'", "b'a'", "r'\\d+'", "''", "true", "null", "[]",
        "{}", "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "+", "-", "*", "/", "%", "!", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in",
        ".map(e, ", ".all(e, ", ".filter(e, ", ".exists_one(e, ", ".group(e, [", "e", "has(", "size(", "sum(", "min(", "distinct(", "gaps(",
        "date('2025-06-30')", "yuan(", "m2(", "decimal(0.5)", "timestamp(", "duration('1h')", ".getHours()", ".matches(", "int(", "string(",
        "double(", "type(", "addMonths(", "for", "`", "'", "\"", "\\", "//", "\n", "#", "数", "\u{0}", "\u{1F600}",
    ]

    @Test func tokenSoupHasAnAnswer() {
        var dice = Dice(state: 20_250_630)
        for _ in 0..<rounds {
            let text = (0..<Int.random(in: 1...14, using: &dice)).map { _ in Self.words.randomElement(using: &dice) ?? "" }.joined(
                separator: Bool.random(using: &dice) ? " " : "")
            _ = PolicyEval.run(expression: text, inputJSON: input)
        }
    }

    @Test func changedExpressionsHaveAnAnswer() {
        var dice = Dice(state: 7)
        let seeds = ConformanceTable.sections.flatMap { ConformanceTable.cases($0.text, of: $0.name) }
        for _ in 0..<rounds {
            guard let seed = seeds.randomElement(using: &dice) else { return }
            var scalars = Array((Bool.random(using: &dice) ? seed.expression : seed.input ?? seed.expression).unicodeScalars)
            for _ in 0..<Int.random(in: 1...3, using: &dice) where !scalars.isEmpty {
                let place = Int.random(in: 0..<scalars.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: scalars.remove(at: place)
                case 1: scalars.insert(scalars[Int.random(in: 0..<scalars.count, using: &dice)], at: place)
                case 2: scalars.swapAt(place, Int.random(in: 0..<scalars.count, using: &dice))
                default: scalars.insert(contentsOf: (Self.words.randomElement(using: &dice) ?? "").unicodeScalars, at: place)
                }
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            _ = PolicyEval.run(expression: String(view), inputJSON: input)
            _ = PolicyEval.run(expression: "x", inputJSON: String(view))
        }
    }

    @Test func patternSoupHasAnAnswer() {
        let pieces = [
            "a", "b", "数", ".", "*", "+", "?", "??", "{2}", "{1,3}", "{0,}", "{", "}", "(", "(?:", "(?i)", "(?P<n>", "(?s:", ")", "|", "[", "[^", "]",
            "-",
            "[:alpha:]", "\\\\d", "\\\\W", "\\\\pL", "\\\\p{Han}", "\\\\P{^Lu}", "\\\\b", "\\\\x{6570}", "\\\\x4", "\\\\Q", "\\\\E", "\\\\", "^", "$",
            "\\\\1",
            "\\\\07", "\\\\z",
        ]
        var dice = Dice(state: 3)
        for _ in 0..<rounds {
            let pattern = (0..<Int.random(in: 1...10, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
            let result = PolicyEval.run(expression: "'aabb数1 A'.matches('\(pattern)')", inputJSON: nil)
            if case .success(let json) = result { #expect(json == "true" || json == "false", "\(pattern)") }
        }
    }

    @Test func whatIsPrintedReadsBackTheSame() {
        for section in ConformanceTable.sections {
            for item in ConformanceTable.cases(section.text, of: section.name) {
                guard case .success(let json) = PolicyEval.run(expression: item.expression, inputJSON: item.input) else { continue }
                let again = PolicyEval.run(expression: "v", inputJSON: "{\"v\": \(json)}")
                #expect((try? again.get()) == json, "\(item.place): \(item.expression)")
            }
        }
    }

    @Test func theDeepestThatIsReadIsAlsoEvaluatedAndPrinted() {
        for (open, close) in [
            ("(", ")"), ("[", "]"), ("{1: ", "}"), ("type(", ")"), ("!(", ")"), ("[1].map(e, ", ")"), ("[1].all(e, ", ")"), ("[1].exists(e, ", ")"),
            ("true ? ", " : 1"), ("false ? 1 : (", ")"), ("true && ", ""), ("[", "] == [1]"), ("1 in [", "]"), ("dyn(", ")[0]"),
        ] {
            let text = String(repeating: open, count: 120) + "true" + String(repeating: close, count: 120)
            if case .failure(let failure) = PolicyEval.run(expression: text, inputJSON: nil) {
                #expect(!failure.message.isEmpty)
            }
        }
        let nested = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(PolicyEval.run(expression: "v == v", inputJSON: "{\"v\": \(nested)}") == .success("true"))
        #expect(PolicyEval.run(expression: "v", inputJSON: "{\"v\": \(nested)}") == .success(nested))
    }

    @Test func hostileInputEndsSoon() {
        let list = "[" + (0..<2000).map(String.init).joined(separator: ",") + "]"
        let input = "{\"l\": \(list), \"s\": \"\(String(repeating: "a", count: 50_000))\"}"
        for text in [
            "l.map(a, l.map(b, l.map(c, a + b + c)))", "l.all(a, l.all(b, !l.exists(c, c == -1)))", "l.all(a, !s.matches('(a*)*b'))",
            "l.map(a, s + s)", "s.matches('(a?){500}b')", "l.map(a, l + l)", "l.group(a, [s])",
        ] {
            let result = PolicyEval.run(expression: text, inputJSON: input, stepLimit: 100_000)
            #expect(result.failure?.message.contains("steps") == true, "\(text)")
        }
        #expect(PolicyEval.run(expression: "1", inputJSON: String(repeating: "[", count: 100_000)).failure != nil)
    }
}

extension Result {
    fileprivate var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
