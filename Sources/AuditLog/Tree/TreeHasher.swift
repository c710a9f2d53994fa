import Basics
import COpenSSL

/// The hashes of the log: leaves and nodes as RFC 9162, section 2.1.1, and HMAC-SHA256 (RFC 2104) for commitments.
///
/// Holds one OpenSSL context that is used again and again, which is several times as fast as asking for a digest each time.
/// Belongs to one task at a time.
package final class TreeHasher {
    /// The method table of SHA-256, fetched once.
    // Why unsafe: OpenSSL's fetched method is immutable and counted by reference; it is never freed.
    nonisolated(unsafe) private static let sha256 = EVP_MD_fetch(nil, "SHA256", nil)

    private let context: OpaquePointer

    package init() throws(Problem) {
        guard let made = EVP_MD_CTX_new() else { throw Self.refused }
        context = made
    }

    deinit { EVP_MD_CTX_free(context) }

    /// What a tree of no leaves has as its root: the digest of nothing.
    package func emptyRoot() throws(Problem) -> MerkleHash {
        try begin()
        return try finish()
    }

    /// SHA-256(0x00 ‖ entry).
    package func leaf(_ entry: [UInt8]) throws(Problem) -> MerkleHash {
        try begin()
        try absorb(byte: 0)
        try absorb(entry)
        return try finish()
    }

    /// The leaf hash of a commitment, for the tree over the rows of a chunk.
    package func leaf(_ commitment: MerkleHash) throws(Problem) -> MerkleHash {
        try begin()
        try absorb(byte: 0)
        try absorb(commitment)
        return try finish()
    }

    /// SHA-256(0x01 ‖ left ‖ right).
    package func node(_ left: MerkleHash, _ right: MerkleHash) throws(Problem) -> MerkleHash {
        try begin()
        try absorb(byte: 1)
        try absorb(left)
        try absorb(right)
        return try finish()
    }

    /// SHA-256 without a prefix, for key ids.
    func plain(_ message: [UInt8]) throws(Problem) -> MerkleHash {
        try begin()
        try absorb(message)
        return try finish()
    }

    /// HMAC-SHA256 with a key of 32 bytes.
    func keyed(_ key: MerkleHash, _ message: [UInt8]) throws(Problem) -> MerkleHash {
        try begin()
        try absorb(key, paddedWith: 0x36)
        try absorb(message)
        let inner = try finish()
        try begin()
        try absorb(key, paddedWith: 0x5C)
        try absorb(inner)
        return try finish()
    }

    private func begin() throws(Problem) {
        guard EVP_DigestInit_ex2(context, Self.sha256, nil) == 1 else { throw Self.refused }
    }

    private func absorb(byte: UInt8) throws(Problem) {
        guard withUnsafeBytes(of: byte, absorbed) else { throw Self.refused }
    }

    private func absorb(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.withUnsafeBytes(absorbed) else { throw Self.refused }
    }

    private func absorb(_ hash: MerkleHash) throws(Problem) {
        guard hash.withUnsafeBytes(absorbed) else { throw Self.refused }
    }

    /// The key filled up with zeros to a block of 64 bytes, each byte combined with the pad.
    private func absorb(_ key: MerkleHash, paddedWith pad: UInt8) throws(Problem) {
        let pads = SIMD32<UInt8>(repeating: pad)
        let head = key.withUnsafeBytes { $0.loadUnaligned(as: SIMD32<UInt8>.self) } ^ pads
        guard withUnsafeBytes(of: head, absorbed), withUnsafeBytes(of: pads, absorbed) else { throw Self.refused }
    }

    private func absorbed(_ data: UnsafeRawBufferPointer) -> Bool {
        guard let base = data.baseAddress, !data.isEmpty else { return true }
        return EVP_DigestUpdate(context, base, data.count) == 1
    }

    private func finish() throws(Problem) -> MerkleHash {
        var hash = MerkleHash()
        var length: UInt32 = 0
        let done = hash.withUnsafeMutableBytes { EVP_DigestFinal_ex(context, $0.bindMemory(to: UInt8.self).baseAddress, &length) }
        guard done == 1, length == 32 else { throw Self.refused }
        return hash
    }

    private static var refused: Problem {
        Problem(
            "digest-refused", what: .init(zh: "无法计算 SHA-256", en: "SHA-256 cannot be computed"),
            why: .init(zh: "libcrypto 拒绝了请求", en: "libcrypto refused"),
            remedy: .init(zh: "检查内存和 OpenSSL 的配置", en: "check memory and OpenSSL's configuration"))
    }
}
