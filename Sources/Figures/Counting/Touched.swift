import Storage

/// Which villages' figures may have changed since the audit log had a number of entries: where the changed households are or were, and where the
/// clues are that took a step.
struct Touched {
    static func villages(since size: Int64, in reader: Reader) throws -> [Int64] {
        let households: SQL = "FROM register_changes c WHERE c.audit_leaf >= \(size)"
        // A run may move a clue to where its household has moved: the villages of the household's past are counted anew as well.
        let clues: SQL = "SELECT s.clue FROM clue_steps s WHERE s.audit_leaf >= \(size)"
        let rows = try reader.rows(
            """
            SELECT v.region FROM household_versions v WHERE v.household IN (
                SELECT c.household \(sql: households) UNION SELECT c.other_household \(sql: households) AND c.other_household IS NOT NULL
                UNION SELECT k.household FROM clues k WHERE k.household IS NOT NULL AND k.id IN (\(sql: clues)))
            UNION
            SELECT k.region FROM clues k WHERE k.id IN (\(sql: clues))
            """)
        return try rows.map { try $0.integer("region") }
    }
}
