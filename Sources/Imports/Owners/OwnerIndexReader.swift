import Storage

/// Finds somebody's rows in a delivery's index, reading its head and the blocks that may hold them.
struct OwnerIndexReader {
    let parts: [OwnerIndex.Part]
    /// The words of coded columns; nil when the delivery has none.
    let words: OwnerIndex.Part?
    private let blob: BlobReader
    private let firsts: [UInt64]
    private let entries: Int
    private let start: Int64

    init(_ blob: BlobReader) throws {
        self.blob = blob
        var at: Int64 = 0
        func take(_ count: Int) throws -> ByteReader {
            guard Int64(count) <= blob.length - at else { throw DamagedParts(what: "its index is cut off") }
            defer { at += Int64(count) }
            return ByteReader(try blob.bytes(at: at, count: count))
        }
        var magic = try take(OwnerIndex.magic.count + 4)
        guard try magic.take(OwnerIndex.magic.count).elementsEqual(OwnerIndex.magic) else { throw DamagedParts(what: "its index begins wrongly") }
        var places = try take((Int(try magic.number(UInt32.self)) + 1) * 12)
        var parts: [OwnerIndex.Part] = []
        while places.left > 0 {
            let offset = Int64(clamping: try places.number(UInt64.self))
            parts.append(OwnerIndex.Part(offset: offset, length: Int(try places.number(UInt32.self))))
        }
        words = parts.popLast().flatMap { $0.length > 0 ? $0 : nil }
        self.parts = parts
        var counts = try take(12)
        entries = Int(clamping: try counts.number(UInt64.self))
        let blocks = Int(try counts.number(UInt32.self))
        var owners = try take(blocks * 8)
        firsts = try (0..<blocks).map { _ in try owners.number(UInt64.self) }
        start = at
        let (length, overflows) = entries.multipliedReportingOverflow(by: OwnerIndex.entryLength)
        guard !overflows, Int64(length) == blob.length - at, blocks == (entries + OwnerIndex.block - 1) / OwnerIndex.block else {
            throw DamagedParts(what: "its index has another length")
        }
    }

    /// The rows of one owner, in the order of the file; at most `limit`.
    func rows(of owner: UInt64, limit: Int) throws -> [OwnerIndex.Entry] {
        var found: [OwnerIndex.Entry] = []
        var window = BlobWindow(blob)
        // The rows of one may begin in the block before the first that starts with it.
        var number = max(Self.place(in: 0..<firsts.count) { firsts[$0] < owner } - 1, 0)
        while number < firsts.count, firsts[number] <= owner, found.count < limit {
            found += try rows(of: owner, inBlock: number, limit: limit - found.count, &window)
            number += 1
        }
        return found
    }

    /// A block's entries are in order: those of one owner are found by halving.
    private func rows(of owner: UInt64, inBlock number: Int, limit: Int, _ window: inout BlobWindow) throws -> [OwnerIndex.Entry] {
        let first = number * OwnerIndex.block
        let end = min(first + OwnerIndex.block, entries)
        var place = try Self.place(in: first..<end) { try Self.number(at: self.place(of: $0), UInt64.self, &window) < owner }
        var found: [OwnerIndex.Entry] = []
        while place < end, found.count < limit, try Self.number(at: self.place(of: place), UInt64.self, &window) == owner {
            let entry = OwnerIndex.Entry(
                owner: owner, part: try Self.number(at: self.place(of: place) + 8, UInt32.self, &window),
                row: try Self.number(at: self.place(of: place) + 12, UInt32.self, &window))
            guard Int(entry.part) < parts.count else { throw DamagedParts(what: "its index names a part that is none") }
            found.append(entry)
            place += 1
        }
        return found
    }

    private func place(of entry: Int) -> Int64 { start + Int64(entry * OwnerIndex.entryLength) }

    private static func number<Number: FixedWidthInteger>(at place: Int64, _ type: Number.Type, _ window: inout BlobWindow) throws -> Number {
        var number: Number = 0
        try withUnsafeMutableBytes(of: &number) { try window.copy(from: place, to: $0) }
        return Number(littleEndian: number)
    }

    /// The first place of which `isBefore` does not hold, found by halving.
    private static func place(in range: Range<Int>, isBefore: (Int) throws -> Bool) rethrows -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if try isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
