/// Opens the values of one column one after another, for readings of millions of rows: the key is looked up once, and the plain bytes lie in memory
/// that is used again. For one thread.
package final class ColumnOpener {
    private let vault: Vault
    private let table: StaticString
    private let column: StaticString
    private var key: Key?
    private var plain = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)

    /// The key of the value that was opened last: most were sealed with the same.
    private final class Key {
        let number: UInt16
        let column: SealedColumn
        let opening: Cipher.Opening

        init(_ number: UInt16, _ column: SealedColumn) throws {
            (self.number, self.column) = (number, column)
            opening = try Cipher.Opening(column.cipher)
        }
    }

    package init(_ vault: Vault, table: StaticString, column: StaticString) { (self.vault, self.table, self.column) = (vault, table, column) }

    deinit { plain.deallocate() }

    /// What was sealed at this place, as bytes that stand until the next is opened.
    package func open(_ sealed: UnsafeRawBufferPointer, row: Int64) throws -> UnsafeRawBufferPointer {
        let key = try key(Vault.keyNumber(in: sealed, table, column))
        let length = sealed.count - Vault.overhead
        // One byte more than is plain, so that an empty value has an address as well.
        if plain.count <= length {
            plain.deallocate()
            plain = .allocate(capacity: 2 * length)
        }
        guard let start = sealed.baseAddress?.assumingMemoryBound(to: UInt8.self), let target = plain.baseAddress else { return .init(plain) }
        let rest = UnsafeRawBufferPointer(rebasing: sealed.dropFirst(Vault.headLength))
        try key.column.withBinding(row) { try key.opening.open(rest, nonce: start + 4, bound: $0, to: target) }
        return UnsafeRawBufferPointer(start: target, count: length)
    }

    private func key(_ number: UInt16) throws -> Key {
        if let key, key.number == number { return key }
        let made = try Key(number, vault.column(table, column, number))
        key = made
        return made
    }
}
