import Basics
import COpenSSL

/// HMAC (RFC 2104) through libcrypto.
enum KeyedDigest {
    static func sha256(key: [UInt8], _ message: [UInt8]) throws -> [UInt8] { try authenticate("SHA256", key, message) }

    static func authenticate(_ digest: String, _ key: [UInt8], _ message: [UInt8]) throws -> [UInt8] {
        var mac = [UInt8](repeating: 0, count: 64)
        var length = 0
        let done = EVP_Q_mac(nil, "HMAC", nil, digest, nil, key, key.count, message, message.count, &mac, mac.count, &length)
        guard done != nil, length >= 20 else { throw failed }
        return Array(mac.prefix(length))
    }

    private static let failed = Problem(
        "keyed-digest-failed", what: .init(zh: "无法计算验证码", en: "the keyed digest could not be computed"),
        why: .init(zh: "libcrypto 拒绝了请求", en: "libcrypto refused"),
        remedy: .init(zh: "检查 OpenSSL 的配置", en: "check OpenSSL's configuration"))
}
