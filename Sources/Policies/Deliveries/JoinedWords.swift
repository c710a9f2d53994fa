import Datasets
import Storage

/// The words of coded columns of several deliveries in one numbering. Each delivery counted its own; a declared list comes first, so that most
/// deliveries keep their numbers.
struct JoinedWords {
    /// By schema column; nil for columns without words.
    private var words: [[String]?]
    private var numbers: [[String: Int64]]

    init(_ schema: SourceSchema) {
        words = schema.columns.map { $0.kind == .code || $0.kind == .word ? $0.codes : nil }
        numbers = words.map { words in
            Dictionary((words ?? []).enumerated().map { ($1, Int64($0)) }, uniquingKeysWith: { first, _ in first })
        }
    }

    var books: [WordBook?] { words.map { $0.map { WordBook(kept: $0) } } }

    /// The numbers that a delivery's words get.
    mutating func add(_ own: [[String]?]) throws -> WordRenumbering {
        var maps: [[Int64]?] = words.map { _ in nil }
        for index in words.indices {
            guard words[index] != nil, let own = own[index] else { continue }
            let map = own.map { number(of: $0, column: index) }
            guard map.count <= 65_535 else { throw StorageProblem.damaged("a column with more words than a column has") }
            if !map.enumerated().allSatisfy({ Int64($0) == $1 }) { maps[index] = map }
        }
        return WordRenumbering(maps: maps)
    }

    private mutating func number(of word: String, column: Int) -> Int64 {
        if let known = numbers[column][word] { return known }
        let number = Int64(words[column]?.count ?? 0)
        words[column]?.append(word)
        numbers[column][word] = number
        return number
    }
}

/// New numbers for the words of a delivery, by schema column; nil where they stay.
struct WordRenumbering: Sendable {
    let maps: [[Int64]?]

    /// The segment with the new numbers, made anew where one of them needs more bytes.
    func applied(to segment: Segment) throws -> Segment {
        guard maps.indices.contains(where: { maps[$0] != nil && segment.columns[$0] != nil }) else { return segment }
        var renumbered: [[Int64]?] = maps.map { _ in nil }
        var widths = segment.columns.map { column in column.map { ($0.storage, $0.width) } }
        for (index, map) in maps.enumerated() {
            guard let map, let column = segment.columns[index] else { continue }
            let values = numbers(of: column, segment.count).map { $0 == absent || !map.indices.contains(Int($0)) ? absent : map[Int($0)] }
            widths[index] = values.withUnsafeBufferPointer { values in
                values.baseAddress.map { (.numbers, NarrowNumbers.width($0, values.count)) } ?? (.numbers, 1)
            }
            renumbered[index] = values
        }
        let made = Segment(
            file: segment.file, sequence: segment.sequence, count: segment.count, widths: widths, withLines: segment.lines != nil, heap: segment.heap,
            unpackedIDs: segment.columns.map { $0?.unpackedIDs ?? [] })
        guard let made else { throw StorageProblem.damaged("no memory for a delivery's rows") }
        made.owners.update(from: segment.owners, count: segment.count)
        if let lines = segment.lines { made.lines?.update(from: lines, count: segment.count) }
        for (index, column) in made.columns.enumerated() {
            guard let column, let source = segment.columns[index] else { continue }
            if let values = renumbered[index] {
                values.withUnsafeBufferPointer { values in
                    if let base = values.baseAddress { NarrowNumbers.write(base, values.count, width: column.width, to: column.values) }
                }
            } else {
                column.values.copyMemory(from: source.values, byteCount: segment.count * source.width)
            }
        }
        return made
    }

    private func numbers(of column: Segment.Column, _ count: Int) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: count) { out, filled in
            if let base = out.baseAddress { NarrowNumbers.read(column.values, count, width: column.width, to: base) }
            filled = count
        }
    }
}
