/// A regular expression in RE2's syntax, matched anywhere in a text (search, not whole match), by code points.
///
/// Matching takes time proportional to text times pattern and never more: the automaton follows all paths at once, so there is no
/// backtracking for a hostile pattern to exploit. Backreferences and look-around do not exist, as in RE2.
package struct Pattern: Sendable {
    let program: [PatternProgram.Step]

    /// Longest pattern in code points, and the most steps it may compile to (`(a{1000}){1000}` would have a million).
    static let lengthLimit = 10_000
    static let stepLimit = 20_000

    static func compile(_ text: String) -> Result<Pattern, EvaluationError> {
        do throws(EvaluationError) {
            let tree = try PatternReader.read(text)
            return .success(Pattern(program: try PatternProgram.compile(tree)))
        } catch {
            return .failure(error)
        }
    }

    func matches(_ text: String) -> Bool { PatternRun(program: program).matches(Array(text.unicodeScalars)) }
}

/// The tree of a pattern.
indirect enum PatternNode: Sendable {
    case empty
    case set(ScalarSet)
    case assertion(Assertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// `most` nil: without end.
    case repeated(PatternNode, least: Int, most: Int?)

    enum Assertion: Sendable { case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary }
}
