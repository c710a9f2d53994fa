import COpenSSL
import Foundation

/// HMAC-SHA256 (RFC 2104) through OpenSSL.
enum Digest {
    static func hmac(key: [UInt8], _ message: [UInt8]) throws -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let made = key.withUnsafeBufferPointer { key in
            message.withUnsafeBufferPointer { message in
                HMAC(EVP_sha256(), key.baseAddress, Int32(key.count), message.baseAddress, message.count, &result, &length)
            }
        }
        guard made != nil, length == 32 else { throw StorageProblem.failed(code: "hmac", reason: "libcrypto refused HMAC-SHA256") }
        return result
    }
}

/// Bytes from the system's generator.
enum RandomBytes {
    static func of(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
