import COpenSSL

/// A SHA-256 digest (FIPS 180-4), computed by OpenSSL's libcrypto.
package struct SHA256Digest: Hashable, Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]

    /// The digest of bytes at hand.
    package init(of data: UnsafeRawBufferPointer) throws(Problem) {
        let stream = try SHA256Stream()
        try stream.update(data)
        self = try stream.finish()
    }

    package init(of bytes: [UInt8]) throws(Problem) {
        let stream = try SHA256Stream()
        try stream.update(bytes)
        self = try stream.finish()
    }

    fileprivate init(raw: [UInt8]) { bytes = raw }

    /// 64 lower-case hexadecimal digits.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension SHA256Digest: CustomStringConvertible {
    package var description: String { hex }
}

/// A digest of bytes that come in pieces. Belongs to one task at a time; ends with `finish`.
package final class SHA256Stream {
    /// Nil after `finish`.
    private var context: OpaquePointer?

    package init() throws(Problem) {
        guard let made = EVP_MD_CTX_new() else { throw Self.refused }
        context = made
        guard EVP_DigestInit_ex(made, EVP_sha256(), nil) == 1 else { throw Self.refused }
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ data: UnsafeRawBufferPointer) throws(Problem) {
        guard let context else { throw Self.finished }
        guard Self.absorb(data, into: context) else { throw Self.refused }
    }

    package func update(_ bytes: [UInt8]) throws(Problem) {
        guard let context else { throw Self.finished }
        guard bytes.withUnsafeBytes({ Self.absorb($0, into: context) }) else { throw Self.refused }
    }

    private static func absorb(_ data: UnsafeRawBufferPointer, into context: OpaquePointer) -> Bool {
        guard let base = data.baseAddress, !data.isEmpty else { return true }
        return EVP_DigestUpdate(context, base, data.count) == 1
    }

    package func finish() throws(Problem) -> SHA256Digest {
        guard let context else { throw Self.finished }
        var bytes = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &bytes, &length) == 1, length == 32 else { throw Self.refused }
        EVP_MD_CTX_free(context)
        self.context = nil
        return SHA256Digest(raw: bytes)
    }

    private static let what = Problem.Text(zh: "无法计算 SHA-256", en: "SHA-256 cannot be computed")

    private static var refused: Problem {
        Problem(
            "digest-refused", what: what, why: .init(zh: "libcrypto 拒绝了请求", en: "libcrypto refused"),
            remedy: .init(zh: "检查内存和 OpenSSL 的配置", en: "check memory and OpenSSL's configuration"))
    }

    private static var finished: Problem {
        Problem(
            "digest-finished", what: what, why: .init(zh: "摘要已结束", en: "the digest was already finished"),
            remedy: .init(zh: "另建一个 SHA256Stream", en: "make another SHA256Stream"))
    }
}
