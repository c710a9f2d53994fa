/// Reads code points out of UTF-8 one after the other; stops at the first byte that is none.
struct UTF8Reader {
    private let bytes: UnsafePointer<UInt8>
    private let count: Int
    private var at = 0
    /// Whether everything so far was UTF-8.
    private(set) var isSound = true

    init(bytes: UnsafePointer<UInt8>, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    mutating func next() -> UInt32? {
        guard at < count else { return nil }
        let lead = bytes[at]
        if lead < 0x80 {
            at += 1
            return UInt32(lead)
        }
        let size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead <= 0xF4, at + size <= count else { return stop() }
        var scalar = UInt32(lead) & (0x7F >> UInt32(size))
        for place in at + 1..<at + size {
            guard bytes[place] & 0xC0 == 0x80 else { return stop() }
            scalar = scalar << 6 | UInt32(bytes[place] & 0x3F)
        }
        let least: UInt32 = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000
        guard scalar >= least, scalar <= 0x10FFFF, scalar & 0xFFFF_F800 != 0xD800 else { return stop() }
        at += size
        return scalar
    }

    private mutating func stop() -> UInt32? {
        isSound = false
        return nil
    }
}
