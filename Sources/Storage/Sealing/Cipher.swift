import COpenSSL
import Synchronization

/// Authenticated encryption. The profile's number stands in every sealed value, so that a second one (SM4 with SM3) can be used beside it.
package enum CipherProfile: UInt8, Sendable {
    /// AES-256-GCM, 12 bytes of nonce, 16 of tag.
    case aes256GCM = 1

    static let nonceLength = 12
    static let tagLength = 16
}

/// Does the work of a profile through OpenSSL. Contexts are lent and given back, since making one costs more than sealing a short value.
final class Cipher: Sendable {
    /// Why unsafe: OpenSSL's contexts are plain memory used by one caller at a time, which the lock sees to.
    private struct Contexts: @unchecked Sendable {
        var free: [OpaquePointer] = []
    }
    private let contexts = Mutex(Contexts())

    deinit {
        let free = contexts.withLock { $0.free }
        for context in free { EVP_CIPHER_CTX_free(context) }
    }

    /// Appends ciphertext and tag.
    func seal(_ plain: UnsafeRawBufferPointer, key: [UInt8], nonce: [UInt8], bound: [UInt8], to out: inout [UInt8]) throws {
        let context = try lend()
        defer { giveBack(context) }
        guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1 else { throw Self.refused }
        var length: Int32 = 0
        guard EVP_EncryptUpdate(context, nil, &length, bound, Int32(bound.count)) == 1 else { throw Self.refused }
        let start = out.count
        out.append(contentsOf: repeatElement(0, count: plain.count + CipherProfile.tagLength))
        let done = out.withUnsafeMutableBytes { bytes -> Bool in
            guard let target = bytes.baseAddress?.advanced(by: start).assumingMemoryBound(to: UInt8.self) else { return false }
            if !plain.isEmpty {
                guard EVP_EncryptUpdate(context, target, &length, plain.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(plain.count)) == 1
                else { return false }
            }
            let end = target.advanced(by: plain.count)
            return EVP_EncryptFinal_ex(context, end, &length) == 1
                && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(CipherProfile.tagLength), end) == 1
        }
        guard done else { throw Self.refused }
    }

    /// The plain bytes; throws `damaged` when ciphertext, tag, nonce, key or binding is not what was sealed.
    func open(_ sealed: ArraySlice<UInt8>, key: [UInt8], nonce: [UInt8], bound: [UInt8]) throws -> [UInt8] {
        guard sealed.count >= CipherProfile.tagLength else { throw StorageProblem.damaged("a sealed value is too short") }
        let context = try lend()
        defer { giveBack(context) }
        guard EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1 else { throw Self.refused }
        var length: Int32 = 0
        guard EVP_DecryptUpdate(context, nil, &length, bound, Int32(bound.count)) == 1 else { throw Self.refused }
        let count = sealed.count - CipherProfile.tagLength
        var plain = [UInt8](repeating: 0, count: count)
        var tag = Array(sealed.suffix(CipherProfile.tagLength))
        let done = sealed.withUnsafeBufferPointer { bytes in
            (count == 0 || EVP_DecryptUpdate(context, &plain, &length, bytes.baseAddress, Int32(count)) == 1)
                && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
        }
        guard done else { throw Self.refused }
        var rest = [UInt8](repeating: 0, count: CipherProfile.tagLength)
        guard EVP_DecryptFinal_ex(context, &rest, &length) == 1 else {
            throw StorageProblem.damaged("a sealed value does not open: it was altered, moved to another place, or sealed with another key")
        }
        return plain
    }

    private func lend() throws -> OpaquePointer {
        if let context = contexts.withLock({ Contexts(free: [$0.free.popLast()].compactMap { $0 }) }).free.first { return context }
        guard let made = EVP_CIPHER_CTX_new() else { throw Self.refused }
        return made
    }

    private func giveBack(_ context: OpaquePointer) {
        let lent = Contexts(free: [context])
        contexts.withLock { $0.free += lent.free }
    }

    private static var refused: StorageProblem { .failed(code: "cipher", reason: "libcrypto refused AES-256-GCM") }
}

/// Nonces that never repeat: six random bytes of this process, then a count.
final class NonceSource: Sendable {
    private let prefix = RandomBytes.of(6)
    private let count = Atomic<UInt64>(0)

    func next() throws -> [UInt8] {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        guard number < 1 << 48 else { throw StorageProblem.refused("this process has sealed 2⁴⁸ values; restart it") }
        return prefix + (0..<6).map { UInt8(truncatingIfNeeded: number >> (8 * (5 - $0))) }
    }
}
