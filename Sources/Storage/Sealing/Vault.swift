import Synchronization

/// Seals personal values before they reach the database, and makes the keyed indexes by which they are found again.
///
/// A sealed value is `version 1 | profile | key number (2) | nonce (12) | ciphertext | tag (16)`. Table, column and row are bound to it: moved
/// to another place it does not open. Every column has a key of its own.
package final class Vault: Sendable {
    static let version: UInt8 = 1
    static let headLength = 4 + CipherProfile.nonceLength
    /// How much longer a sealed value is than the plain one.
    package static let overhead = headLength + CipherProfile.tagLength

    let keys: KeyRing
    private let nonces = NonceSource()
    /// Keys at work: a few dozen, one for each column and key number.
    private let columns = Mutex<[SealedColumn.Name: SealedColumn]>([:])
    private let indexes = Mutex<[String: IndexKey]>([:])

    package init(keys: KeyRing) throws { self.keys = keys }

    package func seal(_ plain: String, table: StaticString, column: StaticString, row: Int64) throws -> [UInt8] {
        var plain = plain
        return try plain.withUTF8 { try seal(UnsafeRawBufferPointer($0), table, column, row) }
    }

    package func seal(_ plain: [UInt8], table: StaticString, column: StaticString, row: Int64) throws -> [UInt8] {
        try plain.withUnsafeBytes { try seal($0, table, column, row) }
    }

    private func seal(_ plain: UnsafeRawBufferPointer, _ table: StaticString, _ column: StaticString, _ row: Int64) throws -> [UInt8] {
        let number = keys.current
        let key = try self.column(table, column, number)
        let length = Self.overhead + plain.count
        return try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            start[0] = Self.version
            start[1] = CipherProfile.aes256GCM.rawValue
            start[2] = UInt8(number >> 8)
            start[3] = UInt8(number & 0xFF)
            try nonces.next(to: start + 4)
            try key.withBinding(row) { try key.cipher.seal(plain, nonce: start + 4, bound: $0, to: start + Self.headLength) }
            count = length
        }
    }

    /// The text that was sealed at this place.
    package func open(_ sealed: [UInt8], table: StaticString, column: StaticString, row: Int64) throws -> String {
        let bytes: [UInt8] = try openBytes(sealed, table: table, column: column, row: row)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw StorageProblem.damaged("a sealed text is not UTF-8") }
        return text
    }

    package func openBytes(_ sealed: [UInt8], table: StaticString, column: StaticString, row: Int64) throws -> [UInt8] {
        let key = try self.column(table, column, sealed.withUnsafeBytes { try Self.keyNumber(in: $0, table, column) })
        let length = sealed.count - Self.overhead
        return try sealed.withUnsafeBufferPointer { sealed in
            // One byte more than is plain, so that an empty value has an address as well.
            try [UInt8](unsafeUninitializedCapacity: length + 1) { buffer, count in
                guard let start = sealed.baseAddress, let target = buffer.baseAddress else { return }
                let rest = UnsafeRawBufferPointer(start: start + Self.headLength, count: sealed.count - Self.headLength)
                try key.withBinding(row) { try key.cipher.open(rest, nonce: start + 4, bound: $0, to: target) }
                count = length
            }
        }
    }

    /// The number of the key that a value of a column was sealed with.
    static func keyNumber(in sealed: UnsafeRawBufferPointer, _ table: StaticString, _ column: StaticString) throws -> UInt16 {
        guard sealed.count >= overhead, sealed[0] == version, CipherProfile(rawValue: sealed[1]) == .aes256GCM else {
            throw StorageProblem.damaged("\(table).\(column) holds something that was not sealed by this program")
        }
        return UInt16(sealed[2]) << 8 | UInt16(sealed[3])
    }

    /// The number of the key that a value was sealed with; nil for what was not sealed here. Values under an old key are sealed anew in turn.
    package static func keyNumber(of sealed: [UInt8]) -> UInt16? {
        sealed.count >= overhead && sealed[0] == version ? UInt16(sealed[2]) << 8 | UInt16(sealed[3]) : nil
    }

    /// The number of the key that seals now.
    package var currentKeyNumber: UInt16 { keys.current }

    /// Finds equal values without opening any: HMAC-SHA256 under a key of the column. Never a plain hash: all possible ID numbers can be
    /// hashed in a day. `column` names what the value is, such as `people.id_number`, so that two tables can share an index.
    package func blindIndex(_ canonical: String, column: StaticString) throws -> [UInt8] {
        var canonical = canonical
        let key = try index(column)
        return try canonical.withUTF8 { try key.digest(of: UnsafeRawBufferPointer($0)) }
    }

    /// The key of a purpose other than a column's, such as the blobs'.
    func key(_ number: UInt16, for purpose: String) throws -> [UInt8] {
        guard let key = try keys.key(number, for: purpose) else {
            throw StorageProblem.damaged("key \(number) is not in the key ring any more; what it sealed is erased")
        }
        return key
    }

    func column(_ table: StaticString, _ column: StaticString, _ number: UInt16) throws -> SealedColumn {
        let name = SealedColumn.Name(table: table, column: column, number: number)
        if let known = columns.withLock({ $0[name] }) { return known }
        let made = SealedColumn(table, column, key: try key(number, for: "\(table).\(column)"))
        return columns.withLock { columns in
            if let known = columns[name] { return known }
            columns[name] = made
            return made
        }
    }

    private func index(_ column: StaticString) throws -> IndexKey {
        let name = column.description
        if let known = indexes.withLock({ $0[name] }) { return known }
        let made = IndexKey(key: try keys.indexKey(for: name))
        return indexes.withLock { indexes in
            if let known = indexes[name] { return known }
            indexes[name] = made
            return made
        }
    }
}
