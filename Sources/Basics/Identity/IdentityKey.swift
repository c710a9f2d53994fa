/// A resident ID packed into 64 bits, what both sides of a comparison match on: `(first 17 digits as a number) * 16 + check`,
/// where check is 0...9, or 10 for X.
///
/// A key says nothing about validity: a number with a wrong check character still has one, so that two files with the same typing
/// mistake match, and the rule on check characters can see it. `checkCharacterIsRight` tells.
package struct IdentityKey: Hashable, Sendable, Comparable {
    package let value: UInt64

    /// A value that was a key before, such as one read back from a column; nil if no ID number packs to it.
    package init?(value: UInt64) {
        guard value >> 4 < 100_000_000_000_000_000, value & 15 <= 10 else { return nil }
        self.value = value
    }

    init(digits: UInt64, check: UInt64) { value = digits << 4 | check }

    /// Nil unless the bytes are 17 digits and a digit or `X`.
    package init?(normalised bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 18 else { return nil }
        var digits: UInt64 = 0
        for index in 0..<17 {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            digits = digits &* 10 &+ UInt64(digit)
        }
        let last = bytes[17]
        if last == 0x58 {
            self.init(digits: digits, check: 10)
        } else if NumberText.isDigit(last) {
            self.init(digits: digits, check: UInt64(last &- 0x30))
        } else {
            return nil
        }
    }

    /// Nil unless the text is 17 digits and a digit or `X`; `ResidentID.normalise` makes such a text where it can be made.
    package init?(normalised text: some StringProtocol) {
        guard text.utf8.count == 18 else { return nil }
        var copy = String(text)
        guard let key = copy.withUTF8({ IdentityKey(normalised: $0) }) else { return nil }
        self = key
    }

    /// The 18 characters in clear: for matching and for output that may show them.
    package var text: String {
        String(unsafeUninitializedCapacity: 18) { room in
            if let base = room.baseAddress { write(to: base) }
            return 18
        }
    }

    /// Writes the 18 characters in clear where there is room for them.
    package func write(to bytes: UnsafeMutablePointer<UInt8>) {
        var rest = value >> 4
        for index in stride(from: 16, through: 0, by: -1) {
            bytes[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        bytes[17] = Self.character(ofCheck: value & 15)
    }

    package var checkCharacterIsRight: Bool { Self.checkCharacterIsRight(key: value) }

    /// Whether the check character agrees with the 17 digits (GB 11643-1999: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, modulo 11).
    package static func checkCharacterIsRight(key: UInt64) -> Bool { check(ofDigits: key >> 4) == key & 15 }

    /// The check value, 0...10, that belongs to 17 digits. The standard's weights are powers of two modulo 11, from the right 2 4 8 5 …,
    /// and the check makes the weighted sum 1 modulo 11.
    package static func check(ofDigits digits: UInt64) -> UInt64 {
        var rest = digits
        var weight: UInt64 = 2
        var sum: UInt64 = 0
        for _ in 0..<17 {
            let quotient = rest / 10
            sum &+= (rest &- quotient &* 10) &* weight
            weight = weight &* 2 % 11
            rest = quotient
        }
        return (12 - sum % 11) % 11
    }

    static func character(ofCheck check: UInt64) -> UInt8 { check == 10 ? 0x58 : 0x30 + UInt8(truncatingIfNeeded: check % 10) }

    package static func < (a: IdentityKey, b: IdentityKey) -> Bool { a.value < b.value }
}

extension IdentityKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Masked, so that a key that strays into a message shows nobody.
    package var description: String { Masking.residentID(text) }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}
