import Storage

extension Migration {
    /// Income sheets, photos, the record of changes, yearly snapshots.
    static let registerRecords = Migration(
        id: "20261122-08-register-records", room: "Register",
        """
        -- One sheet is one household's account of one period. A corrected sheet is a new row; the old one stays, no longer believed.
        CREATE TABLE income_sheets (
            id {integer} NOT NULL PRIMARY KEY,
            household {integer} NOT NULL REFERENCES households (id),
            period_from TEXT NOT NULL,
            period_until TEXT NOT NULL CHECK (period_until > period_from),
            people {integer} NOT NULL CHECK (people > 0),
            wage {integer} NOT NULL CHECK (wage >= 0),
            business {integer} NOT NULL CHECK (business >= 0),
            property {integer} NOT NULL CHECK (property >= 0),
            transfer {integer} NOT NULL CHECK (transfer >= 0),
            other {integer} NOT NULL CHECK (other >= 0),
            cost {integer} NOT NULL CHECK (cost >= 0),
            net {integer} NOT NULL,
            net_per_head {integer} NOT NULL,
            compensation {integer} CHECK (compensation >= 0),
            self_paid {integer} CHECK (self_paid >= 0),
            settled_on TEXT,
            signed {integer} NOT NULL CHECK (signed IN (0, 1)),
            known_from_ms {integer} NOT NULL,
            known_until_ms {integer} CHECK (known_until_ms >= known_from_ms),
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL
        ){strict};
        CREATE INDEX income_sheets_household ON income_sheets (household, period_from);

        CREATE TABLE income_items (
            id {integer} NOT NULL PRIMARY KEY,
            sheet {integer} NOT NULL REFERENCES income_sheets (id),
            item TEXT NOT NULL,
            amount {integer} NOT NULL CHECK (amount >= 0),
            basis TEXT,
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL,
            UNIQUE (sheet, item)
        ){strict};

        -- Who changed what, from when, why, on what evidence. The facts themselves are in the versions.
        CREATE TABLE register_changes (
            id {integer} NOT NULL PRIMARY KEY,
            household {integer} NOT NULL REFERENCES households (id),
            kind TEXT NOT NULL,
            effective_on TEXT NOT NULL,
            recorded_ms {integer} NOT NULL,
            device_time TEXT,
            account {integer} NOT NULL,
            person {integer},
            other_household {integer} REFERENCES households (id),
            field TEXT,
            code_before TEXT,
            code_after TEXT,
            reason TEXT NOT NULL,
            evidence TEXT,
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL
        ){strict};
        CREATE INDEX register_changes_household ON register_changes (household, effective_on);
        CREATE INDEX register_changes_other ON register_changes (other_household);

        CREATE TABLE photos (
            id {integer} NOT NULL PRIMARY KEY,
            household {integer} NOT NULL REFERENCES households (id),
            person {integer},
            blob TEXT NOT NULL,
            shows TEXT NOT NULL CHECK (shows IN ('house', 'person', 'document', 'signature', 'visit', 'other')),
            caption TEXT,
            taken_on TEXT NOT NULL,
            account {integer} NOT NULL,
            recorded_ms {integer} NOT NULL,
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL
        ){strict};
        CREATE INDEX photos_household ON photos (household, taken_on);

        -- A year is closed by fixing its two times; what they show can be asked again for ever, and the counts are kept beside them.
        CREATE TABLE register_snapshots (
            id {integer} NOT NULL PRIMARY KEY,
            year {integer} NOT NULL CHECK (year BETWEEN 2013 AND 2100),
            region {integer} NOT NULL REFERENCES regions (id),
            valid_on TEXT NOT NULL,
            known_ms {integer} NOT NULL,
            account {integer} NOT NULL,
            households {integer} NOT NULL CHECK (households >= 0),
            people {integer} NOT NULL CHECK (people >= 0),
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL,
            UNIQUE (region, year)
        ){strict};

        CREATE TABLE register_snapshot_counts (
            id {integer} NOT NULL PRIMARY KEY,
            snapshot {integer} NOT NULL REFERENCES register_snapshots (id),
            region {integer} NOT NULL REFERENCES regions (id),
            status TEXT NOT NULL,
            monitored_category TEXT,
            households {integer} NOT NULL CHECK (households >= 0),
            people {integer} NOT NULL CHECK (people >= 0),
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL
        ){strict};
        CREATE INDEX register_snapshot_counts_snapshot ON register_snapshot_counts (snapshot);
        CREATE INDEX register_snapshot_counts_region ON register_snapshot_counts (region);

        -- Derived from the members and made anew from them at any time: where a person is found. Not vouched for by the log.
        CREATE TABLE people_index (
            person {integer} NOT NULL PRIMARY KEY,
            household {integer} NOT NULL,
            region {integer} NOT NULL,
            name TEXT NOT NULL,
            initials TEXT NOT NULL,
            id_index {bytes},
            phone_index {bytes},
            present {integer} NOT NULL CHECK (present IN (0, 1))
        ){strict};
        CREATE UNIQUE INDEX people_index_id ON people_index (id_index) WHERE id_index IS NOT NULL;
        CREATE INDEX people_index_phone ON people_index (phone_index) WHERE phone_index IS NOT NULL;
        CREATE INDEX people_index_initials ON people_index (initials, region, person);
        CREATE INDEX people_index_name ON people_index (name, region, person);
        CREATE INDEX people_index_household ON people_index (household);

        -- Further readings of names, for those that have any.
        CREATE TABLE people_readings (
            person {integer} NOT NULL,
            initials TEXT NOT NULL,
            region {integer} NOT NULL,
            PRIMARY KEY (person, initials)
        ){strict};
        CREATE INDEX people_readings_initials ON people_readings (initials, region, person);
        """)

    package static let register: [Migration] = [
        .registerVersions, .registerRecords, .registerIndexes, .identityQuestions, .registerChangesByLog,
    ]
}
