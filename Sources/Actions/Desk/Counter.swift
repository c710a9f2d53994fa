import Storage

/// Numbers for new rows, by table. A block is taken at once, so that a bulk import asks once per chunk.
enum Counter {
    static func take(_ count: Int64, of name: String, in transaction: Transaction) throws -> Range<Int64> {
        let row = try transaction.row(
            """
            INSERT INTO counters (name, next) VALUES (\(name), 1 + \(count))
            ON CONFLICT (name) DO UPDATE SET next = counters.next + \(count)
            RETURNING next
            """)
        guard let next = try row?.integer("next") else { throw StorageProblem.damaged("counters returned no row") }
        return (next - count)..<next
    }
}
