import PolicyLanguage
import Testing

@Suite struct ParserTests {
    @Test func operatorsBindByPrecedence() throws {
        #expect(try Parser.parse("1 + 2 * 3 == 7 && !a || b").get().shape == "(((((1 + (2 * 3)) == 7) && (!a)) || b))".dropOuter)
        #expect(try Parser.parse("a - b - c").get().shape == "((a - b) - c)")
        #expect(try Parser.parse("a ? b : c ? d : e").get().shape == "(a ? b : (c ? d : e))")
        #expect(try Parser.parse("-a.b[0].c(1)").get().shape == "(-a.b[0].c(1))")
        #expect(try Parser.parse("x in [1, 2,]").get().shape == "(x in [1, 2])")
    }

    @Test func theLeastIntIsWritable() throws {
        #expect(try Parser.parse("-9223372036854775808").get().shape == "-9223372036854775808")
        #expect(problem("9223372036854775808")?.code == "number-range")
        #expect(problem("-9223372036854775809")?.code == "number-range")
        #expect(problem("18446744073709551616u")?.code == "number-range")
        #expect(try Parser.parse("-0x8000000000000000").get().shape == "-9223372036854775808")
    }

    @Test(arguments: [
        (#"'a\n\x41\101\u00e9\U0001F600'"#, "a\nAAé😀"), (#"r'a\n'"#, #"a\n"#), ("'''it's'''", "it's"), ("\"\"\"a\nb\"\"\"", "a\nb"),
        (#""\"""#, "\""),
    ]) func stringsAreUnescaped(text: String, value: String) throws {
        guard case .literal(.string(let string)) = try Parser.parse(text).get().node else {
            Issue.record("\(text) is no string")
            return
        }
        #expect(Array(string.unicodeScalars) == Array(value.unicodeScalars))
    }

    @Test func bytesEscapesAreBytes() throws {
        guard case .literal(.bytes(let bytes)) = try Parser.parse(#"b'\xff\377ÿ'"#).get().node else {
            Issue.record("no bytes")
            return
        }
        #expect(bytes == [0xFF, 0xFF, 0xC3, 0xBF])
    }

    @Test(arguments: [
        "'abc", "'a\nb'", #"'\q'"#, #"'\u00e'"#, #"'\uD800'"#, "1 +", "(1", "[1, 2", "a.", "a b", "1a", "f(,)", "{1}", "{1: 2", "", "has(a)",
        "a.all(1, true)", "a = b", "a & b", "for", "rows.group(r, r.x)", "f(1,)", "1..2", "a..b", "\u{FF08}1\u{FF09}", "`a`", "@",
    ]) func mistakesAreReported(text: String) {
        #expect(problem(text) != nil)
    }

    @Test(arguments: ["Foo{}", "a.b.Foo{x: 1}", "a.?b", "a[?0]", "[?a]", "{?a: 1}"]) func optionalsAndMessagesAreUnsupported(text: String) {
        #expect(problem(text)?.code == "unsupported")
        #expect(problem(text)?.message.contains("unsupported") == true)
    }

    @Test func macrosAreKeptAsWritten() throws {
        #expect(try Parser.parse("rows.group(r, [r.a]).exists(g, size(g) > 1)").get().shape == "rows.group(r, [r.a]).exists(g, (size(g) > 1))")
        #expect(try Parser.parse("a.map(x, x > 1, x * 2)").get().shape == "a.map(x, (x > 1), (x * 2))")
        #expect(try Parser.parse("has(a.b.c)").get().shape == "has(a.b.c)")
        #expect(try Parser.parse("a.`b-c`.package").get().shape == "a.b-c.package")
    }

    @Test func depthIsLimitedAndNeverOverflows() {
        for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("{1:", "}"), ("a ? b : (", ")"), ("-(", ")"), ("!(", ")"), ("a[", "]")] {
            #expect(problem(String(repeating: open, count: 40) + "a" + String(repeating: close, count: 40)) == nil)
            #expect(problem(String(repeating: open, count: 2000) + "a" + String(repeating: close, count: 2000))?.code == "too-deep")
        }
        for chain in [" + a", " || a", ".a", "[0]", " ? a : a", ".f()"] {
            #expect(problem("a" + String(repeating: chain, count: 40)) == nil)
            #expect(problem("a" + String(repeating: chain, count: 2000))?.code == "too-deep")
        }
        #expect(problem(String(repeating: "-", count: 20_000) + "a")?.code == "too-deep")
        #expect(problem(String(repeating: "a", count: 100_001))?.code == "too-long")
    }

    @Test func idsFollowOnWithinOneRule() throws {
        var next = 5
        let first = try Parser.parse("a + b", nextID: &next).get()
        #expect(first.id == 7 && next == 8)
        _ = try Parser.parse("c", nextID: &next).get()
        #expect(next == 9)
    }

    @Test func spansTellWhereAMistakeStands() throws {
        #expect(problem("1 + ")?.span == 4..<4)
        #expect(try Parser.parse(" a + 'é' // end").get().span == 1..<8)
    }

    private func problem(_ text: String) -> ExpressionProblem? {
        if case .failure(let problem) = Parser.parse(text) { problem } else { nil }
    }
}

extension String {
    fileprivate var dropOuter: String { String(dropFirst().dropLast()) }
}

extension Expr {
    /// The tree as text with every operator in parentheses.
    fileprivate var shape: String {
        func joined(_ list: [Expr]) -> String { list.map(\.shape).joined(separator: ", ") }
        switch node {
        case .literal(.int(let value)): return "\(value)"
        case .literal(let literal): return "\(literal)"
        case .name(let name): return name
        case .select(let operand, let field): return "\(operand.shape).\(field)"
        case .has(let operand, let field): return "has(\(operand.shape).\(field))"
        case .unary(let operation, let operand): return "(\(operation.rawValue)\(operand.shape))"
        case .binary(let operation, let a, let b): return "(\(a.shape) \(operation.rawValue) \(b.shape))"
        case .conditional(let a, let b, let c): return "(\(a.shape) ? \(b.shape) : \(c.shape))"
        case .index(let operand, let index): return "\(operand.shape)[\(index.shape)]"
        case .call(let name, let arguments): return "\(name)(\(joined(arguments)))"
        case .method(let target, let name, let arguments): return "\(target.shape).\(name)(\(joined(arguments)))"
        case .list(let elements): return "[\(joined(elements))]"
        case .map(let entries): return "{\(entries.map { "\($0.key.shape): \($0.value.shape)" }.joined(separator: ", "))}"
        case .macro(let macro, let range, let variable, let bodies):
            return "\(range.shape).\(macro.rawValue)(\(variable), \(joined(bodies)))"
        }
    }
}
