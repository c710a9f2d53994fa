import Storage

extension Migration {
    /// Accounts and what proves them; sessions and tokens.
    package static let access: [Migration] = [
        Migration(
            id: "20261122-06-access", room: "Access",
            """
            CREATE TABLE account_batches (
                id {integer} NOT NULL PRIMARY KEY,
                region {region} NOT NULL,
                file {text} NOT NULL,
                content {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('reading', 'proposed', 'approved', 'done', 'refused', 'failed')),
                asked_by {integer} NOT NULL,
                asked_ms {moment} NOT NULL,
                accepted {integer} NOT NULL DEFAULT 0 CHECK (accepted >= 0),
                rejected {integer} NOT NULL DEFAULT 0 CHECK (rejected >= 0),
                wide {integer} NOT NULL DEFAULT 0 CHECK (wide >= 0),
                made {integer} NOT NULL DEFAULT 0 CHECK (made >= 0),
                rejects {text},
                decided_by {integer} CHECK (decided_by <> asked_by),
                decided_ms {moment},
                secret {bytes},
                handed_ms {moment},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((decided_by IS NULL) = (decided_ms IS NULL))
            ){strict};
            CREATE INDEX account_batches_region ON account_batches (region, id);

            CREATE TABLE accounts (
                id {integer} NOT NULL PRIMARY KEY,
                login {text} NOT NULL UNIQUE CHECK (length(login) BETWEEN 2 AND 40),
                name {text} NOT NULL CHECK (name <> ''),
                role {text} NOT NULL CHECK (role IN (
                    'village-officer', 'township-officer', 'county-office', 'city-office', 'province-office', 'department-officer', 'leader',
                    'inspector', 'system-admin', 'security-admin', 'audit-admin')),
                region {region} NOT NULL,
                department {text} CHECK ((department IS NOT NULL) = (role = 'department-officer')),
                kind {text} NOT NULL CHECK (kind IN ('person', 'machine')),
                phone {bytes},
                phone_index {bytes},
                state {text} NOT NULL CHECK (state IN ('proposed', 'active', 'disabled', 'refused')),
                valid_from {date} NOT NULL,
                valid_until {date} CHECK (valid_until >= valid_from),
                language {text} CHECK (language IN ('zh', 'en')),
                batch {integer} REFERENCES account_batches (id),
                made_ms {moment} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((phone IS NULL) = (phone_index IS NULL)),
                CHECK (kind = 'person' OR role = 'department-officer')
            ){strict};
            CREATE INDEX accounts_region ON accounts (region, id);
            CREATE INDEX accounts_phone ON accounts (phone_index);
            CREATE INDEX accounts_batch ON accounts (batch, id);

            CREATE TABLE account_passwords (
                id {integer} NOT NULL PRIMARY KEY REFERENCES accounts (id),
                hash {text} NOT NULL,
                set_ms {moment} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};

            -- A secret that opens the account once, to choose a password of one's own.
            CREATE TABLE account_invitations (
                id {integer} NOT NULL PRIMARY KEY REFERENCES accounts (id),
                digest {bytes} NOT NULL,
                until_ms {moment} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};

            CREATE TABLE second_factors (
                id {integer} NOT NULL PRIMARY KEY REFERENCES accounts (id),
                seed {bytes} NOT NULL,
                made_ms {moment} NOT NULL,
                confirmed_ms {moment},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};

            CREATE TABLE recovery_codes (
                id {integer} NOT NULL PRIMARY KEY,
                account {integer} NOT NULL REFERENCES accounts (id),
                digest {bytes} NOT NULL UNIQUE,
                used_ms {moment},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX recovery_codes_account ON recovery_codes (account);

            -- What one administrator asks and another decides.
            CREATE TABLE account_requests (
                id {integer} NOT NULL PRIMARY KEY,
                account {integer} NOT NULL REFERENCES accounts (id),
                kind {text} NOT NULL CHECK (kind IN ('create', 'transfer')),
                role {text} NOT NULL,
                region {region} NOT NULL,
                department {text},
                asked_by {integer} NOT NULL REFERENCES accounts (id),
                asked_ms {moment} NOT NULL,
                decision {text} NOT NULL CHECK (decision IN ('open', 'approved', 'refused', 'withdrawn')),
                decided_by {integer} REFERENCES accounts (id) CHECK (decided_by <> asked_by AND decided_by <> account),
                decided_ms {moment},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((decision IN ('approved', 'refused')) = (decided_by IS NOT NULL)),
                CHECK ((decided_by IS NULL) = (decided_ms IS NULL))
            ){strict};
            CREATE UNIQUE INDEX account_requests_open ON account_requests (account) WHERE decision = 'open';
            CREATE INDEX account_requests_account ON account_requests (account);
            CREATE INDEX account_requests_asked_by ON account_requests (asked_by);
            CREATE INDEX account_requests_decided_by ON account_requests (decided_by);

            -- How a department's machine comes in; it is an account of its own and acts for nobody else.
            CREATE TABLE api_tokens (
                id {integer} NOT NULL PRIMARY KEY,
                account {integer} NOT NULL REFERENCES accounts (id),
                name {text} NOT NULL CHECK (name <> ''),
                digest {bytes} NOT NULL UNIQUE,
                datasets {text} NOT NULL,
                until_ms {moment} NOT NULL,
                made_ms {moment} NOT NULL,
                ended_ms {moment},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX api_tokens_account ON api_tokens (account);

            CREATE TABLE sessions (
                digest {bytes} NOT NULL PRIMARY KEY,
                id {integer} NOT NULL UNIQUE,
                account {integer} NOT NULL REFERENCES accounts (id),
                stage {text} NOT NULL CHECK (stage IN ('password', 'open')),
                by_invitation {bool} NOT NULL CHECK (by_invitation IN (0, 1)),
                opened_ms {moment} NOT NULL,
                seen_ms {moment} NOT NULL,
                until_ms {moment} NOT NULL,
                stepped_up_ms {moment},
                address {text} NOT NULL,
                agent {text} NOT NULL
            ){strict};
            CREATE INDEX sessions_account ON sessions (account);
            CREATE INDEX sessions_until ON sessions (until_ms);

            CREATE TABLE spent_codes (
                account {integer} NOT NULL REFERENCES accounts (id),
                step {integer} NOT NULL,
                PRIMARY KEY (account, step)
            ){strict};

            CREATE TABLE sign_in_failures (
                bucket {bytes} NOT NULL PRIMARY KEY,
                failures {integer} NOT NULL CHECK (failures > 0),
                last_ms {moment} NOT NULL
            ){strict};
            CREATE INDEX sign_in_failures_last ON sign_in_failures (last_ms);
            """)
    ]
}
