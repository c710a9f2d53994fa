extension IdentityKey {
    /// What a cell with an ID number turned out to be.
    package enum Reading: Hashable, Sendable {
        /// 17 digits and a digit or `X`, as written.
        case canonical(IdentityKey)
        /// The same after normalising (blanks, full-width forms, small x, 15 digits, a disability card's first 18).
        case normalised(IdentityKey)
        /// Nothing that matches anybody. An empty cell is malformed as well.
        case malformed

        package var key: IdentityKey? {
            switch self {
            case .canonical(let key), .normalised(let key): key
            case .malformed: nil
            }
        }
    }

    /// Reads the UTF-8 bytes of a cell as a file has them, by the rules of `ResidentID.normalise`, without making a string.
    package static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        if bytes.count == 18, let key = IdentityKey(normalised: bytes) { return .canonical(key) }
        // 22 characters of a card, each at most a three-byte full-width form, and as many blanks: anything longer is no ID number.
        guard !bytes.isEmpty, bytes.count <= 256 else { return .malformed }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 22) { room in
            guard let count = clean(bytes, into: room) else { return .malformed }
            return key(ofCleaned: UnsafeBufferPointer(rebasing: room[..<count])).map(Reading.normalised) ?? .malformed
        }
    }

    /// As `init?(normalised:)`, but for a cell as a file has it; also tells whether normalising was needed.
    package init?(bytes: UnsafeBufferPointer<UInt8>, wasNormalised: inout Bool) {
        switch Self.read(bytes) {
        case .canonical(let key):
            self = key
            wasNormalised = false
        case .normalised(let key):
            self = key
            wasNormalised = true
        case .malformed: return nil
        }
    }

    /// The key of cleaned ASCII characters: 18, or the 15 of before 1999, or the 20 or 22 of a disability card.
    static func key(ofCleaned bytes: UnsafeBufferPointer<UInt8>) -> IdentityKey? {
        switch bytes.count {
        case 18: return IdentityKey(normalised: bytes)
        case 20, 22: return IdentityKey(normalised: UnsafeBufferPointer(rebasing: bytes[..<18]))
        case 15: return key(ofFifteen: bytes)
        default: return nil
        }
    }

    /// The 15-digit numbers had two digits of the year and no check character: 19 is put in and the check computed.
    private static func key(ofFifteen bytes: UnsafeBufferPointer<UInt8>) -> IdentityKey? {
        var digits: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            guard NumberText.isDigit(byte) else { return nil }
            if index == 6 { digits = digits &* 100 &+ 19 }
            digits = digits &* 10 &+ UInt64(byte &- 0x30)
        }
        return IdentityKey(digits: digits, check: check(ofDigits: digits))
    }

    /// Drops blanks, folds full-width forms and small x. Returns the number of ASCII characters written, nil if the bytes hold any other
    /// character, are no UTF-8, or are more characters than any ID number has.
    private static func clean(_ bytes: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        var count = 0
        var index = 0
        while index < bytes.count {
            guard let (scalar, length) = scalar(at: index, of: bytes) else { return nil }
            index += length
            if NumberText.isBlank(scalar) { continue }
            let folded = NumberText.folded(scalar)
            guard folded < 0x80, count < room.count else { return nil }
            room[count] = folded == 0x78 ? 0x58 : UInt8(truncatingIfNeeded: folded)
            count += 1
        }
        return count
    }

    /// The code point of one to three bytes of UTF-8. Nil where the bytes are cut off or no UTF-8, and for four bytes: no blank and no
    /// full-width form is so long.
    private static func scalar(at index: Int, of bytes: UnsafeBufferPointer<UInt8>) -> (scalar: UInt32, length: Int)? {
        func tail(_ offset: Int) -> UInt32? {
            guard index + offset < bytes.count, bytes[index + offset] & 0xC0 == 0x80 else { return nil }
            return UInt32(bytes[index + offset] & 0x3F)
        }
        let first = bytes[index]
        switch first {
        case 0x00...0x7F: return (UInt32(first), 1)
        case 0xC2...0xDF:
            guard let second = tail(1) else { return nil }
            return (UInt32(first & 0x1F) << 6 | second, 2)
        case 0xE0...0xEF:
            guard let second = tail(1), let third = tail(2) else { return nil }
            let scalar = UInt32(first & 0x0F) << 12 | second << 6 | third
            return scalar >= 0x800 ? (scalar, 3) : nil
        default: return nil
        }
    }
}
