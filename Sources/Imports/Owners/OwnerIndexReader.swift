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
        // The rows of one may begin in the block before the first that starts with it.
        var number = max((firsts.firstIndex { $0 >= owner } ?? firsts.count) - 1, 0)
        while number < firsts.count, firsts[number] <= owner, found.count < limit {
            found += try rows(of: owner, inBlock: number, limit: limit - found.count)
            number += 1
        }
        return found
    }

    /// A block's entries are in order: those of one owner are found by halving.
    private func rows(of owner: UInt64, inBlock number: Int, limit: Int) throws -> [OwnerIndex.Entry] {
        let first = number * OwnerIndex.block
        let count = min(OwnerIndex.block, entries - first)
        let bytes = try blob.bytes(at: start + Int64(first * OwnerIndex.entryLength), count: count * OwnerIndex.entryLength)
        func entry(_ place: Int) throws -> OwnerIndex.Entry {
            var bytes = ByteReader(Array(bytes[place * OwnerIndex.entryLength..<(place + 1) * OwnerIndex.entryLength]))
            return OwnerIndex.Entry(
                owner: try bytes.number(UInt64.self), part: try bytes.number(UInt32.self), row: try bytes.number(UInt32.self))
        }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if try entry(middle).owner < owner { low = middle + 1 } else { high = middle }
        }
        var found: [OwnerIndex.Entry] = []
        while low < count, found.count < limit {
            let entry = try entry(low)
            guard entry.owner == owner else { break }
            guard Int(entry.part) < parts.count else { throw DamagedParts(what: "its index names a part that is none") }
            found.append(entry)
            low += 1
        }
        return found
    }
}
