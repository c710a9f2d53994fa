import Synchronization

/// Nonces that never repeat: six random bytes of this process, then a count of six bytes.
final class NonceSource: Sendable {
    private let prefix: UInt64
    private let count = Atomic<UInt64>(0)

    init() {
        var generator = SystemRandomNumberGenerator()
        prefix = generator.next() >> 16
    }

    /// Writes the next nonce into 12 bytes.
    func next(to target: UnsafeMutablePointer<UInt8>) throws {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        guard number < 1 << 48 else { throw StorageProblem.refused("this process has sealed 2⁴⁸ values; restart it") }
        for place in 0..<6 {
            target[place] = UInt8(truncatingIfNeeded: prefix >> UInt64(8 * (5 - place)))
            target[6 + place] = UInt8(truncatingIfNeeded: number >> UInt64(8 * (5 - place)))
        }
    }
}
