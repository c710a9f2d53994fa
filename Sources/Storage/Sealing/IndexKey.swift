import COpenSSL
import Synchronization

/// HMAC-SHA256 under one key, for the blind index of one column. Contexts that hold the key are lent and given back, as with `Cipher`.
final class IndexKey: Sendable {
    /// Why unchecked: used by one caller at a time, which the lock sees to.
    private struct Contexts: @unchecked Sendable {
        var free: [OpaquePointer] = []
    }

    private let key: [UInt8]
    private let pool = Mutex(Contexts())

    /// Looked up once. Why unsafe: OpenSSL's algorithms are immutable once fetched.
    nonisolated(unsafe) private static let algorithm = EVP_MAC_fetch(nil, "HMAC", nil)

    init(key: [UInt8]) { self.key = key }

    deinit { pool.withLock { $0 }.free.forEach { EVP_MAC_CTX_free($0) } }

    /// 32 bytes.
    func digest(of message: UnsafeRawBufferPointer) throws -> [UInt8] {
        let context = try lend()
        defer {
            let lent = Contexts(free: [context])
            pool.withLock { $0.free += lent.free }
        }
        var length = 0
        return try [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            // Without a key the context begins anew with the one it has.
            guard EVP_MAC_init(context, nil, 0, nil) == 1,
                message.isEmpty || EVP_MAC_update(context, message.baseAddress?.assumingMemoryBound(to: UInt8.self), message.count) == 1,
                EVP_MAC_final(context, buffer.baseAddress, &length, 32) == 1, length == 32
            else { throw Self.refused }
            count = 32
        }
    }

    private func lend() throws -> OpaquePointer {
        let lent = pool.withLock { Contexts(free: [$0.free.popLast()].compactMap { $0 }) }
        if let context = lent.free.first { return context }
        guard let algorithm = Self.algorithm, let made = EVP_MAC_CTX_new(algorithm) else { throw Self.refused }
        let done = "SHA256".withCString { name in
            let parameters = [OSSL_PARAM_construct_utf8_string("digest", UnsafeMutablePointer(mutating: name), 0), OSSL_PARAM_construct_end()]
            return EVP_MAC_init(made, key, key.count, parameters)
        }
        guard done == 1 else {
            EVP_MAC_CTX_free(made)
            throw Self.refused
        }
        return made
    }

    private static var refused: StorageProblem { .failed(code: "hmac", reason: "libcrypto refused HMAC-SHA256") }
}
