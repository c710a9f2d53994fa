import CZlib

/// Unpacks one entry of an archive piece by piece. At its end size and checksum must agree with the directory.
final class ZipReader {
    private let file: InputFile
    private let entry: ZipEntry
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    /// Places in the file: of the next packed byte to read, and of the end of the packed bytes.
    private var next: Int
    private let end: Int
    private var checksum: uLong
    private var written = 0
    private var isOver = false

    private static let window = 64 << 10

    init(file: InputFile, entry: ZipEntry) throws(TableProblem) {
        let header = LittleEndian(try file.bytes(count: 30, at: entry.offset))
        guard header.u32(0) == 0x0403_4B50, let nameLength = header.u16(26), let extraLength = header.u16(28),
            try file.bytes(count: nameLength, at: entry.offset + 30) == Array(entry.name.utf8)
        else { throw .damagedWorkbook(file.path, "\(entry.name) is not where the directory says") }
        let start = entry.offset + 30 + nameLength + extraLength
        guard start <= file.size, entry.packed <= file.size - start else { throw .damagedWorkbook(file.path, "\(entry.name) is cut off") }
        self.file = file
        self.entry = entry
        next = start
        end = start + entry.packed
        checksum = crc32(0, nil, 0)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Raw deflate: no header of its own.
        guard inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            throw TableProblem(path: file.path, what: "cannot unpack", why: "no memory for it", advice: "Close other programs")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks up to `count` bytes; 0 at the end.
    func read(into out: UnsafeMutablePointer<UInt8>, count: Int) throws(TableProblem) -> Int {
        guard !isOver else { return 0 }
        let got = entry.method == 0 ? try copy(into: out, count: count) : try unpack(into: out, count: count)
        guard got <= entry.unpacked - written else { throw .damagedWorkbook(file.path, "\(entry.name) is longer than the directory says") }
        written += got
        checksum = crc32(checksum, out, uInt(got))
        if isOver { try checkEnd() }
        return got
    }

    private func copy(into out: UnsafeMutablePointer<UInt8>, count: Int) throws(TableProblem) -> Int {
        let got = try file.read(into: out, count: min(count, end - next), at: next)
        next += got
        isOver = got == 0
        return got
    }

    private func unpack(into out: UnsafeMutablePointer<UInt8>, count: Int) throws(TableProblem) -> Int {
        stream.pointee.next_out = out
        stream.pointee.avail_out = uInt(count)
        while stream.pointee.avail_out == uInt(count) {
            if stream.pointee.avail_in == 0 {
                input = try file.bytes(count: min(Self.window, end - next), at: next)
                guard !input.isEmpty else { throw .damagedWorkbook(file.path, "\(entry.name) ends too early") }
                next += input.count
                stream.pointee.avail_in = uInt(input.count)
            }
            let left = Int(stream.pointee.avail_in)
            let result = input.withUnsafeMutableBufferPointer { buffer in
                stream.pointee.next_in = buffer.baseAddress.map { $0 + (buffer.count - left) }
                return inflate(stream, Z_NO_FLUSH)
            }
            if result == Z_STREAM_END {
                isOver = true
                break
            }
            guard result == Z_OK || result == Z_BUF_ERROR else { throw .damagedWorkbook(file.path, "\(entry.name) cannot be unpacked") }
        }
        return count - Int(stream.pointee.avail_out)
    }

    private func checkEnd() throws(TableProblem) {
        guard written == entry.unpacked, UInt32(truncatingIfNeeded: checksum) == entry.checksum else {
            throw .damagedWorkbook(file.path, "the checksum of \(entry.name) is wrong")
        }
    }
}
