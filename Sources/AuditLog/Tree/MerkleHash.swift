/// A SHA-256 digest as the tree, the commitments and the checkpoints hold it: 32 bytes kept in place, without an array of its own.
package struct MerkleHash: Hashable, Sendable {
    package static let length = 32

    private var words: SIMD4<UInt64>

    init() { words = .zero }

    /// 32 bytes of the system's generator (`getrandom`).
    static func random() -> MerkleHash {
        var generator = SystemRandomNumberGenerator()
        var hash = MerkleHash()
        for index in hash.words.indices { hash.words[index] = generator.next() }
        return hash
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        self.init()
        withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
    }

    /// Nil unless the text is the canonical base64 of 32 bytes.
    package init?(base64 text: some StringProtocol) {
        guard let bytes = Base64.decoded(text) else { return nil }
        self.init(bytes)
    }

    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// 44 characters.
    package var base64: String { Base64.text(bytes) }

    func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        Swift.withUnsafeBytes(of: words) { body($0) }
    }

    mutating func withUnsafeMutableBytes<R>(_ body: (UnsafeMutableRawBufferPointer) -> R) -> R {
        Swift.withUnsafeMutableBytes(of: &words) { body($0) }
    }
}

extension MerkleHash: CustomStringConvertible {
    package var description: String { base64 }
}
