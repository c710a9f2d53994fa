/// The row that a reading has come to, cell by cell by its place in the SELECT, from 0. For readings of millions of rows, which have no time to make
/// a `Row` of each; nothing of it outlives the row.
package protocol Cells {
    /// Nil for NULL. Throws when the cell is no whole number.
    func integer(_ place: Int) throws -> Int64?
    /// The bytes of a text or of bytes, as they are stored; nil for NULL. They stand until the next row.
    func bytes(_ place: Int) throws -> UnsafeRawBufferPointer?
}

extension Reader {
    /// The rows one by one without making values of them; as `forEach`.
    package func forEachCells(_ sql: SQL, _ body: (any Cells) throws -> Void) throws { try session.forEachCells(sql, body) }
}
