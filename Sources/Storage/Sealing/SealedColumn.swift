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
    func withBinding<R>(_ row: Int64, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: place.count + Self.digits) { room in
            var end = room.update(fromContentsOf: place)
            if row < 0 {
                room[end] = 0x2D
                end += 1
            }
            var rest = row.magnitude
            var length = 1
            while rest > 9 {
                rest /= 10
                length += 1
            }
            rest = row.magnitude
            for index in stride(from: end + length - 1, through: end, by: -1) {
                room[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return try body(UnsafeBufferPointer(rebasing: room[..<(end + length)]))
        }
    }

    /// The longest number of a row, with its sign.
    private static let digits = 20

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
