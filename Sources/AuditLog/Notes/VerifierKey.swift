import Basics
import COpenSSL

/// A public key as the signed-note format writes it: `name+0a1b2c3d+base64(0x01 ‖ key)`; the middle is the key's id. (C2SP signed-note)
package struct VerifierKey: Hashable, Sendable {
    /// The format's number for Ed25519.
    static let ed25519: UInt8 = 1

    package let name: String
    /// Four bytes: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), the beginning.
    package let id: [UInt8]
    package let publicKey: [UInt8]

    init(name: String, publicKey: [UInt8]) throws(Problem) {
        guard Self.isName(name) else { throw NoteProblem.key("名称为空,或含空白、加号", "its name is empty or holds a blank or a plus sign") }
        guard publicKey.count == 32 else { throw NoteProblem.key("公钥长度不是 32 字节", "the public key does not have 32 bytes") }
        self.name = name
        self.publicKey = publicKey
        id = Array(try TreeHasher().plain(Array(name.utf8) + [0x0A, Self.ed25519] + publicKey).bytes.prefix(4))
    }

    /// Reads the form above; the id must be the key's.
    package init(_ text: String) throws(Problem) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = Base64.decoded(parts[2]), key.first == Self.ed25519 else {
            throw NoteProblem.key("公钥字符串的格式不对", "this is not a verifier key")
        }
        try self.init(name: String(parts[0]), publicKey: Array(key.dropFirst()))
        guard self.text == text else { throw NoteProblem.key("编号与密钥不符", "its id is not the key's") }
    }

    package var text: String { "\(name)+\(Self.hex(id))+\(Base64.text([Self.ed25519] + publicKey))" }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && !name.contains("+") && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 }
    }

    package func isSigned(_ message: [UInt8], by signature: [UInt8]) -> Bool {
        guard let key = EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, publicKey, publicKey.count) else { return false }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit_ex(context, nil, nil, nil, nil, key, nil) == 1 else { return false }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}

extension VerifierKey: CustomStringConvertible {
    package var description: String { text }
}
