import Storage

extension Migration {
    /// Two indexes that a bulk import paid for and hardly anybody asked: people are found by household through the members, and few changes
    /// name another household.
    static let registerIndexes = Migration(
        id: "20261123-01-register-indexes", room: "Register",
        """
        DROP INDEX people_index_household;
        DROP INDEX register_changes_other;
        CREATE INDEX register_changes_other ON register_changes (other_household) WHERE other_household IS NOT NULL;
        """)
}
