import Actions
import Storage

extension AuditedTable {
    package static let registerImports = AuditedTable(
        "register_imports",
        columns: [
            "id", "region", "day", "state", "households_in", "households_taken", "households_rejected", "persons_in", "persons_taken",
            "persons_rejected", "made_ms", "made_by", "ended_ms", "fault",
        ])
    package static let registerImportFiles = AuditedTable(
        "register_import_files", columns: ["id", "import_id", "kind", "name", "bytes_in", "blob", "opened", "mapping"])
    package static let registerImportRejects = AuditedTable(
        "register_import_rejects", columns: ["id", "import_id", "kind", "line", "column_name", "reason", "shown", "detail", "zh", "en"])
    package static let registerMappings = AuditedTable("register_mappings", columns: ["id", "region", "kind", "column_name", "header"])
}

extension Migration {
    package static let registerImports = Migration(
        id: "20261122-51-register-imports", room: "Imports",
        """
        -- Spreadsheets of households and people on their way into the register.
        CREATE TABLE register_imports (
            id {integer} NOT NULL PRIMARY KEY,
            region {region} NOT NULL,
            day {date} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('draft', 'running', 'done', 'failed')),
            households_in {integer},
            households_taken {integer},
            households_rejected {integer},
            persons_in {integer},
            persons_taken {integer},
            persons_rejected {integer},
            made_ms {moment} NOT NULL,
            made_by {integer} NOT NULL,
            ended_ms {moment},
            fault {text},
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL,
            CHECK (households_in IS NULL OR households_in = households_taken + households_rejected),
            CHECK (persons_in IS NULL OR persons_in = persons_taken + persons_rejected),
            CHECK ((state = 'done') = (households_in IS NOT NULL))
        ){strict};
        CREATE INDEX register_imports_region ON register_imports (region, id);

        CREATE TABLE register_import_files (
            id {integer} NOT NULL PRIMARY KEY,
            import_id {integer} NOT NULL REFERENCES register_imports (id),
            kind {text} NOT NULL CHECK (kind IN ('households', 'persons')),
            name {text} NOT NULL,
            bytes_in {integer} NOT NULL CHECK (bytes_in > 0),
            blob {text} NOT NULL CHECK (length(blob) = 64),
            opened {text} NOT NULL,
            mapping {text} NOT NULL,
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL,
            UNIQUE (import_id, kind)
        ){strict};

        CREATE TABLE register_import_rejects (
            id {integer} NOT NULL PRIMARY KEY,
            import_id {integer} NOT NULL REFERENCES register_imports (id),
            kind {text} NOT NULL CHECK (kind IN ('households', 'persons')),
            line {integer} NOT NULL CHECK (line > 0),
            column_name {text} NOT NULL,
            reason {text} NOT NULL,
            shown {text} NOT NULL,
            detail {text} NOT NULL,
            -- What the register says of it, in its own words.
            zh {text},
            en {text},
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL,
            UNIQUE (import_id, kind, line)
        ){strict};

        -- Which header of a county's spreadsheets means which column: remembered from the last time.
        CREATE TABLE register_mappings (
            id {integer} NOT NULL PRIMARY KEY,
            region {region} NOT NULL,
            kind {text} NOT NULL CHECK (kind IN ('households', 'persons')),
            column_name {text} NOT NULL,
            header {text} NOT NULL,
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL,
            UNIQUE (region, kind, column_name)
        ){strict};
        """)
}
