import Storage

extension Migration {
    /// The log's own tables, numbers for new rows, receipts, jobs and outgoing messages.
    package static let actions: [Migration] = [
        Migration(
            id: "20261122-00-actions", room: "Actions",
            """
            CREATE TABLE counters (
                name TEXT NOT NULL PRIMARY KEY,
                next {integer} NOT NULL CHECK (next > 0)
            ){strict};

            -- One row: how many entries the log has. Reading it for update makes writers of the log take turns.
            CREATE TABLE audit_size (
                id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
                size {integer} NOT NULL CHECK (size >= 0)
            ){strict};
            INSERT INTO audit_size (id, size) VALUES (1, 0);

            CREATE TABLE audit_leaves (
                seq {integer} NOT NULL PRIMARY KEY,
                time_ms {integer} NOT NULL,
                account {integer},
                action TEXT NOT NULL,
                region {integer},
                subject TEXT,
                entry {bytes} NOT NULL
            ){strict};
            CREATE INDEX audit_leaves_subject ON audit_leaves (subject, seq);
            CREATE INDEX audit_leaves_account ON audit_leaves (account, seq);
            CREATE INDEX audit_leaves_region ON audit_leaves (region, seq);

            -- Hashes of complete subtrees: level 0 are the leaves.
            CREATE TABLE audit_nodes (
                level {integer} NOT NULL,
                place {integer} NOT NULL,
                hash {bytes} NOT NULL,
                PRIMARY KEY (level, place)
            ){strict};

            -- What opens an entry's commitments. Destroyed when the law wants a person forgotten; the proofs stay valid.
            CREATE TABLE audit_salts (
                seq {integer} NOT NULL PRIMARY KEY REFERENCES audit_leaves (seq),
                salt {bytes} NOT NULL
            ){strict};

            CREATE TABLE action_receipts (
                client TEXT NOT NULL PRIMARY KEY,
                account {integer} NOT NULL,
                action TEXT NOT NULL,
                content {bytes} NOT NULL,
                outcome {bytes} NOT NULL,
                seq {integer} NOT NULL,
                time_ms {integer} NOT NULL
            ){strict};

            CREATE TABLE jobs (
                id {integer} NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL,
                content TEXT NOT NULL,
                account {integer} NOT NULL,
                once TEXT UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
                due_ms {integer} NOT NULL,
                attempts {integer} NOT NULL DEFAULT 0,
                lease_until_ms {integer},
                fence {integer} NOT NULL DEFAULT 0,
                done_units {integer} NOT NULL DEFAULT 0,
                all_units {integer},
                fault TEXT,
                made_ms {integer} NOT NULL,
                ended_ms {integer}
            ){strict};
            CREATE INDEX jobs_due ON jobs (state, due_ms);

            CREATE TABLE outgoing_messages (
                id {integer} NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL,
                content TEXT NOT NULL,
                seq {integer} NOT NULL,
                made_ms {integer} NOT NULL,
                due_ms {integer} NOT NULL,
                attempts {integer} NOT NULL DEFAULT 0,
                sent_ms {integer},
                fault TEXT
            ){strict};
            CREATE INDEX outgoing_messages_due ON outgoing_messages (sent_ms, due_ms);
            """),
        Migration(
            id: "20261122-60-job-progress", room: "Actions",
            """
            -- How far a job has ever come: an attempt that came further does not count against it.
            ALTER TABLE jobs ADD COLUMN reached_units {integer} NOT NULL DEFAULT 0;
            """),
    ]
}
