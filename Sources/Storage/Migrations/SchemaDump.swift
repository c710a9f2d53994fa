extension Migrator {
    /// The schema as text, for `Schema/sqlite.sql` and `Schema/postgres.sql`: what the migrations come to in the words of one database, in the
    /// order in which they are applied. Kept in the repository so that a change of it is seen in review.
    package func dumpSchema(for dialect: Dialect) throws -> String {
        var text = "-- Made by the migrations of the rooms; do not edit.\n"
        for migration in migrations {
            text += "\n-- \(migration.id) (\(migration.room))\n"
            for statement in try migration.statements(for: dialect) { text += statement + ";\n" }
        }
        return text
    }
}

extension Database {
    /// What is really there, one line for each table's column, index and constraint, in an order of its own: for comparing two databases of
    /// one kind, such as a fresh one with one that was migrated over the years.
    package func describeSchema() async throws -> String {
        let query: SQL = dialect.kind == .sqlite ? Self.sqliteSchema : Self.postgresSchema
        return try await read { try $0.rows(query).map { try $0.text("line") } }.joined(separator: "\n") + "\n"
    }

    private static var sqliteSchema: SQL {
        """
        SELECT replace(replace(sql, char(10), ' '), '  ', ' ') AS line FROM sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY type DESC, name
        """
    }

    private static var postgresSchema: SQL {
        """
        SELECT line FROM (
            SELECT 1 AS part, table_name || '.' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END
                || COALESCE(' DEFAULT ' || column_default, '') AS line
            FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT 2, CAST(conrelid AS regclass) || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = CAST('public' AS regnamespace)
            UNION ALL SELECT 3, indexdef FROM pg_indexes WHERE schemaname = 'public'
        ) AS lines WHERE line NOT LIKE 'migrations%' AND line NOT LIKE '% public.migrations %' ORDER BY part, line
        """
    }
}
