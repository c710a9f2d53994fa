/// The word a writer probably meant: the nearest by Damerau-Levenshtein distance (insertions, deletions, substitutions and swapped
/// neighbours), at most 2 away and nearer than the word is long. Of equals, the first. Nil if nothing is near.
package func nearest(_ word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased().unicodeScalars)
    // A long text is no misspelt word, and measuring it would cost its length squared.
    guard letters.count <= 64 else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in candidates {
        let other = Array(candidate.lowercased().unicodeScalars)
        guard other.count <= 64, abs(other.count - letters.count) <= 2 else { continue }
        let distance = editDistance(letters, other)
        guard distance <= 2, distance < max(letters.count, other.count), distance < best?.distance ?? .max else { continue }
        best = (candidate, distance)
    }
    return best?.word
}

/// Edits between two words, a swap of neighbours counting once (the "optimal string alignment" variant).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i]
        row.reserveCapacity(b.count + 1)
        for j in 1...b.count {
            var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
            row.append(cost)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
