/// Reads a blob here and there: what lies in the segment that was read last is taken from it without asking again.
package struct BlobWindow {
    private let reader: BlobReader
    private var number: Int64 = -1
    private var plain: [UInt8] = []

    package init(_ reader: BlobReader) { self.reader = reader }

    /// Fills `room` with the plain bytes from a place on; throws when the blob ends before it is full.
    package mutating func copy(from offset: Int64, to room: UnsafeMutableRawBufferPointer) throws {
        guard let base = room.baseAddress, !room.isEmpty else { return }
        guard offset >= 0, offset <= reader.length - Int64(room.count) else { throw reader.shorter() }
        var done = 0
        while done < room.count {
            let (wanted, low) = (offset + Int64(done)).quotientAndRemainder(dividingBy: Int64(BlobFormat.segment))
            if wanted != number { (plain, number) = (try reader.plain(wanted), wanted) }
            let count = min(room.count - done, plain.count - Int(low))
            guard count > 0 else { throw reader.shorter() }
            plain.withUnsafeBytes { bytes in
                if let from = bytes.baseAddress { (base + done).copyMemory(from: from + Int(low), byteCount: count) }
            }
            done += count
        }
    }

    /// `count` plain bytes from a place on.
    package mutating func bytes(from offset: Int64, count: Int) throws -> [UInt8] {
        guard count >= 0, offset >= 0, offset <= reader.length - Int64(count) else { throw reader.shorter() }
        return try [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            try copy(from: offset, to: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: room[..<count])))
            filled = count
        }
    }
}
