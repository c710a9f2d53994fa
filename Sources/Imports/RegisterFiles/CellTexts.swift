import Basics
import Datasets

/// The values of a file's accepted rows as the texts the register reads: one reading of dates, amounts and codes for files and forms alike.
struct CellTexts {
    let schema: SourceSchema
    let segments: [Segment]
    let words: [[String]?]

    /// Columns that are there, by their place in the schema.
    var columns: [Int] { schema.columns.indices.filter { index in segments.contains { $0.columns[index] != nil } } }

    /// Nil for an empty cell.
    func text(_ segment: Segment, _ column: Int, _ row: Int) -> String? {
        guard let stored = segment.columns[column] else { return nil }
        switch stored.storage {
        case .texts: return view(segment, stored.values.assumingMemoryBound(to: TextView.self)[row])
        case .ids: return identity(stored, stored.values.assumingMemoryBound(to: Int64.self)[row])
        case .numbers:
            let value = CellTexts.number(stored, row)
            return value == absent ? nil : written(value, column)
        }
    }

    /// The number of a column that holds whole numbers.
    func number(_ segment: Segment, _ column: Int, _ row: Int) -> Int64? {
        guard let stored = segment.columns[column], stored.storage == .numbers else { return nil }
        let value = CellTexts.number(stored, row)
        return value == absent ? nil : value
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

    private func written(_ value: Int64, _ column: Int) -> String {
        switch schema.columns[column].kind {
        case .code, .word:
            let index = Int(clamping: value)
            return words[column].flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? ""
        case .bool: return value == 1 ? "是" : "否"
        case .date: return CalendarDate(daysSinceEpoch: Int32(clamping: value)).description
        case .month: return String(CalendarDate(daysSinceEpoch: Int32(clamping: value)).description.prefix(7))
        case .money, .m2, .mu, .km, .percent, .decimal:
            let cents = value.magnitude % 100
            return (value < 0 ? "-" : "") + "\(value.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
        default: return String(value)
        }
    }
}
