import Actions
import Basics
import Storage

/// Makes rows of a table of versions, sealed where they must be. Made once for many rows.
struct VersionRows<Field: FactField> {
    private let known: Moment
    private let vault: Vault
    private let sealed: [(place: Int, column: StaticString)]
    /// `id`, the owner, the two times.
    private static var head: Int { 6 }

    init(known: Moment, _ vault: Vault) {
        (self.known, self.vault) = (known, vault)
        sealed = Field.declared.enumerated().filter { $0.element.isSealed }.map { ($0.offset, $0.element.column) }
    }

    /// The values of a new row in the order of the table.
    func row(id: Int64, owner: Int64, _ piece: Revision<Field>.Piece) throws -> [Value] {
        var values: [Value] = []
        // One more: the log puts the row's place behind them.
        values.reserveCapacity(Self.head + piece.facts.values.count + 1)
        values.append(.integer(id))
        values.append(.integer(owner))
        values.append(.text(piece.from.description))
        values.append(piece.until.value)
        values.append(.integer(known.milliseconds))
        values.append(.null)
        values += piece.facts.values
        for (place, column) in sealed {
            guard case .text(let plain) = values[Self.head + place] else { continue }
            values[Self.head + place] = .blob(try vault.seal(plain, table: Field.table.name, column: column, row: id))
        }
        return values
    }
}
