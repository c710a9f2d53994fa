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

    /// What was changed since an entry of the log is counted anew by whatever is kept in memory.
    static let registerChangesByLog = Migration(
        id: "20261124-05-register-changes-log", room: "Register", "CREATE INDEX register_changes_leaf ON register_changes (audit_leaf, household);")
}
