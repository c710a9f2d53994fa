import Storage

extension Migration {
    /// Income sheets, photos, the record of changes, yearly snapshots.
    static let registerRecords = Migration(
        id: "20261122-08-register-records", room: "Register",
        """
        -- One sheet is one household's account of one period. A corrected sheet is a new row; the old one stays, no longer believed.
        CREATE TABLE income_sheets (
            id BIGINT NOT NULL PRIMARY KEY,
            household BIGINT NOT NULL REFERENCES households (id),
            period_from TEXT NOT NULL,
            period_until TEXT NOT NULL CHECK (period_until > period_from),
            people BIGINT NOT NULL CHECK (people > 0),
            wage BIGINT NOT NULL CHECK (wage >= 0),
            business BIGINT NOT NULL CHECK (business >= 0),
            property BIGINT NOT NULL CHECK (property >= 0),
            transfer BIGINT NOT NULL CHECK (transfer >= 0),
            other BIGINT NOT NULL CHECK (other >= 0),
            cost BIGINT NOT NULL CHECK (cost >= 0),
            net BIGINT NOT NULL,
            net_per_head BIGINT NOT NULL,
            compensation BIGINT CHECK (compensation >= 0),
            self_paid BIGINT CHECK (self_paid >= 0),
            settled_on TEXT,
            signed BIGINT NOT NULL CHECK (signed IN (0, 1)),
            known_from_ms BIGINT NOT NULL,
            known_until_ms BIGINT CHECK (known_until_ms >= known_from_ms),
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL
        ){strict};
        CREATE INDEX income_sheets_household ON income_sheets (household, period_from);

        CREATE TABLE income_items (
            id BIGINT NOT NULL PRIMARY KEY,
            sheet BIGINT NOT NULL REFERENCES income_sheets (id),
            item TEXT NOT NULL,
            amount BIGINT NOT NULL CHECK (amount >= 0),
            basis TEXT,
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL,
            UNIQUE (sheet, item)
        ){strict};

        -- Who changed what, from when, why, on what evidence. The facts themselves are in the versions.
        CREATE TABLE register_changes (
            id BIGINT NOT NULL PRIMARY KEY,
            household BIGINT NOT NULL REFERENCES households (id),
            kind TEXT NOT NULL,
            effective_on TEXT NOT NULL,
            recorded_ms BIGINT NOT NULL,
            device_time TEXT,
            account BIGINT NOT NULL,
            person BIGINT,
            other_household BIGINT REFERENCES households (id),
            field TEXT,
            code_before TEXT,
            code_after TEXT,
            reason TEXT NOT NULL,
            evidence TEXT,
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL
        ){strict};
        CREATE INDEX register_changes_household ON register_changes (household, effective_on);
        CREATE INDEX register_changes_other ON register_changes (other_household);

        CREATE TABLE photos (
            id BIGINT NOT NULL PRIMARY KEY,
            household BIGINT NOT NULL REFERENCES households (id),
            person BIGINT,
            blob TEXT NOT NULL,
            shows TEXT NOT NULL CHECK (shows IN ('house', 'person', 'document', 'signature', 'visit', 'other')),
            caption TEXT,
            taken_on TEXT NOT NULL,
            account BIGINT NOT NULL,
            recorded_ms BIGINT NOT NULL,
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL
        ){strict};
        CREATE INDEX photos_household ON photos (household, taken_on);

        -- A year is closed by fixing its two times; what they show can be asked again for ever, and the counts are kept beside them.
        CREATE TABLE register_snapshots (
            id BIGINT NOT NULL PRIMARY KEY,
            year BIGINT NOT NULL CHECK (year BETWEEN 2013 AND 2100),
            region BIGINT NOT NULL REFERENCES regions (id),
            valid_on TEXT NOT NULL,
            known_ms BIGINT NOT NULL,
            account BIGINT NOT NULL,
            households BIGINT NOT NULL CHECK (households >= 0),
            people BIGINT NOT NULL CHECK (people >= 0),
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL,
            UNIQUE (region, year)
        ){strict};

        CREATE TABLE register_snapshot_counts (
            id BIGINT NOT NULL PRIMARY KEY,
            snapshot BIGINT NOT NULL REFERENCES register_snapshots (id),
            region BIGINT NOT NULL REFERENCES regions (id),
            status TEXT NOT NULL,
            monitored_category TEXT,
            households BIGINT NOT NULL CHECK (households >= 0),
            people BIGINT NOT NULL CHECK (people >= 0),
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL
        ){strict};
        CREATE INDEX register_snapshot_counts_snapshot ON register_snapshot_counts (snapshot);
        CREATE INDEX register_snapshot_counts_region ON register_snapshot_counts (region);

        -- Derived from the members and made anew from them at any time: where a person is found. Not vouched for by the log.
        CREATE TABLE people_index (
            person BIGINT NOT NULL PRIMARY KEY,
            household BIGINT NOT NULL,
            region BIGINT NOT NULL,
            name TEXT NOT NULL,
            initials TEXT NOT NULL,
            id_index {bytes},
            phone_index {bytes},
            present BIGINT NOT NULL CHECK (present IN (0, 1))
        ){strict};
        CREATE UNIQUE INDEX people_index_id ON people_index (id_index) WHERE id_index IS NOT NULL;
        CREATE INDEX people_index_phone ON people_index (phone_index) WHERE phone_index IS NOT NULL;
        CREATE INDEX people_index_initials ON people_index (initials, region, person);
        CREATE INDEX people_index_name ON people_index (name, region, person);
        CREATE INDEX people_index_household ON people_index (household);

        -- Further readings of names, for those that have any.
        CREATE TABLE people_readings (
            person BIGINT NOT NULL,
            initials TEXT NOT NULL,
            region BIGINT NOT NULL,
            PRIMARY KEY (person, initials)
        ){strict};
        CREATE INDEX people_readings_initials ON people_readings (initials, region, person);
        """)

    package static let register: [Migration] = [.registerVersions, .registerRecords]
}
