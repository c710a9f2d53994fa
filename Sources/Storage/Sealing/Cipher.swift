import COpenSSL
import Synchronization

/// Authenticated encryption. The profile's number stands in every sealed value, so that a second one (SM4 with SM3) can be used beside it.
package enum CipherProfile: UInt8, Sendable {
    /// AES-256-GCM, 12 bytes of nonce, 16 of tag.
    case aes256GCM = 1

    static let nonceLength = 12
    static let tagLength = 16
}

/// One key at work, through OpenSSL. Contexts that hold the expanded key are lent and given back: looking the algorithm up and expanding the
/// key would cost more than sealing a short value.
final class Cipher: Sendable {
    /// Why unchecked: OpenSSL's contexts are plain memory used by one caller at a time, which the lock sees to.
    fileprivate struct Contexts: @unchecked Sendable {
        var free: [OpaquePointer] = []
    }

    private let key: [UInt8]
    private let sealing = Mutex(Contexts())
    fileprivate let opening = Mutex(Contexts())

    /// Looked up once; nil when libcrypto has no AES-256-GCM. Why unsafe: OpenSSL's algorithms are immutable once fetched.
    nonisolated(unsafe) private static let algorithm = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

    init(key: [UInt8]) { self.key = key }

    deinit {
        for pool in [sealing.withLock { $0 }, opening.withLock { $0 }] { pool.free.forEach { EVP_CIPHER_CTX_free($0) } }
    }

    /// Writes ciphertext and tag: as many bytes as there are plain ones, and 16 more. What is `bound` must be the same when it is opened.
    func seal(
        _ plain: UnsafeRawBufferPointer, nonce: UnsafePointer<UInt8>, bound: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
    ) throws {
        let context = try lend(sealing, encrypting: true)
        defer { giveBack(context, to: sealing) }
        var length: Int32 = 0
        let size = try Self.size(plain.count)
        guard EVP_EncryptInit_ex2(context, nil, nil, nonce, nil) == 1,
            EVP_EncryptUpdate(context, nil, &length, bound.baseAddress, Int32(truncatingIfNeeded: bound.count)) == 1,
            plain.isEmpty || EVP_EncryptUpdate(context, target, &length, plain.baseAddress?.assumingMemoryBound(to: UInt8.self), size) == 1,
            EVP_EncryptFinal_ex(context, target + plain.count, &length) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(CipherProfile.tagLength), target + plain.count) == 1
        else { throw Self.refused }
    }

    /// Writes the plain bytes, 16 fewer than are sealed; throws `damaged` when ciphertext, tag, nonce, key or binding is not what was sealed.
    /// What is written then must not be used.
    func open(
        _ sealed: UnsafeRawBufferPointer, nonce: UnsafePointer<UInt8>, bound: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
    ) throws { try Opening(self).open(sealed, nonce: nonce, bound: bound, to: target) }

    /// A context held by whoever opens many values one after another: lending one for each would cost as much as opening it.
    struct Opening: ~Copyable {
        private let cipher: Cipher
        private let context: OpaquePointer

        init(_ cipher: Cipher) throws {
            self.cipher = cipher
            context = try cipher.lend(cipher.opening, encrypting: false)
        }

        deinit { cipher.giveBack(context, to: cipher.opening) }

        /// As `Cipher.open`.
        func open(
            _ sealed: UnsafeRawBufferPointer, nonce: UnsafePointer<UInt8>, bound: UnsafeBufferPointer<UInt8>,
            to target: UnsafeMutablePointer<UInt8>
        ) throws {
            guard let base = sealed.baseAddress?.assumingMemoryBound(to: UInt8.self), sealed.count >= CipherProfile.tagLength else {
                throw StorageProblem.damaged("a sealed value is too short")
            }
            var length: Int32 = 0
            let count = sealed.count - CipherProfile.tagLength
            let size = try Cipher.size(count)
            let tag = UnsafeMutableRawPointer(mutating: base + count)
            guard EVP_DecryptInit_ex2(context, nil, nil, nonce, nil) == 1,
                EVP_DecryptUpdate(context, nil, &length, bound.baseAddress, Int32(truncatingIfNeeded: bound.count)) == 1,
                count == 0 || EVP_DecryptUpdate(context, target, &length, base, size) == 1,
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(CipherProfile.tagLength), tag) == 1
            else { throw Cipher.refused }
            guard EVP_DecryptFinal_ex(context, target + count, &length) == 1 else {
                throw StorageProblem.damaged("a sealed value does not open: it was altered, moved to another place, or sealed with another key")
            }
        }
    }

    fileprivate func lend(_ pool: borrowing Mutex<Contexts>, encrypting: Bool) throws -> OpaquePointer {
        let lent = pool.withLock { Contexts(free: [$0.free.popLast()].compactMap { $0 }) }
        if let context = lent.free.first { return context }
        guard let made = EVP_CIPHER_CTX_new(), let algorithm = Self.algorithm, key.count == 32 else { throw Self.refused }
        guard EVP_CipherInit_ex2(made, algorithm, key, nil, encrypting ? 1 : 0, nil) == 1 else {
            EVP_CIPHER_CTX_free(made)
            throw Self.refused
        }
        return made
    }

    fileprivate func giveBack(_ context: OpaquePointer, to pool: borrowing Mutex<Contexts>) {
        let lent = Contexts(free: [context])
        pool.withLock { $0.free += lent.free }
    }

    /// libcrypto counts in 32 bits.
    fileprivate static func size(_ count: Int) throws -> Int32 {
        guard let size = Int32(exactly: count), size < 1 << 30 else { throw StorageProblem.misuse("more than a gigabyte sealed in one piece") }
        return size
    }

    fileprivate static var refused: StorageProblem { .failed(code: "cipher", reason: "libcrypto refused AES-256-GCM") }
}
