import Storage

extension Migration {
    /// Outlines of regions, with what became of every feature of the files they came from.
    package static let dashboards: [Migration] = [
        Migration(
            id: "20261123-11-maps", room: "Dashboards",
            """
            -- features = drawn + unchanged + rows of map_rejects.
            CREATE TABLE map_imports (
                id {integer} NOT NULL PRIMARY KEY,
                region {region} NOT NULL,
                file_name TEXT NOT NULL CHECK (file_name <> ''),
                features {integer} NOT NULL CHECK (features > 0),
                drawn {integer} NOT NULL CHECK (drawn >= 0),
                unchanged {integer} NOT NULL CHECK (unchanged >= 0),
                imported_ms {integer} NOT NULL,
                account {integer} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};

            -- The id is the region's code of 12 digits. The outline is written as MapOutline says.
            CREATE TABLE map_shapes (
                id {integer} NOT NULL PRIMARY KEY CHECK (id BETWEEN 100000000000 AND 999999999999),
                points {integer} NOT NULL CHECK (points >= 3),
                outline {bytes} NOT NULL,
                map_import {integer} NOT NULL REFERENCES map_imports (id),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};

            CREATE TABLE map_rejects (
                id {integer} NOT NULL PRIMARY KEY,
                map_import {integer} NOT NULL REFERENCES map_imports (id),
                feature {integer} NOT NULL CHECK (feature > 0),
                code TEXT NOT NULL,
                reason TEXT NOT NULL,
                detail TEXT NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX map_rejects_import ON map_rejects (map_import, feature);
            """)
    ]
}
