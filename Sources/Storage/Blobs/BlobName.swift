import Basics

/// A blob's name: the SHA-256 of its plain bytes as 64 hexadecimal digits. The same bytes have one name wherever they come from.
package struct BlobName: Hashable, Sendable, Codable, CustomStringConvertible {
    package let hex: String
    /// The first sixteen digits: enough to spread names over a table, and cheaper to hash than all of them.
    private let first: UInt64

    package init?(_ hex: String) {
        guard hex.utf8.count == 64, hex.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
        self.init(digits: hex)
    }

    init(_ digest: SHA256Digest) { self.init(digits: digest.hex) }

    private init(digits: String) {
        hex = digits
        first = UInt64(digits.prefix(16), radix: 16) ?? 0
    }

    package static func == (a: BlobName, b: BlobName) -> Bool { a.first == b.first && a.hex == b.hex }
    package func hash(into hasher: inout Hasher) { hasher.combine(first) }

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
