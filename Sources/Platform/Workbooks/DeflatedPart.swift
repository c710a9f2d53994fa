import CZlib

/// One part of a workbook: bytes that are compressed as they come. Held in memory; a county's list is a few megabytes.
final class DeflatedPart {
    let name: String
    private(set) var compressed: [UInt8] = []
    private(set) var size = 0
    private(set) var checksum: UInt32 = 0
    private var stream = z_stream()
    private var pending: [UInt8] = []
    private var hasFailed = false

    /// Bytes gathered before the compressor is called.
    private static let chunk = 256 << 10
    /// The fastest: measured on county lists, level 6 takes four times as long for a fifth less.
    private static let level: Int32 = 1

    init(name: String) {
        self.name = name
        pending.reserveCapacity(Self.chunk + 8192)
        // A negative window: the bare stream that zip archives hold.
        hasFailed =
            deflateInit2_(&stream, Self.level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
            != Z_OK
    }

    deinit { deflateEnd(&stream) }

    func append(_ text: String) {
        pending += text.utf8
        if pending.count >= Self.chunk { compress(Z_NO_FLUSH) }
    }

    /// Lets `write` append to the bytes not yet compressed.
    func append(_ write: (inout [UInt8]) -> Void) {
        write(&pending)
        if pending.count >= Self.chunk { compress(Z_NO_FLUSH) }
    }

    /// False if the compressor failed.
    func finish() -> Bool {
        compress(Z_FINISH)
        return !hasFailed
    }

    private func compress(_ flush: Int32) {
        guard !hasFailed else { return }
        size += pending.count
        var status = Z_OK
        pending.withUnsafeMutableBufferPointer { input in
            if let base = input.baseAddress { checksum = UInt32(truncatingIfNeeded: crc32(UInt(checksum), base, UInt32(input.count))) }
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            repeat {
                let room = max(4096, Int(deflateBound(&stream, UInt(stream.avail_in))))
                let piece = [UInt8](unsafeUninitializedCapacity: room) { output, filled in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(room)
                    status = deflate(&stream, flush)
                    filled = room - Int(stream.avail_out)
                }
                compressed += piece
            } while status == Z_OK && (stream.avail_in > 0 || flush == Z_FINISH)
        }
        pending.removeAll(keepingCapacity: true)
        if status != Z_OK, status != Z_STREAM_END, status != Z_BUF_ERROR { hasFailed = true }
    }
}
