/// Finds the byte between fields by splitting the first lines with each candidate.
struct DelimiterGuess {
    static let candidates: [UInt8] = [Byte.comma, Byte.tab, Byte.semicolon, Byte.bar]
    private static let lines = 40

    /// UTF-8.
    let text: [UInt8]
    let knownHeaders: [String]

    /// The candidate that finds most known headers in one line; then the one by which most lines have the same number of fields, more
    /// than one; then the one with more fields; a comma when nothing speaks for any.
    func delimiter() -> UInt8 {
        var best = Byte.comma
        var bestScore = (0, 0, 1)
        for candidate in Self.candidates {
            let score = score(candidate)
            if score > bestScore {
                best = candidate
                bestScore = score
            }
        }
        return best
    }

    private func score(_ delimiter: UInt8) -> (Int, Int, Int) {
        var copy = text
        copy.append(Byte.newline)
        let known = Set(knownHeaders.map(HeaderSearch.trimmed))
        return copy.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return (0, 0, 0) }
            let records = FirstLines(bytes: base, limit: buffer.count, isLast: true, delimiter: delimiter).records(atMost: Self.lines)
            var headers = 0
            if !known.isEmpty {
                headers =
                    records.prefix(HeaderSearch.lines)
                    .map { Set($0.fields.map { HeaderSearch.name($0, encoding: .utf8) }).intersection(known).count }.max() ?? 0
            }
            let counts = Dictionary(grouping: records.map(\.fields.count).filter { $0 > 1 }) { $0 }
            guard let (fields, lines) = counts.max(by: { ($0.value.count, $0.key) < ($1.value.count, $1.key) }) else { return (headers, 0, 0) }
            return (headers, lines.count, fields)
        }
    }
}
