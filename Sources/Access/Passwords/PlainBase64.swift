import Foundation

/// Base64 without padding, as the text form of Argon2 hashes and the tokens of addresses have it.
package enum PlainBase64 {
    package static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().trimmingSuffix("=")
    }

    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.count % 4 != 1, !text.contains("=") else { return nil }
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map { [UInt8]($0) }
    }

    /// The alphabet of addresses and cookies: `-` and `_` for `+` and `/`.
    package static func encodeForAddress(_ bytes: [UInt8]) -> String {
        String(encode(bytes).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
