import Basics
import COpenSSL

/// The key that signs checkpoints: Ed25519 (RFC 8032), named like the log. Prints only its public half.
package struct SigningKey: Sendable, CustomStringConvertible {
    private let seed: MerkleHash
    package let verifier: VerifierKey

    /// A new key from the system's generator.
    package init(name: String) throws(Problem) {
        try self.init(name: name, seed: .random())
    }

    init(name: String, seed: MerkleHash) throws(Problem) {
        self.seed = seed
        verifier = try VerifierKey(
            name: name,
            publicKey: Self.withKey(seed) { key throws(Problem) in
                var bytes = [UInt8](repeating: 0, count: 32)
                var count = bytes.count
                guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1, count == 32 else { throw Self.refused }
                return bytes
            })
    }

    package var name: String { verifier.name }
    package var description: String { "signing key of \(verifier.text)" }

    /// 64 bytes.
    func signature(of message: [UInt8]) throws(Problem) -> [UInt8] {
        try Self.withKey(seed) { key throws(Problem) in
            guard let context = EVP_MD_CTX_new() else { throw Self.refused }
            defer { EVP_MD_CTX_free(context) }
            var bytes = [UInt8](repeating: 0, count: 64)
            var count = bytes.count
            guard EVP_DigestSignInit_ex(context, nil, nil, nil, nil, key, nil) == 1,
                EVP_DigestSign(context, &bytes, &count, message, message.count) == 1, count == 64
            else { throw Self.refused }
            return bytes
        }
    }

    private static func withKey<R>(_ seed: MerkleHash, _ body: (OpaquePointer) throws(Problem) -> R) throws(Problem) -> R {
        let raw = seed.bytes
        guard let key = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, raw, raw.count) else { throw refused }
        defer { EVP_PKEY_free(key) }
        return try body(key)
    }

    private static var refused: Problem { NoteProblem.key("libcrypto 拒绝了请求", "libcrypto refused") }

    // MARK: - The file

    private static let prefix = "PRIVATE+KEY+"

    /// `PRIVATE+KEY+name+id+base64(0x01 ‖ seed)`, the form in which Go's tools keep such keys.
    private var secretText: String {
        "\(Self.prefix)\(name)+\(VerifierKey.hex(verifier.id))+\(Base64.text([VerifierKey.ed25519] + seed.bytes))\n"
    }

    /// The key kept in a file that only its owner can read; made on first use. Refuses a file that others can read, and a key of another name.
    package static func kept(at path: String, name: String) throws(Problem) -> SigningKey {
        if let bytes = try WholeFile.read(path, onlyOwner: true) { return try read(bytes, path: path, name: name) }
        let made = try SigningKey(name: name)
        if try WholeFile.write(Array(made.secretText.utf8), to: path, mode: 0o600, .keeping) { return made }
        // Somebody else made it in between: theirs counts.
        guard let bytes = try WholeFile.read(path, onlyOwner: true) else { throw NoteProblem.key("文件不见了", "the file is gone", at: path) }
        return try read(bytes, path: path, name: name)
    }

    private static func read(_ bytes: [UInt8], path: String, name: String) throws(Problem) -> SigningKey {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.dropFirst(prefix.count).dropLast().split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard text.hasPrefix(prefix), parts.count == 3, let raw = Base64.decoded(parts[2]), raw.first == VerifierKey.ed25519,
            let seed = MerkleHash(raw.dropFirst())
        else { throw NoteProblem.key("文件里没有密钥", "the file holds no key", at: path) }
        let key = try SigningKey(name: String(parts[0]), seed: seed)
        guard key.secretText == text else { throw NoteProblem.key("编号与密钥不符", "its id is not the key's", at: path) }
        guard key.name == name else { throw NoteProblem.key("这是另一个日志 \(key.name) 的密钥", "it is the key of another log, \(key.name)", at: path) }
        return key
    }
}
