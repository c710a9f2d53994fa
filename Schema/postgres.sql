-- Made by the migrations of the rooms; do not edit.

-- 20261122-00-actions (Actions)
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    next BIGINT NOT NULL CHECK (next > 0)
);
-- One row: how many entries the log has. Reading it for update makes writers of the log take turns.
CREATE TABLE audit_size (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL CHECK (size >= 0)
);
INSERT INTO audit_size (id, size) VALUES (1, 0);
CREATE TABLE audit_leaves (
    seq BIGINT NOT NULL PRIMARY KEY,
    time_ms BIGINT NOT NULL,
    account BIGINT,
    action TEXT NOT NULL,
    region BIGINT,
    subject TEXT,
    entry BYTEA NOT NULL
);
CREATE INDEX audit_leaves_subject ON audit_leaves (subject, seq);
CREATE INDEX audit_leaves_account ON audit_leaves (account, seq);
CREATE INDEX audit_leaves_region ON audit_leaves (region, seq);
-- Hashes of complete subtrees: level 0 are the leaves.
CREATE TABLE audit_nodes (
    level BIGINT NOT NULL,
    place BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, place)
);
-- What opens an entry's commitments. Destroyed when the law wants a person forgotten; the proofs stay valid.
CREATE TABLE audit_salts (
    seq BIGINT NOT NULL PRIMARY KEY REFERENCES audit_leaves (seq),
    salt BYTEA NOT NULL
);
CREATE TABLE action_receipts (
    client TEXT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL,
    action TEXT NOT NULL,
    content BYTEA NOT NULL,
    outcome BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    time_ms BIGINT NOT NULL
);
CREATE TABLE jobs (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    account BIGINT NOT NULL,
    once TEXT UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    due_ms BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    lease_until_ms BIGINT,
    fence BIGINT NOT NULL DEFAULT 0,
    done_units BIGINT NOT NULL DEFAULT 0,
    all_units BIGINT,
    fault TEXT,
    made_ms BIGINT NOT NULL,
    ended_ms BIGINT
);
CREATE INDEX jobs_due ON jobs (state, due_ms);
CREATE TABLE outgoing_messages (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    seq BIGINT NOT NULL,
    made_ms BIGINT NOT NULL,
    due_ms BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    sent_ms BIGINT,
    fault TEXT
);
CREATE INDEX outgoing_messages_due ON outgoing_messages (sent_ms, due_ms);

-- 20261122-05-regions (Regions)
-- The id is the code of 12 digits. A code that is no longer in use keeps its row: households of former years lie in it.
CREATE TABLE regions (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id BETWEEN 100000000000 AND 999999999999),
    level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county', 'township', 'village')),
    parent BIGINT REFERENCES regions (id),
    valid_from TEXT NOT NULL,
    valid_until TEXT CHECK (valid_until > valid_from),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX regions_parent ON regions (parent);
CREATE TABLE region_names (
    id BIGINT NOT NULL PRIMARY KEY,
    region BIGINT NOT NULL REFERENCES regions (id),
    name TEXT NOT NULL CHECK (name <> ''),
    valid_from TEXT NOT NULL,
    valid_until TEXT CHECK (valid_until > valid_from),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (region, valid_from)
);
-- Which code took over from which: several from one in a merger, one by several in a split.
CREATE TABLE region_successions (
    id BIGINT NOT NULL PRIMARY KEY,
    predecessor BIGINT NOT NULL REFERENCES regions (id),
    successor BIGINT NOT NULL REFERENCES regions (id) CHECK (successor <> predecessor),
    kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'transfer')),
    effective_on TEXT NOT NULL,
    reference TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (predecessor, successor)
);
CREATE INDEX region_successions_successor ON region_successions (successor);

-- 20261122-06-access (Access)
CREATE TABLE account_batches (
    id BIGINT NOT NULL PRIMARY KEY,
    region BIGINT NOT NULL,
    file TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('reading', 'proposed', 'approved', 'done', 'refused', 'failed')),
    asked_by BIGINT NOT NULL,
    asked_ms BIGINT NOT NULL,
    accepted BIGINT NOT NULL DEFAULT 0 CHECK (accepted >= 0),
    rejected BIGINT NOT NULL DEFAULT 0 CHECK (rejected >= 0),
    wide BIGINT NOT NULL DEFAULT 0 CHECK (wide >= 0),
    made BIGINT NOT NULL DEFAULT 0 CHECK (made >= 0),
    rejects TEXT,
    decided_by BIGINT CHECK (decided_by <> asked_by),
    decided_ms BIGINT,
    secret BYTEA,
    handed_ms BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((decided_by IS NULL) = (decided_ms IS NULL))
);
CREATE INDEX account_batches_region ON account_batches (region, id);
CREATE TABLE accounts (
    id BIGINT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 2 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    role TEXT NOT NULL CHECK (role IN (
        'village-officer', 'township-officer', 'county-office', 'city-office', 'province-office', 'department-officer', 'leader',
        'inspector', 'system-admin', 'security-admin', 'audit-admin')),
    region BIGINT NOT NULL,
    department TEXT CHECK ((department IS NOT NULL) = (role = 'department-officer')),
    kind TEXT NOT NULL CHECK (kind IN ('person', 'machine')),
    phone BYTEA,
    phone_index BYTEA,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'disabled', 'refused')),
    valid_from TEXT NOT NULL,
    valid_until TEXT CHECK (valid_until >= valid_from),
    language TEXT CHECK (language IN ('zh', 'en')),
    batch BIGINT REFERENCES account_batches (id),
    made_ms BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((phone IS NULL) = (phone_index IS NULL)),
    CHECK (kind = 'person' OR role = 'department-officer')
);
CREATE INDEX accounts_region ON accounts (region, id);
CREATE INDEX accounts_phone ON accounts (phone_index);
CREATE INDEX accounts_batch ON accounts (batch, id);
CREATE TABLE account_passwords (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    hash TEXT NOT NULL,
    set_ms BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
-- A secret that opens the account once, to choose a password of one's own.
CREATE TABLE account_invitations (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    digest BYTEA NOT NULL,
    until_ms BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE TABLE second_factors (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    seed BYTEA NOT NULL,
    made_ms BIGINT NOT NULL,
    confirmed_ms BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE TABLE recovery_codes (
    id BIGINT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts (id),
    digest BYTEA NOT NULL UNIQUE,
    used_ms BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX recovery_codes_account ON recovery_codes (account);
-- What one administrator asks and another decides.
CREATE TABLE account_requests (
    id BIGINT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('create', 'transfer')),
    role TEXT NOT NULL,
    region BIGINT NOT NULL,
    department TEXT,
    asked_by BIGINT NOT NULL REFERENCES accounts (id),
    asked_ms BIGINT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('open', 'approved', 'refused', 'withdrawn')),
    decided_by BIGINT REFERENCES accounts (id) CHECK (decided_by <> asked_by AND decided_by <> account),
    decided_ms BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((decision IN ('approved', 'refused')) = (decided_by IS NOT NULL)),
    CHECK ((decided_by IS NULL) = (decided_ms IS NULL))
);
CREATE UNIQUE INDEX account_requests_open ON account_requests (account) WHERE decision = 'open';
CREATE INDEX account_requests_account ON account_requests (account);
CREATE INDEX account_requests_asked_by ON account_requests (asked_by);
CREATE INDEX account_requests_decided_by ON account_requests (decided_by);
-- How a department's machine comes in; it is an account of its own and acts for nobody else.
CREATE TABLE api_tokens (
    id BIGINT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL CHECK (name <> ''),
    digest BYTEA NOT NULL UNIQUE,
    datasets TEXT NOT NULL,
    until_ms BIGINT NOT NULL,
    made_ms BIGINT NOT NULL,
    ended_ms BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX api_tokens_account ON api_tokens (account);
CREATE TABLE sessions (
    digest BYTEA NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL UNIQUE,
    account BIGINT NOT NULL REFERENCES accounts (id),
    stage TEXT NOT NULL CHECK (stage IN ('password', 'open')),
    by_invitation BIGINT NOT NULL CHECK (by_invitation IN (0, 1)),
    opened_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    stepped_up_ms BIGINT,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_until ON sessions (until_ms);
CREATE TABLE spent_codes (
    account BIGINT NOT NULL REFERENCES accounts (id),
    step BIGINT NOT NULL,
    PRIMARY KEY (account, step)
);
CREATE TABLE sign_in_failures (
    bucket BYTEA NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL CHECK (failures > 0),
    last_ms BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_ms);

-- 20261122-07-register-versions (Register)
-- The thread that a household's versions hang on. Every change counts it up, so that its leaf is the household's version.
CREATE TABLE households (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE CHECK (number > 0),
    origin TEXT NOT NULL CHECK (origin IN ('import', 'form', 'split')),
    made_ms BIGINT NOT NULL,
    changes BIGINT NOT NULL CHECK (changes >= 0),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE TABLE household_versions (
    id BIGINT NOT NULL PRIMARY KEY,
    household BIGINT NOT NULL REFERENCES households (id),
    valid_from TEXT NOT NULL,
    valid_until TEXT CHECK (valid_until > valid_from),
    known_from_ms BIGINT NOT NULL,
    known_until_ms BIGINT CHECK (known_until_ms >= known_from_ms),
    region BIGINT NOT NULL REFERENCES regions (id),
    natural_village TEXT,
    address TEXT,
    phone BYTEA,
    standard TEXT,
    attribute TEXT,
    status TEXT NOT NULL,
    entered_on TEXT,
    exited_on TEXT,
    relapsed_on TEXT,
    removed_on TEXT,
    main_cause TEXT,
    other_causes TEXT,
    not_exited_reason TEXT,
    story TEXT,
    military_family BIGINT CHECK (military_family IN (0, 1)),
    only_child_family BIGINT CHECK (only_child_family IN (0, 1)),
    two_daughters_family BIGINT CHECK (two_daughters_family IN (0, 1)),
    relocated BIGINT CHECK (relocated IN (0, 1)),
    relocation_way TEXT,
    resettlement_area BIGINT CHECK (resettlement_area IN (0, 1)),
    bank TEXT,
    bank_account BYTEA,
    helper_name TEXT,
    helper_unit TEXT,
    monitored_category TEXT,
    was_registered BIGINT CHECK (was_registered IN (0, 1)),
    no_labour_household BIGINT CHECK (no_labour_household IN (0, 1)),
    risks TEXT,
    disaster_risk TEXT,
    identified_on TEXT,
    consent_letter TEXT,
    housing_problem BIGINT CHECK (housing_problem IN (0, 1)),
    school_problem BIGINT CHECK (school_problem IN (0, 1)),
    water_problem BIGINT CHECK (water_problem IN (0, 1)),
    insurance_problem BIGINT CHECK (insurance_problem IN (0, 1)),
    risk_removed BIGINT CHECK (risk_removed IN (0, 1)),
    risk_removal_way TEXT,
    risk_removed_on TEXT,
    ended_by TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX household_versions_household ON household_versions (household, known_from_ms);
-- How things stand: what the lists, counts and exports read.
CREATE INDEX household_versions_now ON household_versions (region, household) WHERE valid_until IS NULL AND known_until_ms IS NULL;
CREATE INDEX household_versions_monitored ON household_versions (monitored_category, region, household)
    WHERE valid_until IS NULL AND known_until_ms IS NULL AND monitored_category IS NOT NULL;
CREATE TABLE members (
    id BIGINT NOT NULL PRIMARY KEY,
    person BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT CHECK (valid_until > valid_from),
    known_from_ms BIGINT NOT NULL,
    known_until_ms BIGINT CHECK (known_until_ms >= known_from_ms),
    household BIGINT NOT NULL REFERENCES households (id),
    person_number BIGINT CHECK (person_number >= 1),
    name TEXT NOT NULL,
    id_number BYTEA,
    document_type TEXT,
    sex TEXT,
    birth_date TEXT,
    ethnicity TEXT,
    relation TEXT NOT NULL,
    phone BYTEA,
    education TEXT,
    in_school TEXT,
    dropout_reason TEXT,
    health TEXT,
    disability_kind TEXT,
    disability_year BIGINT CHECK (disability_year BETWEEN 1900 AND 2100),
    diagnosis BYTEA,
    labour_skill TEXT,
    work_area TEXT,
    work_place TEXT,
    employer TEXT,
    work_months BIGINT CHECK (work_months BETWEEN 0 AND 12),
    work_channel TEXT,
    work_abroad BIGINT CHECK (work_abroad IN (0, 1)),
    public_post TEXT,
    public_post_months BIGINT CHECK (public_post_months BETWEEN 0 AND 12),
    politics TEXT,
    mandarin BIGINT CHECK (mandarin IN (0, 1)),
    soldier BIGINT CHECK (soldier IN (0, 1)),
    resident_medical BIGINT CHECK (resident_medical IN (0, 1)),
    employee_medical BIGINT CHECK (employee_medical IN (0, 1)),
    major_illness_insurance BIGINT CHECK (major_illness_insurance IN (0, 1)),
    commercial_medical BIGINT CHECK (commercial_medical IN (0, 1)),
    medical_aid BIGINT CHECK (medical_aid IN (0, 1)),
    resident_pension BIGINT CHECK (resident_pension IN (0, 1)),
    employee_pension BIGINT CHECK (employee_pension IN (0, 1)),
    minimum_living BIGINT CHECK (minimum_living IN (0, 1)),
    destitute BIGINT CHECK (destitute IN (0, 1)),
    relocated BIGINT CHECK (relocated IN (0, 1)),
    joined_by TEXT NOT NULL,
    left_by TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX members_household ON members (household);
CREATE INDEX members_person ON members (person);
CREATE TABLE living_conditions (
    id BIGINT NOT NULL PRIMARY KEY,
    household BIGINT NOT NULL REFERENCES households (id),
    valid_from TEXT NOT NULL,
    valid_until TEXT CHECK (valid_until > valid_from),
    known_from_ms BIGINT NOT NULL,
    known_until_ms BIGINT CHECK (known_until_ms >= known_from_ms),
    arable_land BIGINT CHECK (arable_land >= 0),
    irrigated_land BIGINT CHECK (irrigated_land >= 0),
    forest_land BIGINT CHECK (forest_land >= 0),
    returned_forest BIGINT CHECK (returned_forest >= 0),
    orchard BIGINT CHECK (orchard >= 0),
    pasture BIGINT CHECK (pasture >= 0),
    water_surface BIGINT CHECK (water_surface >= 0),
    floor_area BIGINT CHECK (floor_area >= 0),
    structure TEXT,
    storeys BIGINT CHECK (storeys BETWEEN 0 AND 40),
    decorated BIGINT CHECK (decorated IN (0, 1)),
    built_year BIGINT CHECK (built_year BETWEEN 1900 AND 2100),
    housing_grade TEXT,
    toilet BIGINT CHECK (toilet IN (0, 1)),
    water_safe BIGINT CHECK (water_safe IN (0, 1)),
    water_difficult BIGINT CHECK (water_difficult IN (0, 1)),
    water_source TEXT,
    living_power BIGINT CHECK (living_power IN (0, 1)),
    production_power BIGINT CHECK (production_power IN (0, 1)),
    television BIGINT CHECK (television IN (0, 1)),
    fuel TEXT,
    road TEXT,
    road_distance BIGINT CHECK (road_distance >= 0),
    cooperative BIGINT CHECK (cooperative IN (0, 1)),
    leading_enterprise BIGINT CHECK (leading_enterprise IN (0, 1)),
    wealth_leader BIGINT CHECK (wealth_leader IN (0, 1)),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX living_conditions_household ON living_conditions (household);

-- 20261122-08-register-records (Register)
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
);
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
);
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
);
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
);
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
);
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
);
CREATE INDEX register_snapshot_counts_snapshot ON register_snapshot_counts (snapshot);
CREATE INDEX register_snapshot_counts_region ON register_snapshot_counts (region);
-- Derived from the members and made anew from them at any time: where a person is found. Not vouched for by the log.
CREATE TABLE people_index (
    person BIGINT NOT NULL PRIMARY KEY,
    household BIGINT NOT NULL,
    region BIGINT NOT NULL,
    name TEXT NOT NULL,
    initials TEXT NOT NULL,
    id_index BYTEA,
    phone_index BYTEA,
    present BIGINT NOT NULL CHECK (present IN (0, 1))
);
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
);
CREATE INDEX people_readings_initials ON people_readings (initials, region, person);

-- 20261122-10-web (Web)
-- What a personal filter in an address stands for; sealed, and gone after a day.
CREATE TABLE query_tokens (
    id BIGINT NOT NULL PRIMARY KEY,
    digest BYTEA NOT NULL UNIQUE,
    account BIGINT NOT NULL,
    content BYTEA NOT NULL,
    until_ms BIGINT NOT NULL
);
CREATE INDEX query_tokens_until ON query_tokens (until_ms);

-- 20261122-50-imports (Imports)
-- One file of one source for one region and period, and what became of it.
CREATE TABLE deliveries (
    id BIGINT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL CHECK (source <> ''),
    folder TEXT NOT NULL CHECK (folder <> ''),
    department TEXT NOT NULL CHECK (department <> ''),
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    period TEXT NOT NULL CHECK (period <> ''),
    period_first TEXT NOT NULL,
    period_last TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    kind TEXT NOT NULL CHECK (kind IN ('whole', 'supplement')),
    base_id BIGINT REFERENCES deliveries (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    state TEXT NOT NULL CHECK (state IN ('received', 'checked', 'refused', 'accepted', 'sent-back', 'superseded')),
    refusal TEXT,
    refusal_detail TEXT,
    rows_in BIGINT,
    rows_accepted BIGINT,
    rows_rejected BIGINT,
    ids_normalised BIGINT,
    ids_malformed BIGINT,
    rows_matched BIGINT,
    people_matched BIGINT,
    rows_unmatched BIGINT,
    rows_other_name BIGINT,
    first_day TEXT,
    last_day TEXT,
    received_ms BIGINT NOT NULL,
    received_by BIGINT NOT NULL,
    decided_ms BIGINT,
    decided_by BIGINT,
    superseded_by BIGINT REFERENCES deliveries (id),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    -- A row that came in was accepted or rejected; there is no third way.
    CHECK (rows_in IS NULL OR rows_in = rows_accepted + rows_rejected),
    CHECK ((kind = 'supplement') = (base_id IS NOT NULL)),
    CHECK ((state = 'refused') = (refusal IS NOT NULL)),
    CHECK (state NOT IN ('checked', 'accepted', 'sent-back') OR rows_in IS NOT NULL),
    UNIQUE (source, region, period, version),
    -- The same bytes for the same source, region and period are the same delivery, however often they are sent.
    UNIQUE (source, region, period, sha256)
);
CREATE INDEX deliveries_region ON deliveries (region, source, period_last);
CREATE INDEX deliveries_base ON deliveries (base_id);
CREATE INDEX deliveries_superseded ON deliveries (superseded_by);
-- The file as it came and as it was read. The bytes lie sealed in the blob store; no cell of a row stands here.
CREATE TABLE delivery_files (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery_id BIGINT NOT NULL UNIQUE REFERENCES deliveries (id),
    name TEXT NOT NULL,
    bytes_in BIGINT NOT NULL CHECK (bytes_in >= 0),
    blob TEXT NOT NULL,
    parsed_blob TEXT,
    format TEXT CHECK (format IN ('delimited', 'workbook')),
    encoding TEXT,
    delimiter TEXT,
    sheet TEXT,
    header_line BIGINT,
    header TEXT,
    mapped TEXT,
    unknown_headers TEXT,
    missing_columns TEXT,
    filled TEXT,
    sums TEXT,
    read_ms BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE TABLE delivery_rejects (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    line BIGINT NOT NULL CHECK (line > 0),
    column_name TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    shown TEXT NOT NULL,
    detail TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (delivery_id, line)
);
CREATE INDEX delivery_rejects_reason ON delivery_rejects (delivery_id, reason, column_name, line);
CREATE TABLE delivery_reasons (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    reason TEXT NOT NULL,
    column_name TEXT NOT NULL,
    rows_in BIGINT NOT NULL CHECK (rows_in > 0),
    first_line BIGINT NOT NULL,
    first_shown TEXT NOT NULL,
    first_detail TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (delivery_id, reason, column_name)
);
CREATE TABLE delivery_checks (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    kind TEXT NOT NULL,
    column_name TEXT NOT NULL,
    measured BIGINT NOT NULL,
    least_allowed BIGINT,
    most_allowed BIGINT,
    result TEXT NOT NULL CHECK (result IN ('passed', 'warning', 'failed')),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX delivery_checks_delivery ON delivery_checks (delivery_id);
CREATE TABLE delivery_steps (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    step TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    why TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX delivery_steps_delivery ON delivery_steps (delivery_id, at_ms);
-- Which townships the accepted rows speak of.
CREATE TABLE delivery_places (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    region BIGINT NOT NULL,
    rows_in BIGINT NOT NULL CHECK (rows_in > 0),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (delivery_id, region)
);
-- Rejected rows of a delivery (base_id) that a supplement brought mended.
CREATE TABLE delivery_mends (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    base_id BIGINT NOT NULL REFERENCES deliveries (id),
    line BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (delivery_id, line)
);
CREATE INDEX delivery_mends_base ON delivery_mends (base_id, line);

-- 20261122-51-register-imports (Imports)
-- Spreadsheets of households and people on their way into the register.
CREATE TABLE register_imports (
    id BIGINT NOT NULL PRIMARY KEY,
    region BIGINT NOT NULL,
    day TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'done', 'failed')),
    households_in BIGINT,
    households_taken BIGINT,
    households_rejected BIGINT,
    persons_in BIGINT,
    persons_taken BIGINT,
    persons_rejected BIGINT,
    made_ms BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    ended_ms BIGINT,
    fault TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK (households_in IS NULL OR households_in = households_taken + households_rejected),
    CHECK (persons_in IS NULL OR persons_in = persons_taken + persons_rejected),
    CHECK ((state = 'done') = (households_in IS NOT NULL))
);
CREATE INDEX register_imports_region ON register_imports (region, id);
CREATE TABLE register_import_files (
    id BIGINT NOT NULL PRIMARY KEY,
    import_id BIGINT NOT NULL REFERENCES register_imports (id),
    kind TEXT NOT NULL CHECK (kind IN ('households', 'persons')),
    name TEXT NOT NULL,
    bytes_in BIGINT NOT NULL CHECK (bytes_in > 0),
    blob TEXT NOT NULL CHECK (length(blob) = 64),
    opened TEXT NOT NULL,
    mapping TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (import_id, kind)
);
CREATE TABLE register_import_rejects (
    id BIGINT NOT NULL PRIMARY KEY,
    import_id BIGINT NOT NULL REFERENCES register_imports (id),
    kind TEXT NOT NULL CHECK (kind IN ('households', 'persons')),
    line BIGINT NOT NULL CHECK (line > 0),
    column_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    shown TEXT NOT NULL,
    detail TEXT NOT NULL,
    -- What the register says of it, in its own words.
    zh TEXT,
    en TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (import_id, kind, line)
);
-- Which header of a county's spreadsheets means which column: remembered from the last time.
CREATE TABLE register_mappings (
    id BIGINT NOT NULL PRIMARY KEY,
    region BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('households', 'persons')),
    column_name TEXT NOT NULL,
    header TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (region, kind, column_name)
);

-- 20261122-52-delivery-owners (Imports)
-- The sealed index of whom the rows of a delivery speak of. Made from the parsed delivery and made again from it, so outside the log.
CREATE TABLE delivery_owners (
    delivery_id BIGINT NOT NULL PRIMARY KEY REFERENCES deliveries (id),
    blob TEXT NOT NULL CHECK (length(blob) = 64)
);

-- 20261122-60-job-progress (Actions)
-- How far a job has ever come: an attempt that came further does not count against it.
ALTER TABLE jobs ADD COLUMN reached_units BIGINT NOT NULL DEFAULT 0;

-- 20261123-01-register-indexes (Register)
DROP INDEX people_index_household;
DROP INDEX register_changes_other;
CREATE INDEX register_changes_other ON register_changes (other_household) WHERE other_household IS NOT NULL;

-- 20261123-09-identity-questions (Register)
-- Rows of a register file whose ID number the register has under another name or in another household. Such a row is never taken in by
-- itself: somebody decides whose number it is.
CREATE TABLE identity_questions (
    id BIGINT NOT NULL PRIMARY KEY,
    person BIGINT NOT NULL,
    batch TEXT NOT NULL,
    line BIGINT NOT NULL CHECK (line > 0),
    kind TEXT NOT NULL CHECK (kind IN ('other-name', 'other-household')),
    file_name TEXT NOT NULL,
    file_household BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'taken', 'other-person')),
    reason TEXT,
    made_ms BIGINT NOT NULL,
    decided_ms BIGINT,
    decided_by BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (batch, line),
    CHECK ((state = 'open') = (decided_ms IS NULL)),
    CHECK ((state = 'open') = (decided_by IS NULL))
);
CREATE INDEX identity_questions_person ON identity_questions (person);
CREATE INDEX identity_questions_open ON identity_questions (id) WHERE state = 'open';

-- 20261123-10-work-orders (WorkOrders)
-- Work given out in one action, which can be undone for a while.
CREATE TABLE work_order_batches (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind <> ''),
    region BIGINT NOT NULL,
    orders BIGINT NOT NULL CHECK (orders >= 0),
    made_ms BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    undo_until_ms BIGINT NOT NULL,
    undone_ms BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX work_order_batches_region ON work_order_batches (region, id);
CREATE TABLE work_orders (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind <> ''),
    subject TEXT NOT NULL CHECK (subject <> ''),
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    holder BIGINT,
    department TEXT,
    dataset TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'done', 'returned', 'withdrawn')),
    -- 0 province, 1 city, 2 county, 3 township, 4 village: how far up it was raised.
    level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 4),
    items BIGINT NOT NULL CHECK (items >= 0),
    due_on TEXT NOT NULL,
    -- After this day, while it is open, it is raised by one level; NULL when there is nobody above.
    watch_on TEXT,
    reminded_on TEXT,
    made_ms BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    batch BIGINT REFERENCES work_order_batches (id),
    closed_ms BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((closed_ms IS NULL) = (state IN ('open', 'accepted')))
);
-- A thing has one open order of a kind: one visit for everything of a household.
CREATE UNIQUE INDEX work_orders_subject ON work_orders (kind, subject) WHERE closed_ms IS NULL;
CREATE INDEX work_orders_place ON work_orders (region, due_on, id) WHERE closed_ms IS NULL;
CREATE INDEX work_orders_holder ON work_orders (holder, due_on, id) WHERE closed_ms IS NULL;
CREATE INDEX work_orders_due ON work_orders (due_on, id) WHERE closed_ms IS NULL;
CREATE INDEX work_orders_watch ON work_orders (watch_on, id) WHERE closed_ms IS NULL;
CREATE INDEX work_orders_batch ON work_orders (batch, id);
CREATE INDEX work_orders_closed ON work_orders (region, closed_ms) WHERE closed_ms IS NOT NULL;
CREATE TABLE work_order_steps (
    id BIGINT NOT NULL PRIMARY KEY,
    work_order BIGINT NOT NULL REFERENCES work_orders (id),
    step TEXT NOT NULL CHECK (step IN (
        'dispatched', 'accepted', 'added', 'moved', 'reminded', 'escalated', 'handedOver', 'returned', 'done', 'withdrawn')),
    at_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    -- What changed: a day, an account, a level.
    from_value TEXT,
    to_value TEXT,
    reason TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK (step NOT IN ('moved', 'handedOver', 'returned', 'escalated') OR reason <> '')
);
CREATE INDEX work_order_steps_order ON work_order_steps (work_order, id);

-- 20261123-11-maps (Dashboards)
-- features = drawn + unchanged + rows of map_rejects.
CREATE TABLE map_imports (
    id BIGINT NOT NULL PRIMARY KEY,
    region BIGINT NOT NULL,
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    features BIGINT NOT NULL CHECK (features > 0),
    drawn BIGINT NOT NULL CHECK (drawn >= 0),
    unchanged BIGINT NOT NULL CHECK (unchanged >= 0),
    imported_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
-- The id is the region's code of 12 digits. The outline is written as MapOutline says.
CREATE TABLE map_shapes (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id BETWEEN 100000000000 AND 999999999999),
    points BIGINT NOT NULL CHECK (points >= 3),
    outline BYTEA NOT NULL,
    map_import BIGINT NOT NULL REFERENCES map_imports (id),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE TABLE map_rejects (
    id BIGINT NOT NULL PRIMARY KEY,
    map_import BIGINT NOT NULL REFERENCES map_imports (id),
    feature BIGINT NOT NULL CHECK (feature > 0),
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX map_rejects_import ON map_rejects (map_import, feature);

-- 20261123-20-clues (Clues)
-- A rule as far as clues need it, taken from the runs: its words, and the codes that usually explain a false clue.
CREATE TABLE clue_rules (
    id BIGINT NOT NULL PRIMARY KEY,
    rule TEXT NOT NULL UNIQUE CHECK (rule <> ''),
    pack TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    outcome TEXT NOT NULL,
    severity BIGINT NOT NULL,
    -- Names of datasets and codes with commas between them.
    sources TEXT NOT NULL,
    usual TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
-- What the numbers of a clue's evidence are called: the same for all clues of one version of a rule.
CREATE TABLE clue_forms (
    id BIGINT NOT NULL PRIMARY KEY,
    rule BIGINT NOT NULL REFERENCES clue_rules (id),
    pack_version BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (rule, pack_version)
);
CREATE TABLE clues (
    id BIGINT NOT NULL PRIMARY KEY,
    identity BIGINT NOT NULL UNIQUE,
    rule BIGINT NOT NULL REFERENCES clue_rules (id),
    form BIGINT NOT NULL REFERENCES clue_forms (id),
    subject TEXT NOT NULL CHECK (subject IN ('person', 'household', 'village', 'row', 'group')),
    household BIGINT,
    person BIGINT,
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    outcome TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'created', 'dispatched', 'accepted', 'verifying', 'confirmed', 'notConfirmed', 'cannotVerify', 'rectifying', 'rectified',
        'reviewed', 'closed', 'returned', 'escalated')),
    held TEXT,
    due_on TEXT,
    evidence TEXT NOT NULL,
    row_key TEXT,
    work_order BIGINT,
    verdict TEXT CHECK (verdict IN ('confirmed', 'notConfirmed', 'cannotVerify')),
    explanation TEXT,
    opened_run BIGINT NOT NULL,
    -- The run whose figures the evidence has, and the last one that no longer found it.
    seen_run BIGINT NOT NULL,
    lapsed_run BIGINT,
    opened_ms BIGINT NOT NULL,
    closed_ms BIGINT,
    times BIGINT NOT NULL CHECK (times >= 1),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((state = 'escalated') = (held IS NOT NULL)),
    CHECK ((state = 'closed') = (due_on IS NULL)),
    CHECK ((state = 'closed') = (closed_ms IS NOT NULL))
);
-- Lists are walked by place, each filter on its own way there; what else a list asks stands behind, so that counting a million reads
-- the index alone.
CREATE INDEX clues_open ON clues (region, id, due_on) WHERE closed_ms IS NULL;
CREATE INDEX clues_place ON clues (region, id, state);
CREATE INDEX clues_state ON clues (state, region, id, held);
CREATE INDEX clues_rule ON clues (rule, region, id, closed_ms, state, due_on);
CREATE INDEX clues_outcome ON clues (outcome, region, id, closed_ms, state, due_on);
CREATE INDEX clues_household ON clues (household, id) WHERE household IS NOT NULL;
CREATE INDEX clues_order ON clues (work_order, id) WHERE work_order IS NOT NULL;
CREATE INDEX clues_verdict ON clues (verdict, region, id, rule) WHERE verdict IS NOT NULL;
CREATE INDEX clues_precision ON clues (rule, verdict, region) WHERE verdict IS NOT NULL;
CREATE INDEX clues_explanation ON clues (rule, explanation, region) WHERE explanation IS NOT NULL;
CREATE TABLE clue_steps (
    id BIGINT NOT NULL PRIMARY KEY,
    clue BIGINT NOT NULL REFERENCES clues (id),
    event TEXT NOT NULL CHECK (event <> ''),
    from_state TEXT,
    to_state TEXT NOT NULL,
    due_before TEXT,
    due_after TEXT,
    at_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    run BIGINT,
    reason TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    -- Going back, closing and every other deadline than the one of a step say why.
    CHECK (event NOT IN ('giveBack', 'refuse', 'reopen', 'deadline', 'close', 'lapse') OR reason <> '')
);
CREATE INDEX clue_steps_clue ON clue_steps (clue, id);
CREATE INDEX clue_steps_run ON clue_steps (run, event) WHERE run IS NOT NULL;
CREATE TABLE clue_verdicts (
    id BIGINT NOT NULL PRIMARY KEY,
    clue BIGINT NOT NULL REFERENCES clues (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'notConfirmed', 'cannotVerify')),
    explanation TEXT,
    said TEXT NOT NULL CHECK (said <> ''),
    signature TEXT NOT NULL CHECK (signature <> ''),
    certificate TEXT,
    seen_on TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    device_time TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((verdict = 'notConfirmed') = (explanation IS NOT NULL))
);
CREATE INDEX clue_verdicts_clue ON clue_verdicts (clue, id);
CREATE TABLE clue_photos (
    id BIGINT NOT NULL PRIMARY KEY,
    clue BIGINT NOT NULL REFERENCES clues (id),
    household BIGINT,
    blob TEXT NOT NULL CHECK (length(blob) = 64),
    media TEXT NOT NULL CHECK (media IN ('image/jpeg', 'image/png', 'image/webp')),
    shows TEXT NOT NULL CHECK (shows IN ('scene', 'statement', 'certificate', 'signature', 'other')),
    caption TEXT,
    taken_on TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX clue_photos_clue ON clue_photos (clue, id);
-- Reviews of verdicts, and those that a level above drew by lot.
CREATE TABLE clue_reviews (
    id BIGINT NOT NULL PRIMARY KEY,
    clue BIGINT NOT NULL REFERENCES clues (id),
    kind TEXT NOT NULL CHECK (kind IN ('review', 'sample')),
    level TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('waiting', 'agreed', 'refused')),
    reason TEXT,
    drawn_ms BIGINT,
    drawn_by BIGINT,
    at_ms BIGINT,
    account BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((kind = 'sample') = (drawn_ms IS NOT NULL)),
    CHECK ((result = 'waiting') = (at_ms IS NULL)),
    CHECK (result <> 'refused' OR reason <> '')
);
CREATE INDEX clue_reviews_clue ON clue_reviews (clue, id);
CREATE UNIQUE INDEX clue_reviews_waiting ON clue_reviews (clue) WHERE result = 'waiting';
CREATE TABLE clue_rectifications (
    id BIGINT NOT NULL PRIMARY KEY,
    clue BIGINT NOT NULL REFERENCES clues (id),
    way TEXT NOT NULL CHECK (way IN ('register', 'department')),
    asked TEXT NOT NULL CHECK (asked <> ''),
    -- The change of the register that put it right.
    change BIGINT,
    work_order BIGINT,
    began_ms BIGINT NOT NULL,
    began_by BIGINT NOT NULL,
    ended_ms BIGINT,
    ended_by BIGINT,
    done TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((way = 'department') = (work_order IS NOT NULL))
);
CREATE INDEX clue_rectifications_clue ON clue_rectifications (clue, id);
CREATE INDEX clue_rectifications_order ON clue_rectifications (work_order) WHERE work_order IS NOT NULL;
-- What each run did to the clues.
CREATE TABLE clue_takeups (
    id BIGINT NOT NULL PRIMARY KEY,
    run BIGINT NOT NULL,
    region BIGINT NOT NULL,
    as_of TEXT NOT NULL,
    opened BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    reopened BIGINT NOT NULL,
    lapsed BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE UNIQUE INDEX clue_takeups_run ON clue_takeups (run) WHERE run > 0;
CREATE INDEX clue_takeups_region ON clue_takeups (region, id);

-- 20261123-30-clue-times (Clues)
-- What happened to clues in a week is asked by time; where a clue lay before it moved is kept, so that an old week stays as it was.
ALTER TABLE clue_steps ADD COLUMN region_before BIGINT;
CREATE INDEX clue_steps_time ON clue_steps (at_ms, event, clue);
CREATE INDEX clue_steps_moved ON clue_steps (clue, id) WHERE region_before IS NOT NULL;

-- 20261123-40-supervision (Supervision)
-- What followed a confirmed clue.
CREATE TABLE measures (
    id BIGINT NOT NULL PRIMARY KEY,
    clue BIGINT NOT NULL,
    household BIGINT,
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    kind TEXT NOT NULL CHECK (kind IN ('removal', 'recovery', 'referral', 'discipline')),
    state TEXT NOT NULL CHECK (state IN ('open', 'ended', 'dropped')),
    what TEXT NOT NULL CHECK (what <> ''),
    due_on TEXT NOT NULL,
    -- Of a recovery, in fen: always the sums of its entries.
    due BIGINT NOT NULL CHECK (due >= 0),
    paid BIGINT NOT NULL CHECK (paid >= 0),
    authority TEXT,
    letter TEXT,
    answer TEXT,
    way TEXT CHECK (way IN ('talk', 'warning', 'sanction')),
    post TEXT,
    people BIGINT NOT NULL CHECK (people >= 0),
    register_change BIGINT,
    began_ms BIGINT NOT NULL,
    began_by BIGINT NOT NULL,
    ended_ms BIGINT,
    ended_by BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((state = 'open') = (ended_ms IS NULL)),
    CHECK (kind = 'recovery' OR (due = 0 AND paid = 0)),
    CHECK ((kind = 'discipline') = (people > 0)),
    CHECK ((kind = 'discipline') = (way IS NOT NULL)),
    CHECK ((kind = 'referral') = (authority IS NOT NULL))
);
-- A clue has one open measure of a kind.
CREATE UNIQUE INDEX measures_kind ON measures (clue, kind) WHERE ended_ms IS NULL;
CREATE INDEX measures_clue ON measures (clue, id);
CREATE INDEX measures_place ON measures (region, id, kind, state, due_on);
-- Every step of a measure; money only as entries with their sign. Nothing here is ever changed.
CREATE TABLE measure_entries (
    id BIGINT NOT NULL PRIMARY KEY,
    measure BIGINT NOT NULL REFERENCES measures (id),
    event TEXT NOT NULL CHECK (event IN (
        'begin', 'due', 'pay', 'reverse', 'answer', 'note', 'deadline', 'end', 'drop', 'reopen')),
    at_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    reason TEXT,
    due_change BIGINT NOT NULL,
    paid_change BIGINT NOT NULL,
    receipt TEXT,
    on_day TEXT,
    reverses BIGINT REFERENCES measure_entries (id),
    deadline_before TEXT,
    deadline_after TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK (event = 'pay' OR reason <> ''),
    CHECK ((event = 'pay') = (paid_change > 0)),
    CHECK ((event = 'pay') = (receipt IS NOT NULL)),
    CHECK ((event = 'reverse') = (paid_change < 0)),
    CHECK ((event = 'reverse') = (reverses IS NOT NULL)),
    CHECK (due_change = 0 OR event IN ('begin', 'due'))
);
CREATE INDEX measure_entries_measure ON measure_entries (measure, id);
CREATE INDEX measure_entries_time ON measure_entries (at_ms, measure);
-- A payment is taken back once.
CREATE UNIQUE INDEX measure_entries_reverses ON measure_entries (reverses) WHERE reverses IS NOT NULL;
CREATE TABLE urgings (
    id BIGINT NOT NULL PRIMARY KEY,
    -- Who is urged, and the place that urges.
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    from_region BIGINT NOT NULL CHECK (from_region BETWEEN 100000000000 AND 999999999999),
    holder BIGINT,
    department TEXT,
    dataset TEXT,
    about TEXT NOT NULL CHECK (about IN ('clues', 'orders', 'measures', 'data', 'clue', 'order', 'measure', 'other')),
    thing BIGINT,
    overdue BIGINT NOT NULL CHECK (overdue >= 0),
    text TEXT NOT NULL CHECK (text <> ''),
    due_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
    sent_ms BIGINT NOT NULL,
    sent_by BIGINT NOT NULL,
    answered_ms BIGINT,
    closed_ms BIGINT,
    work_order BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((state = 'closed') = (closed_ms IS NOT NULL)),
    CHECK ((thing IS NOT NULL) = (about IN ('clue', 'order', 'measure')))
);
CREATE INDEX urgings_place ON urgings (region, id, state, due_on);
CREATE INDEX urgings_from ON urgings (from_region, state, id);
CREATE INDEX urgings_order ON urgings (work_order) WHERE work_order IS NOT NULL;
CREATE TABLE urging_steps (
    id BIGINT NOT NULL PRIMARY KEY,
    urging BIGINT NOT NULL REFERENCES urgings (id),
    event TEXT NOT NULL CHECK (event IN ('send', 'reply', 'accept', 'refuse', 'withdraw', 'deadline')),
    to_state TEXT NOT NULL CHECK (to_state IN ('open', 'answered', 'closed')),
    at_ms BIGINT NOT NULL,
    account BIGINT NOT NULL,
    said TEXT,
    due_before TEXT,
    due_after TEXT,
    -- Of a set: how many were overdue then.
    overdue BIGINT NOT NULL CHECK (overdue >= 0),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK (event = 'accept' OR said <> '')
);
CREATE INDEX urging_steps_urging ON urging_steps (urging, id);
CREATE INDEX urging_steps_time ON urging_steps (at_ms, urging);

-- 20261123-52-delivery-groups (Imports)
-- The sealed index of which rows of a delivery have equal cells in some columns. Made from the parsed delivery and made again from it, so outside
-- the log.
CREATE TABLE delivery_groups (
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
    columns TEXT NOT NULL CHECK (columns <> ''),
    blob TEXT NOT NULL CHECK (length(blob) = 64),
    PRIMARY KEY (delivery_id, columns)
);

-- 20261123-60-policies (Policies)
-- A whole pack as its YAML texts. Nothing in a row ever changes: another value of a parameter is another version, in force from a day, for a
-- region and what lies in it. What came with the program has no proposer.
CREATE TABLE policy_packs (
    id BIGINT NOT NULL PRIMARY KEY,
    pack TEXT NOT NULL CHECK (pack <> ''),
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    version BIGINT NOT NULL CHECK (version > 0),
    in_force_from TEXT NOT NULL,
    texts TEXT NOT NULL,
    proposal_id BIGINT,
    proposed_by BIGINT,
    approved_by BIGINT NOT NULL,
    installed_ms BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (pack, version),
    -- Two people: nobody puts in force what they proposed themselves.
    CHECK (proposed_by IS NULL OR proposed_by <> approved_by)
);
CREATE INDEX policy_packs_region ON policy_packs (region, pack, version);
CREATE TABLE policy_proposals (
    id BIGINT NOT NULL PRIMARY KEY,
    pack TEXT NOT NULL,
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    parameter TEXT NOT NULL,
    value TEXT NOT NULL,
    in_force_from TEXT NOT NULL,
    reference TEXT NOT NULL CHECK (reference <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
    proposed_by BIGINT NOT NULL,
    proposed_ms BIGINT NOT NULL,
    decided_by BIGINT,
    decided_ms BIGINT,
    decided_why TEXT,
    version BIGINT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((state = 'open') = (decided_by IS NULL)),
    CHECK ((state = 'approved') = (version IS NOT NULL))
);
CREATE INDEX policy_proposals_region ON policy_proposals (region, state);
-- Counties that work by the law of another area.
CREATE TABLE policy_areas (
    id BIGINT NOT NULL PRIMARY KEY,
    region BIGINT NOT NULL UNIQUE CHECK (region BETWEEN 100000000000 AND 999999999999),
    area TEXT NOT NULL CHECK (area <> ''),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE TABLE comparison_runs (
    id BIGINT NOT NULL PRIMARY KEY,
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    as_of TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    asked_by BIGINT NOT NULL,
    asked_ms BIGINT NOT NULL,
    started_ms BIGINT,
    ended_ms BIGINT,
    households BIGINT,
    people BIGINT,
    clues BIGINT,
    phases TEXT,
    fault TEXT,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    CHECK ((state = 'done') = (clues IS NOT NULL)),
    CHECK ((state = 'failed') = (fault IS NOT NULL))
);
CREATE INDEX comparison_runs_region ON comparison_runs (region, id);
CREATE TABLE comparison_run_rules (
    id BIGINT NOT NULL PRIMARY KEY,
    run_id BIGINT NOT NULL REFERENCES comparison_runs (id),
    pack TEXT NOT NULL,
    version BIGINT NOT NULL,
    rule TEXT NOT NULL,
    title TEXT NOT NULL,
    skipped TEXT,
    subjects BIGINT NOT NULL CHECK (subjects >= 0),
    undecided BIGINT NOT NULL CHECK (undecided >= 0),
    clues BIGINT NOT NULL CHECK (clues >= 0),
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);
CREATE INDEX comparison_run_rules_run ON comparison_run_rules (run_id, rule);
-- Regions whose comparison runs by itself every day at an hour, for the account that asked for it.
CREATE TABLE comparison_schedules (
    id BIGINT NOT NULL PRIMARY KEY,
    region BIGINT NOT NULL UNIQUE CHECK (region BETWEEN 100000000000 AND 999999999999),
    hour BIGINT NOT NULL CHECK (hour BETWEEN 0 AND 23),
    account BIGINT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL
);

-- 20261123-62-run-places (Policies)
-- What a run found in one county, village by village, as text: for readers to whom a part of the run's region belongs.
CREATE TABLE comparison_run_places (
    id BIGINT NOT NULL PRIMARY KEY,
    run_id BIGINT NOT NULL REFERENCES comparison_runs (id),
    region BIGINT NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
    villages TEXT NOT NULL,
    audit_leaf BIGINT NOT NULL,
    audit_index BIGINT NOT NULL,
    UNIQUE (run_id, region)
);

-- 20261124-05-register-changes-log (Register)
CREATE INDEX register_changes_leaf ON register_changes (audit_leaf, household);

-- 20261124-10-clue-ledger (Clues)
-- What took a step since an entry of the log is read anew by whatever is kept in memory.
CREATE INDEX clue_steps_leaf ON clue_steps (audit_leaf, clue);
-- Lists are filtered and verdicts counted there.
DROP INDEX clues_outcome;
DROP INDEX clues_verdict;
DROP INDEX clues_precision;
DROP INDEX clues_explanation;
