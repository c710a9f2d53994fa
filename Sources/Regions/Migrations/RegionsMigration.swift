import Storage

extension Migration {
    /// The five levels: every code that was ever in use, what it was called when, and what became of it.
    package static let regions: [Migration] = [
        Migration(
            id: "20261122-05-regions", room: "Regions",
            """
            -- The id is the code of 12 digits. A code that is no longer in use keeps its row: households of former years lie in it.
            CREATE TABLE regions (
                id {integer} NOT NULL PRIMARY KEY CHECK (id BETWEEN 100000000000 AND 999999999999),
                level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county', 'township', 'village')),
                parent {integer} REFERENCES regions (id),
                valid_from TEXT NOT NULL,
                valid_until TEXT CHECK (valid_until > valid_from),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX regions_parent ON regions (parent);

            CREATE TABLE region_names (
                id {integer} NOT NULL PRIMARY KEY,
                region {integer} NOT NULL REFERENCES regions (id),
                name TEXT NOT NULL CHECK (name <> ''),
                valid_from TEXT NOT NULL,
                valid_until TEXT CHECK (valid_until > valid_from),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (region, valid_from)
            ){strict};

            -- Which code took over from which: several from one in a merger, one by several in a split.
            CREATE TABLE region_successions (
                id {integer} NOT NULL PRIMARY KEY,
                predecessor {integer} NOT NULL REFERENCES regions (id),
                successor {integer} NOT NULL REFERENCES regions (id) CHECK (successor <> predecessor),
                kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'transfer')),
                effective_on TEXT NOT NULL,
                reference TEXT NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (predecessor, successor)
            ){strict};
            CREATE INDEX region_successions_successor ON region_successions (successor);
            """)
    ]
}
