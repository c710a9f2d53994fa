import Basics

/// A blob's name: the SHA-256 of its plain bytes as 64 hexadecimal digits. The same bytes have one name wherever they come from.
package struct BlobName: Hashable, Sendable, Codable, CustomStringConvertible {
    package let hex: String

    package init?(_ hex: String) {
        guard hex.utf8.count == 64, hex.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
        self.hex = hex
    }

    init(_ digest: SHA256Digest) { hex = digest.hex }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let name = BlobName(text) else { throw StorageProblem.damaged("a blob's name is not 64 hexadecimal digits") }
        self = name
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }

    package var description: String { hex }
}

extension BlobName: Bindable {
    package var value: Value { .text(hex) }
    package static var kind: ValueKind? { .text }
}

/// How a blob lies on the disk: a head of 64 bytes, then segments of 64 KiB plain, each with its tag.
///
/// The head is `YSB1 | profile | 0 | key number (2) | salt (32) | plain length (8) | 0 (16)`. The blob's key is derived from the salt; number
/// of the segment and whether it is the last are bound to each, so that none can be left out, exchanged or added.
enum BlobFormat {
    static let magic = Array("YSB1".utf8)
    static let headLength = 64
    static let saltLength = 32
    static let segment = 64 << 10
    static let sealedSegment = segment + CipherProfile.tagLength

    static func head(key: UInt16, salt: [UInt8], length: Int64) -> [UInt8] {
        var head = magic + [CipherProfile.aes256GCM.rawValue, 0, UInt8(key >> 8), UInt8(key & 0xFF)] + salt
        for shift in stride(from: 56, through: 0, by: -8) { head.append(UInt8(truncatingIfNeeded: length >> Int64(shift))) }
        return head + [UInt8](repeating: 0, count: headLength - head.count)
    }

    /// The key is used for one blob only, so the segment's number serves as nonce.
    static func nonce(_ number: Int64) -> [UInt8] {
        [0, 0, 0, 0] + stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> Int64($0)) }
    }

    static func binding(_ number: Int64, isLast: Bool) -> [UInt8] { nonce(number) + [isLast ? 1 : 0] }
}
