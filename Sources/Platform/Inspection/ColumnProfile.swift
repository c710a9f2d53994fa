import Basics

/// What is learnt about one column while its cells pass by.
struct ColumnProfile {
    private(set) var filled = 0
    private(set) var examples: [String] = []
    private var kinds = CellKindCounts()
    private var distinct = DistinctEstimate()
    private var longest = 0

    private static let exampleCount = 3
    /// Amounts, days and codes say nothing about a person: their examples are shown as they stand.
    private let isPlain: Bool

    init(isPlain: Bool = false) { self.isPlain = isPlain }

    mutating func add(_ cell: UnsafeBufferPointer<UInt8>, decode: () -> String) {
        guard !cell.isEmpty else { return }
        filled += 1
        longest = max(longest, cell.count)
        kinds.add(cell)
        let isNew = distinct.add(cell)
        guard isNew, examples.count < Self.exampleCount else { return }
        let shown = isPlain ? decode() : ExampleMask.shown(decode())
        if !examples.contains(shown) { examples.append(shown) }
    }

    var type: String { kinds.guess }
    var distinctCount: Int { distinct.count }
    /// False when `distinctCount` is an estimate.
    var isExact: Bool { distinct.isExact }
}

/// How many cells look like what; what a column is, is what nearly all of its cells look like.
struct CellKindCounts {
    private var counts = [Int](repeating: 0, count: CellKind.allCases.count)
    private var total = 0

    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
        counts[CellKind(cell).rawValue] += 1
        total += 1
    }

    /// The narrowest kind that 19 of 20 cells have; `text` if none.
    var guess: String {
        guard total > 0 else { return "empty" }
        func holds(_ kinds: [CellKind]) -> Bool { kinds.reduce(0) { $0 + counts[$1.rawValue] } * 20 >= total * 19 }
        if holds([.residentID]) { return "resident ID" }
        if holds([.phone]) { return "phone" }
        if holds([.region]) { return "region code" }
        if holds([.date]) { return "date" }
        if holds([.yesNo]) { return "yes/no" }
        if holds([.whole, .phone, .region]) { return "whole number" }
        if holds([.whole, .decimal, .phone, .region]) { return "number" }
        return "text"
    }
}

/// What one cell looks like, by its bytes alone. Digits, letters and signs are the same bytes in UTF-8 and GB18030.
enum CellKind: Int, CaseIterable {
    case text, residentID, phone, region, date, yesNo, whole, decimal

    init(_ cell: UnsafeBufferPointer<UInt8>) {
        var digits = 0, points = 0, separators = 0, others = 0
        for (place, byte) in cell.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2E: points += 1
            case 0x2D where place > 0, 0x2F: separators += 1
            case 0x2D, 0x2B, 0x2C: break
            default: others += 1
            }
        }
        let count = cell.count
        if count == 18, digits == 18 || digits == 17 && others == 1 && cell[17] | 0x20 == 0x78 {
            self = .residentID
        } else if digits == count, count == 11, cell[0] == 0x31 {
            self = .phone
        } else if digits == count, count == 12 || count == 9 {
            self = .region
        } else if others == 0, digits >= 6, separators == 2 || points == 2 {
            self = .date
        } else if digits == count, count == 8, (0x31...0x32).contains(cell[0]), Self.isDay(cell) {
            self = .date
        } else if digits > 0, others == 0, separators == 0, points <= 1 {
            self = points == 1 ? .decimal : .whole
        } else if Self.yesOrNo.contains(where: { $0.elementsEqual(cell) }) {
            self = .yesNo
        } else {
            self = .text
        }
    }

    /// 是 and 否 in UTF-8 and GB18030, and the usual letters.
    private static let yesOrNo: [[UInt8]] = [
        Array("是".utf8), Array("否".utf8), [0xCA, 0xC7], [0xB7, 0xF1], [0x59], [0x4E], Array("true".utf8), Array("false".utf8),
    ]

    private static func isDay(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let number = cell.reduce(0) { $0 * 10 + Int($1 & 15) }
        return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100) != nil
    }
}

/// How many different values there are: counted up to a few thousand, from there on estimated from the smallest hashes seen.
struct DistinctEstimate {
    private var smallest: Set<UInt64> = []
    private var largestKept: UInt64 = .max
    private static let limit = 4096

    /// True if the value was not seen before, as far as is remembered.
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let hash = Self.hash(cell)
        guard isExact || hash < largestKept else { return false }
        guard smallest.insert(hash).inserted else { return false }
        if smallest.count > 2 * Self.limit { shrink() }
        return true
    }

    var isExact: Bool { largestKept == .max }

    var count: Int {
        if isExact { return smallest.count }
        // The k smallest of n evenly spread hashes reach to about k/n of the whole range.
        let reach = Double(largestKept) / Double(UInt64.max)
        return Int(Double(smallest.filter { $0 <= largestKept }.count) / max(reach, .leastNonzeroMagnitude))
    }

    private mutating func shrink() {
        let kept = smallest.sorted().prefix(Self.limit)
        largestKept = kept.last ?? .max
        smallest = Set(kept)
    }

    /// FNV-1a, mixed at the end so that short values spread too. The same on every run.
    private static func hash(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in cell { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash ^= hash >> 33
        hash &*= 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 33
        hash &*= 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}

/// Cells as examples that identify nobody: the shape stays, the content goes.
enum ExampleMask {
    /// Whole numbers of six digits or more keep two at the front; shorter ones, amounts with a point and dates stay; of other texts the first character stays.
    static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let digits = scalars.count { ("0"..."9").contains($0) || ("０"..."９").contains($0) }
        if digits == scalars.count - 1, scalars.contains(".") { return text }
        if digits == scalars.count || digits >= 6 {
            return digits < 6 || isDate(text) ? text : String(text.prefix(2)) + String(repeating: "*", count: min(16, scalars.count - 2))
        }
        if scalars.allSatisfy({ ("0"..."9").contains($0) || ".,-+/%".unicodeScalars.contains($0) }) { return text }
        guard let first = scalars.first else { return "" }
        return String(first) + String(repeating: "*", count: min(8, max(1, scalars.count - 1)))
    }

    private static func isDate(_ text: String) -> Bool {
        let numbers = text.split { "-/.年月日 T:".contains($0) }
        guard numbers.count >= 3, let year = Int(numbers[0]), let month = Int(numbers[1]), let day = Int(numbers[2].prefix(2)) else { return false }
        return CalendarDate(year: year, month: month, day: day) != nil
    }
}
