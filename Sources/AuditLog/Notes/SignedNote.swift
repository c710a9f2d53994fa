import Basics

/// Text with signatures of one or more keys below it (C2SP signed-note): the text, which ends with a line feed, a blank line, and lines
/// `— name base64(key id ‖ signature)`. Lines of keys we do not know, such as a witness's, are kept and not looked into.
package struct SignedNote: Hashable, Sendable {
    /// With its last line feed; what is signed.
    package let text: String
    /// One line each, without the line feed.
    package let signatures: [String]

    private static let dash = "\u{2014} "
    private static let mostSignatures = 100

    /// Signs a text.
    init(_ text: String, key: SigningKey) throws(Problem) {
        self.text = text
        let signature = try key.signature(of: Array(text.utf8))
        signatures = ["\(Self.dash)\(key.name) \(Base64.text(key.verifier.id + signature))"]
    }

    /// Reads a note; says nothing yet about its signatures.
    package init(_ bytes: [UInt8]) throws(Problem) {
        guard let whole = String(validating: bytes, as: UTF8.self), bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }), bytes.last == 0x0A else {
            throw NoteProblem.note("不是 UTF-8 文本,或不以换行结束", "it is not UTF-8 text that ends with a line feed")
        }
        let lines = whole.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard let blank = lines.lastIndex(of: ""), blank > 0, blank < lines.count - 1, lines.count - blank <= Self.mostSignatures + 1 else {
            throw NoteProblem.note("没有签名", "it has no signatures")
        }
        signatures = lines[(blank + 1)...].map(String.init)
        text = lines[..<blank].joined(separator: "\n") + "\n"
        guard signatures.allSatisfy({ Self.parts($0) != nil }) else { throw NoteProblem.note("签名行的格式不对", "a line is not a signature") }
    }

    package var bytes: [UInt8] { Array((text + "\n" + signatures.joined(separator: "\n") + "\n").utf8) }

    private static func parts(_ line: String) -> (name: Substring, id: [UInt8], signature: [UInt8])? {
        guard line.hasPrefix(dash) else { return nil }
        let parts = line.dropFirst(dash.count).split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, VerifierKey.isName(String(parts[0])), let raw = Base64.decoded(parts[1]), raw.count > 4 else { return nil }
        return (parts[0], Array(raw[..<4]), Array(raw[4...]))
    }

    /// The keys among these that signed the text. Throws when none did, and when a signature in the name of one of them is false.
    @discardableResult
    package func verify(by keys: [VerifierKey]) throws(Problem) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        for line in signatures {
            guard let (name, id, signature) = Self.parts(line), let key = keys.first(where: { $0.name == name && $0.id == id }) else { continue }
            guard key.isSigned(Array(text.utf8), by: signature) else {
                throw NoteProblem.note("\(name) 的签名是假的", "the signature of \(name) is false")
            }
            signers.append(key)
        }
        guard !signers.isEmpty else { throw NoteProblem.note("没有可信密钥的签名", "no trusted key signed it") }
        return signers
    }
}
