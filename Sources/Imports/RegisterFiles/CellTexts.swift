import Basics
import Datasets
import Register

/// The values of a file's accepted rows as cells that the register reads.
struct CellTexts: Sendable {
    let schema: SourceSchema
    let words: [[String]?]

    /// Nil for an empty cell.
    func cell(_ segment: Segment, _ column: Int, _ row: Int) -> FileCell? {
        guard let stored = segment.columns[column] else { return nil }
        switch stored.storage {
        case .texts: return view(segment, stored.values.assumingMemoryBound(to: TextView.self)[row]).map { .text($0) }
        case .ids: return identity(stored, stored.values.assumingMemoryBound(to: Int64.self)[row]).map { .text($0) }
        case .numbers:
            let value = CellTexts.number(stored, row)
            return value == absent ? nil : cell(value, column)
        }
    }

    /// How many different values a column can hold, where they are few and have numbers of their own: words, codes, yes and no. Nil elsewhere.
    func variety(_ column: Int) -> Int? {
        switch schema.columns[column].kind {
        case .code, .word: words[column]?.count
        case .bool: 2
        default: nil
        }
    }

    /// The number of a column that holds whole numbers.
    func number(_ segment: Segment, _ column: Int, _ row: Int) -> Int64? {
        guard let stored = segment.columns[column], stored.storage == .numbers else { return nil }
        let value = CellTexts.number(stored, row)
        return value == absent ? nil : value
    }

    /// The ID of a column of IDs as one number; nil for an empty cell and for a document of another form.
    func identity(_ segment: Segment, _ column: Int, _ row: Int) -> Int64? {
        guard let stored = segment.columns[column], stored.storage == .ids else { return nil }
        let value = stored.values.assumingMemoryBound(to: Int64.self)[row]
        return value >= 0 ? value : nil
    }

    private static func number(_ stored: Segment.Column, _ row: Int) -> Int64 {
        var value: Int64 = 0
        NarrowNumbers.read(stored.values + row * stored.width, 1, width: stored.width, to: &value)
        return value
    }

    private func view(_ segment: Segment, _ view: TextView) -> String? {
        guard !view.isAbsent else { return nil }
        if !view.isInline { return String(decoding: segment.heap[view.offset..<view.offset + view.length], as: UTF8.self) }
        return withUnsafeBytes(of: view) { String(decoding: $0[4..<4 + view.length], as: UTF8.self) }
    }

    private func identity(_ stored: Segment.Column, _ value: Int64) -> String? {
        if value >= 0 { return IdentityKey(value: UInt64(value))?.text }
        let index = Int(-2 - value)
        return value == absent || !stored.unpackedIDs.indices.contains(index) ? nil : stored.unpackedIDs[index]
    }

    private func cell(_ value: Int64, _ column: Int) -> FileCell {
        switch schema.columns[column].kind {
        case .code, .word:
            let index = Int(clamping: value)
            return .text(words[column].flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? "")
        case .bool: return .text(value == 1 ? "是" : "否")
        case .date: return .day(CalendarDate(daysSinceEpoch: Int32(clamping: value)))
        case .month: return .text(String(CalendarDate(daysSinceEpoch: Int32(clamping: value)).description.prefix(7)))
        case .money, .m2, .mu, .km, .percent, .decimal: return .hundredths(value)
        default: return .number(value)
        }
    }
}
