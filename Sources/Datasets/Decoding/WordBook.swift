import Synchronization

/// The different texts of one column and their numbers, shared by all workers. A `code` column's book is closed: its words are
/// the schema's list, other spellings come in by look-up. A `word` column's book grows to 65,535 words.
package final class WordBook: Sendable {
    private struct State {
        var words: [String]
        var numbers: [String: Int64]
    }
    private let state: Mutex<State>
    private let aliases: [String: Int64]
    package let isClosed: Bool
    static let limit = 65_535

    package init(column: SourceSchema.Column) {
        isClosed = column.kind != .word
        var numbers: [String: Int64] = [:]
        for (i, code) in column.codes.enumerated() { numbers[code] = Int64(i) }
        aliases = column.lookups.compactMapValues { numbers[$0] }
        state = Mutex(State(words: column.codes, numbers: numbers))
    }

    /// The words of a delivery that was kept: a list that does not grow.
    package init(kept words: [String]) {
        isClosed = true
        aliases = [:]
        state = Mutex(State(words: words, numbers: Dictionary(zip(words, words.indices.map(Int64.init)), uniquingKeysWith: { first, _ in first })))
    }

    /// The yes and no of a `bool` column: 是/否, 有/无, Y/N, true/false, 1/0.
    package static let yesNo: [String: Int64] = [
        "是": 1, "否": 0, "有": 1, "无": 0, "Y": 1, "N": 0, "y": 1, "n": 0, "true": 1, "false": 0, "TRUE": 1, "FALSE": 0, "1": 1, "0": 0,
        "√": 1, "×": 0, "Yes": 1, "No": 0,
    ]

    /// The number of a trimmed text; nil when the list does not have it (closed) or is full (open).
    package func number(of text: String) -> Int64? {
        state.withLock { state in
            if let known = state.numbers[text] ?? aliases[text] { return known }
            guard !isClosed, state.words.count < WordBook.limit else { return nil }
            let number = Int64(state.words.count)
            state.words.append(text)
            state.numbers[text] = number
            return number
        }
    }

    /// All words so far, by number. Stable once reading has ended.
    package var words: [String] { state.withLock { $0.words } }
}
