import Actions
import Storage

extension AuditedTable {
    package static let policyPacks = AuditedTable(
        "policy_packs",
        columns: [
            "id", "pack", "region", "version", "in_force_from", "texts", "proposal_id", "proposed_by", "approved_by", "installed_ms",
        ])
    package static let policyProposals = AuditedTable(
        "policy_proposals",
        columns: [
            "id", "pack", "region", "parameter", "value", "in_force_from", "reference", "reason", "state", "proposed_by", "proposed_ms", "decided_by",
            "decided_ms", "decided_why", "version",
        ])
    package static let policyAreas = AuditedTable("policy_areas", columns: ["id", "region", "area"])
    package static let comparisonRuns = AuditedTable(
        "comparison_runs",
        columns: [
            "id", "region", "as_of", "state", "asked_by", "asked_ms", "started_ms", "ended_ms", "households", "people", "clues", "phases", "fault",
        ])
    package static let comparisonRunRules = AuditedTable(
        "comparison_run_rules",
        columns: ["id", "run_id", "pack", "version", "rule", "title", "skipped", "subjects", "undecided", "clues"])
    package static let comparisonRunPlaces = AuditedTable("comparison_run_places", columns: ["id", "run_id", "region", "villages"])
    package static let comparisonSchedules = AuditedTable("comparison_schedules", columns: ["id", "region", "hour", "account"])

    /// All of the room.
    package static let policies: [AuditedTable] = [
        .policyPacks, .policyProposals, .policyAreas, .comparisonRuns, .comparisonRunRules, .comparisonRunPlaces, .comparisonSchedules,
    ]
}

extension Migration {
    package static let policies: [Migration] = [
        Migration(
            id: "20261123-60-policies", room: "Policies",
            """
            -- A whole pack as its YAML texts. Nothing in a row ever changes: another value of a parameter is another version, in force from a day, for a
            -- region and what lies in it. What came with the program has no proposer.
            CREATE TABLE policy_packs (
                id {integer} NOT NULL PRIMARY KEY,
                pack {text} NOT NULL CHECK (pack <> ''),
                region {integer} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                version {integer} NOT NULL CHECK (version > 0),
                in_force_from {text} NOT NULL,
                texts {text} NOT NULL,
                proposal_id {integer},
                proposed_by {integer},
                approved_by {integer} NOT NULL,
                installed_ms {integer} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (pack, version),
                -- Two people: nobody puts in force what they proposed themselves.
                CHECK (proposed_by IS NULL OR proposed_by <> approved_by)
            ){strict};
            CREATE INDEX policy_packs_region ON policy_packs (region, pack, version);

            CREATE TABLE policy_proposals (
                id {integer} NOT NULL PRIMARY KEY,
                pack {text} NOT NULL,
                region {integer} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                parameter {text} NOT NULL,
                value {text} NOT NULL,
                in_force_from {text} NOT NULL,
                reference {text} NOT NULL CHECK (reference <> ''),
                reason {text} NOT NULL CHECK (reason <> ''),
                state {text} NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
                proposed_by {integer} NOT NULL,
                proposed_ms {integer} NOT NULL,
                decided_by {integer},
                decided_ms {integer},
                decided_why {text},
                version {integer},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((state = 'open') = (decided_by IS NULL)),
                CHECK ((state = 'approved') = (version IS NOT NULL))
            ){strict};
            CREATE INDEX policy_proposals_region ON policy_proposals (region, state);

            -- Counties that work by the law of another area.
            CREATE TABLE policy_areas (
                id {integer} NOT NULL PRIMARY KEY,
                region {integer} NOT NULL UNIQUE CHECK (region BETWEEN 100000000000 AND 999999999999),
                area {text} NOT NULL CHECK (area <> ''),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};

            CREATE TABLE comparison_runs (
                id {integer} NOT NULL PRIMARY KEY,
                region {integer} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                as_of {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
                asked_by {integer} NOT NULL,
                asked_ms {integer} NOT NULL,
                started_ms {integer},
                ended_ms {integer},
                households {integer},
                people {integer},
                clues {integer},
                phases {text},
                fault {text},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((state = 'done') = (clues IS NOT NULL)),
                CHECK ((state = 'failed') = (fault IS NOT NULL))
            ){strict};
            CREATE INDEX comparison_runs_region ON comparison_runs (region, id);

            CREATE TABLE comparison_run_rules (
                id {integer} NOT NULL PRIMARY KEY,
                run_id {integer} NOT NULL REFERENCES comparison_runs (id),
                pack {text} NOT NULL,
                version {integer} NOT NULL,
                rule {text} NOT NULL,
                title {text} NOT NULL,
                skipped {text},
                subjects {integer} NOT NULL CHECK (subjects >= 0),
                undecided {integer} NOT NULL CHECK (undecided >= 0),
                clues {integer} NOT NULL CHECK (clues >= 0),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX comparison_run_rules_run ON comparison_run_rules (run_id, rule);

            -- Regions whose comparison runs by itself every day at an hour, for the account that asked for it.
            CREATE TABLE comparison_schedules (
                id {integer} NOT NULL PRIMARY KEY,
                region {integer} NOT NULL UNIQUE CHECK (region BETWEEN 100000000000 AND 999999999999),
                hour {integer} NOT NULL CHECK (hour BETWEEN 0 AND 23),
                account {integer} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            """),
        Migration(
            id: "20261123-62-run-places", room: "Policies",
            """
            -- What a run found in one county, village by village, as text: for readers to whom a part of the run's region belongs.
            CREATE TABLE comparison_run_places (
                id {integer} NOT NULL PRIMARY KEY,
                run_id {integer} NOT NULL REFERENCES comparison_runs (id),
                region {integer} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                villages {text} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (run_id, region)
            ){strict};
            """),
    ]
}
