import Synchronization

/// Seals personal values before they reach the database, and makes the keyed indexes by which they are found again.
///
/// A sealed value is `version 1 | profile | key number (2) | nonce (12) | ciphertext | tag (16)`. Table, column and row are bound to it: moved
/// to another place it does not open. Every column has a key of its own.
package final class Vault: Sendable {
    private static let version: UInt8 = 1
    private static let headLength = 4 + CipherProfile.nonceLength

    let keys: KeyRing
    let cipher = Cipher()
    let nonces = NonceSource()
    /// Derived keys by purpose and number, and index keys by column: a few dozen.
    private let derived = Mutex<[String: [UInt8]]>([:])

    package init(keys: KeyRing) throws { self.keys = keys }

    package func seal(_ plain: String, table: StaticString, column: StaticString, row: Int64) throws -> [UInt8] {
        try seal(Array(plain.utf8), table: table, column: column, row: row)
    }

    package func seal(_ plain: [UInt8], table: StaticString, column: StaticString, row: Int64) throws -> [UInt8] {
        let nonce = try nonces.next()
        var out: [UInt8] = [Self.version, CipherProfile.aes256GCM.rawValue, UInt8(keys.current >> 8), UInt8(keys.current & 0xFF)]
        out.reserveCapacity(Self.headLength + plain.count + CipherProfile.tagLength)
        out += nonce
        let key = try key(keys.current, for: "\(table).\(column)")
        try plain.withUnsafeBytes { try cipher.seal($0, key: key, nonce: nonce, bound: Self.binding(table, column, row), to: &out) }
        return out
    }

    /// The text that was sealed at this place.
    package func open(_ sealed: [UInt8], table: StaticString, column: StaticString, row: Int64) throws -> String {
        let bytes: [UInt8] = try openBytes(sealed, table: table, column: column, row: row)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw StorageProblem.damaged("a sealed text is not UTF-8") }
        return text
    }

    package func openBytes(_ sealed: [UInt8], table: StaticString, column: StaticString, row: Int64) throws -> [UInt8] {
        guard sealed.count >= Self.headLength + CipherProfile.tagLength, sealed[0] == Self.version,
            CipherProfile(rawValue: sealed[1]) == .aes256GCM
        else { throw StorageProblem.damaged("\(table).\(column) holds something that was not sealed by this program") }
        let number = UInt16(sealed[2]) << 8 | UInt16(sealed[3])
        let key = try key(number, for: "\(table).\(column)")
        let nonce = Array(sealed[4..<Self.headLength])
        return try cipher.open(sealed[Self.headLength...], key: key, nonce: nonce, bound: Self.binding(table, column, row))
    }

    /// Finds equal values without opening any: HMAC-SHA256 under a key of the column. Never a plain hash: all possible ID numbers can be
    /// hashed in a day. `column` names what the value is, such as `people.id_number`, so that two tables can share an index.
    package func blindIndex(_ canonical: String, column: StaticString) throws -> [UInt8] {
        let key = try remembered("index/\(column)") { try keys.indexKey(for: "\(column)") }
        return try Digest.hmac(key: key, Array(canonical.utf8))
    }

    func key(_ number: UInt16, for purpose: String) throws -> [UInt8] {
        try remembered("\(number)/\(purpose)") {
            guard let key = try keys.key(number, for: purpose) else {
                throw StorageProblem.damaged("key \(number) is not in the key ring any more; what it sealed is erased")
            }
            return key
        }
    }

    private func remembered(_ name: String, _ make: () throws -> [UInt8]) throws -> [UInt8] {
        if let key = derived.withLock({ $0[name] }) { return key }
        let key = try make()
        derived.withLock { $0[name] = key }
        return key
    }

    private static func binding(_ table: StaticString, _ column: StaticString, _ row: Int64) -> [UInt8] {
        Array("\(table)\u{0}\(column)\u{0}\(row)".utf8)
    }
}
