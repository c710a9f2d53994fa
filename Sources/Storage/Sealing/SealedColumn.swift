/// The key of one column under one numbered master key, with what is bound to every value of the column.
final class SealedColumn: Sendable {
    let cipher: Cipher
    /// `table 0 column 0`; the row's number follows.
    private let place: [UInt8]

    init(_ table: StaticString, _ column: StaticString, key: [UInt8]) {
        cipher = Cipher(key: key)
        place = Array("\(table)\u{0}\(column)\u{0}".utf8)
    }

    /// Calls with what is bound to a row's value: the place, and the row's number in decimal digits.
    func withBinding<R>(_ row: Int64, _ body: ([UnsafeBufferPointer<UInt8>]) throws -> R) rethrows -> R {
        try place.withUnsafeBufferPointer { place in
            try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
                var start = 20
                var rest = row.magnitude
                repeat {
                    start -= 1
                    digits[start] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
                    rest /= 10
                } while rest > 0
                if row < 0 {
                    start -= 1
                    digits[start] = 0x2D
                }
                return try body([place, UnsafeBufferPointer(rebasing: digits[start...])])
            }
        }
    }

    /// A column by the place of its literal in the program, which is cheaper to compare than its letters. A name that stands at several
    /// places is kept several times.
    struct Name: Hashable {
        private let table: UInt
        private let column: UInt
        private let number: UInt16

        init(table: StaticString, column: StaticString, number: UInt16) {
            self.table = Self.place(of: table)
            self.column = Self.place(of: column)
            self.number = number
        }

        /// A literal of one character may be held as its code point: no address is as small.
        private static func place(of name: StaticString) -> UInt {
            name.hasPointerRepresentation ? UInt(bitPattern: name.utf8Start) : UInt(name.unicodeScalar.value)
        }
    }
}
