/// Makes UTF-8 of UTF-16 or GB18030 bytes that arrive in pieces. What cannot be decoded becomes a byte 0xFF, which UTF-8 never
/// holds, so that the check of each record finds it.
struct Transcoder {
    let encoding: TextEncoding

    init(from encoding: TextEncoding) { self.encoding = encoding }

    /// What stands for undecodable bytes.
    static let undecodable: UInt8 = 0xFF

    /// Decodes as much of `bytes` as is whole characters (all of it if `isLast`) to `out`, which has room for half as much again
    /// and four bytes; adds to `length` what was written and gives the number of bytes used.
    func decode(_ bytes: [UInt8], isLast: Bool, into out: UnsafeMutablePointer<UInt8>, length: inout Int) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            var to = 0
            var used: Int
            switch encoding {
            case .utf16LittleEndian: used = utf16(base, count: buffer.count, isLast: isLast, littleEndian: true, out, &to)
            case .utf16BigEndian: used = utf16(base, count: buffer.count, isLast: isLast, littleEndian: false, out, &to)
            case .gb18030: used = gb18030(base, count: buffer.count, isLast: isLast, out, &to)
            case .utf8:
                out.update(from: base, count: buffer.count)
                to = buffer.count
                used = buffer.count
            }
            length += to
            return used
        }
    }

    private func utf16(
        _ bytes: UnsafePointer<UInt8>, count: Int, isLast: Bool, littleEndian: Bool, _ out: UnsafeMutablePointer<UInt8>, _ to: inout Int
    ) -> Int {
        func unit(_ at: Int) -> UInt32 {
            let low = UInt32(bytes[littleEndian ? at : at + 1])
            return low | UInt32(bytes[littleEndian ? at + 1 : at]) << 8
        }
        var at = 0
        while at + 1 < count {
            let first = unit(at)
            guard first & 0xF800 == 0xD800 else {
                to += UTF8Bytes.write(first, to: out + to)
                at += 2
                continue
            }
            guard at + 3 < count else {
                guard isLast else { return at }
                out[to] = Self.undecodable
                to += 1
                at += 2
                continue
            }
            let second = unit(at + 2)
            if first < 0xDC00, second & 0xFC00 == 0xDC00 {
                to += UTF8Bytes.write(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF), to: out + to)
                at += 4
            } else {
                out[to] = Self.undecodable
                to += 1
                at += 2
            }
        }
        if isLast, at < count {
            out[to] = Self.undecodable
            to += 1
            at += 1
        }
        return at
    }

    private func gb18030(
        _ bytes: UnsafePointer<UInt8>, count: Int, isLast: Bool, _ out: UnsafeMutablePointer<UInt8>, _ to: inout Int
    ) -> Int {
        let decoder = GB18030.shared
        var at = 0
        while at < count {
            if bytes[at] < 0x80 {
                out[to] = bytes[at]
                to += 1
                at += 1
                continue
            }
            // A character has four bytes at most.
            if !isLast, count - at < 4 { return at }
            if let (scalar, size) = decoder.character(bytes + at, count: count - at) {
                to += UTF8Bytes.write(scalar, to: out + to)
                at += size
            } else {
                out[to] = Self.undecodable
                to += 1
                at += 1
            }
        }
        return at
    }
}

/// UTF-8, one code point at a time.
enum UTF8Bytes {
    /// Writes a code point that is no surrogate; gives the bytes written, at most four.
    @inline(__always)
    static func write(_ scalar: UInt32, to out: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            out[0] = UInt8(truncatingIfNeeded: scalar)
            return 1
        }
        if scalar < 0x800 {
            out[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
            out[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x10000 {
            out[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
            out[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
            out[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 3
        }
        out[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
        out[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
        out[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
        out[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
        return 4
    }
}
