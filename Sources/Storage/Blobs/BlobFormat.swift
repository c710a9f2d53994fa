/// How a blob lies on the disk: a head of 64 bytes, then segments of 64 KiB plain, each with its tag.
///
/// The head is `YSB1 | profile | 0 | key number (2) | salt (32) | plain length (8) | mark (16)`. The blob's key is derived from the salt; number
/// of the segment and whether it is the last are bound to each, so that none can be left out, exchanged or added; the mark is a keyed digest
/// of the head and the blob's name, so that no blob can stand under another's name.
enum BlobFormat {
    static let magic = Array("YSB1".utf8)
    static let headLength = 64
    static let saltLength = 32
    static let segment = 64 << 10
    static let sealedSegment = segment + CipherProfile.tagLength

    static func head(number: UInt16, salt: [UInt8], length: Int64, name: BlobName, key: [UInt8]) throws -> [UInt8] {
        var head = magic + [CipherProfile.aes256GCM.rawValue, 0, UInt8(number >> 8), UInt8(number & 0xFF)] + salt
        head.append(bigEndian: length)
        return head + (try mark(of: head, name, key))
    }

    /// The first 16 bytes of an HMAC-SHA256.
    static func mark(of head: [UInt8], _ name: BlobName, _ key: [UInt8]) throws -> [UInt8] {
        Array(try Digest.hmac(key: key, Array("head ".utf8) + head + Array(name.hex.utf8)).prefix(16))
    }

    /// The key is used for one blob only, so the segment's number serves as nonce.
    static func nonce(_ number: Int64) -> [UInt8] {
        [0, 0, 0, 0] + stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> Int64($0)) }
    }

    private static func binding(_ number: Int64, isLast: Bool) -> [UInt8] { nonce(number) + [isLast ? 1 : 0] }

    static func seal(_ plain: ArraySlice<UInt8>, with cipher: Cipher, number: Int64, isLast: Bool) throws -> [UInt8] {
        let length = plain.count + CipherProfile.tagLength
        return try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            guard let target = buffer.baseAddress else { return }
            try plain.withUnsafeBytes { plain in
                try binding(number, isLast: isLast).withUnsafeBufferPointer { bound in
                    try nonce(number).withUnsafeBufferPointer { nonce in
                        guard let nonce = nonce.baseAddress else { return }
                        try cipher.seal(plain, nonce: nonce, bound: bound, to: target)
                    }
                }
            }
            count = length
        }
    }

    static func open(_ sealed: [UInt8], with cipher: Cipher, number: Int64, isLast: Bool) throws -> [UInt8] {
        guard sealed.count >= CipherProfile.tagLength else { throw StorageProblem.damaged("a segment of a blob is missing or cut off") }
        let length = sealed.count - CipherProfile.tagLength
        return try [UInt8](unsafeUninitializedCapacity: length + 1) { buffer, count in
            guard let target = buffer.baseAddress else { return }
            try sealed.withUnsafeBytes { sealed in
                try binding(number, isLast: isLast).withUnsafeBufferPointer { bound in
                    try nonce(number).withUnsafeBufferPointer { nonce in
                        guard let nonce = nonce.baseAddress else { return }
                        try cipher.open(sealed, nonce: nonce, bound: bound, to: target)
                    }
                }
            }
            count = length
        }
    }
}
