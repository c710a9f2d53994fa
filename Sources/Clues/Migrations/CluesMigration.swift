import Actions
import Storage

extension AuditedTable {
    package static let clueRules = AuditedTable(
        "clue_rules", columns: ["id", "rule", "pack", "title_zh", "title_en", "outcome", "severity", "sources", "usual"])
    package static let clueForms = AuditedTable("clue_forms", columns: ["id", "rule", "pack_version", "evidence"])
    package static let clues = AuditedTable(
        "clues",
        columns: [
            "id", "identity", "rule", "form", "subject", "household", "person", "region", "outcome", "state", "held", "due_on", "evidence", "row_key",
            "work_order", "verdict", "explanation", "opened_run", "seen_run", "lapsed_run", "opened_ms", "closed_ms", "times",
        ])
    package static let clueSteps = AuditedTable(
        "clue_steps",
        columns: ["id", "clue", "event", "from_state", "to_state", "due_before", "due_after", "at_ms", "account", "run", "reason", "region_before"])
    package static let clueVerdicts = AuditedTable(
        "clue_verdicts",
        columns: ["id", "clue", "verdict", "explanation", "said", "signature", "certificate", "seen_on", "at_ms", "account", "device_time"])
    package static let cluePhotos = AuditedTable(
        "clue_photos", columns: ["id", "clue", "household", "blob", "media", "shows", "caption", "taken_on", "at_ms", "account"])
    package static let clueReviews = AuditedTable(
        "clue_reviews", columns: ["id", "clue", "kind", "level", "result", "reason", "drawn_ms", "drawn_by", "at_ms", "account"])
    package static let clueRectifications = AuditedTable(
        "clue_rectifications",
        columns: ["id", "clue", "way", "asked", "change", "work_order", "began_ms", "began_by", "ended_ms", "ended_by", "done"])
    package static let clueTakeUps = AuditedTable(
        "clue_takeups", columns: ["id", "run", "region", "as_of", "opened", "changed", "reopened", "lapsed", "at_ms", "account"])

    /// All of the room.
    package static let clueTables: [AuditedTable] = [
        .clueRules, .clueForms, .clues, .clueSteps, .clueVerdicts, .cluePhotos, .clueReviews, .clueRectifications, .clueTakeUps,
    ]
}

extension Migration {
    package static let clues: [Migration] = [
        Migration(
            id: "20261123-20-clues", room: "Clues",
            """
            -- A rule as far as clues need it, taken from the runs: its words, and the codes that usually explain a false clue.
            CREATE TABLE clue_rules (
                id {integer} NOT NULL PRIMARY KEY,
                rule {text} NOT NULL UNIQUE CHECK (rule <> ''),
                pack {text} NOT NULL,
                title_zh {text} NOT NULL,
                title_en {text} NOT NULL,
                outcome {text} NOT NULL,
                severity {integer} NOT NULL,
                -- Names of datasets and codes with commas between them.
                sources {text} NOT NULL,
                usual {text} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};

            -- What the numbers of a clue's evidence are called: the same for all clues of one version of a rule.
            CREATE TABLE clue_forms (
                id {integer} NOT NULL PRIMARY KEY,
                rule {integer} NOT NULL REFERENCES clue_rules (id),
                pack_version {integer} NOT NULL,
                evidence {text} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (rule, pack_version)
            ){strict};

            CREATE TABLE clues (
                id {integer} NOT NULL PRIMARY KEY,
                identity {integer} NOT NULL UNIQUE,
                rule {integer} NOT NULL REFERENCES clue_rules (id),
                form {integer} NOT NULL REFERENCES clue_forms (id),
                subject {text} NOT NULL CHECK (subject IN ('person', 'household', 'village', 'row', 'group')),
                household {integer},
                person {integer},
                region {region} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                outcome {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN (
                    'created', 'dispatched', 'accepted', 'verifying', 'confirmed', 'notConfirmed', 'cannotVerify', 'rectifying', 'rectified',
                    'reviewed', 'closed', 'returned', 'escalated')),
                held {text},
                due_on {date},
                evidence {text} NOT NULL,
                row_key {text},
                work_order {integer},
                verdict {text} CHECK (verdict IN ('confirmed', 'notConfirmed', 'cannotVerify')),
                explanation {text},
                opened_run {integer} NOT NULL,
                -- The run whose figures the evidence has, and the last one that no longer found it.
                seen_run {integer} NOT NULL,
                lapsed_run {integer},
                opened_ms {moment} NOT NULL,
                closed_ms {moment},
                times {integer} NOT NULL CHECK (times >= 1),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((state = 'escalated') = (held IS NOT NULL)),
                CHECK ((state = 'closed') = (due_on IS NULL)),
                CHECK ((state = 'closed') = (closed_ms IS NOT NULL))
            ){strict};
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
                id {integer} NOT NULL PRIMARY KEY,
                clue {integer} NOT NULL REFERENCES clues (id),
                event {text} NOT NULL CHECK (event <> ''),
                from_state {text},
                to_state {text} NOT NULL,
                due_before {date},
                due_after {date},
                at_ms {moment} NOT NULL,
                account {integer} NOT NULL,
                run {integer},
                reason {text},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                -- Going back, closing and every other deadline than the one of a step say why.
                CHECK (event NOT IN ('giveBack', 'refuse', 'reopen', 'deadline', 'close', 'lapse') OR reason <> '')
            ){strict};
            CREATE INDEX clue_steps_clue ON clue_steps (clue, id);
            CREATE INDEX clue_steps_run ON clue_steps (run, event) WHERE run IS NOT NULL;

            CREATE TABLE clue_verdicts (
                id {integer} NOT NULL PRIMARY KEY,
                clue {integer} NOT NULL REFERENCES clues (id),
                verdict {text} NOT NULL CHECK (verdict IN ('confirmed', 'notConfirmed', 'cannotVerify')),
                explanation {text},
                said {text} NOT NULL CHECK (said <> ''),
                signature {text} NOT NULL CHECK (signature <> ''),
                certificate {text},
                seen_on {date} NOT NULL,
                at_ms {moment} NOT NULL,
                account {integer} NOT NULL,
                device_time {text},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((verdict = 'notConfirmed') = (explanation IS NOT NULL))
            ){strict};
            CREATE INDEX clue_verdicts_clue ON clue_verdicts (clue, id);

            CREATE TABLE clue_photos (
                id {integer} NOT NULL PRIMARY KEY,
                clue {integer} NOT NULL REFERENCES clues (id),
                household {integer},
                blob {text} NOT NULL CHECK (length(blob) = 64),
                media {text} NOT NULL CHECK (media IN ('image/jpeg', 'image/png', 'image/webp')),
                shows {text} NOT NULL CHECK (shows IN ('scene', 'statement', 'certificate', 'signature', 'other')),
                caption {text},
                taken_on {date} NOT NULL,
                at_ms {moment} NOT NULL,
                account {integer} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX clue_photos_clue ON clue_photos (clue, id);

            -- Reviews of verdicts, and those that a level above drew by lot.
            CREATE TABLE clue_reviews (
                id {integer} NOT NULL PRIMARY KEY,
                clue {integer} NOT NULL REFERENCES clues (id),
                kind {text} NOT NULL CHECK (kind IN ('review', 'sample')),
                level {text} NOT NULL,
                result {text} NOT NULL CHECK (result IN ('waiting', 'agreed', 'refused')),
                reason {text},
                drawn_ms {moment},
                drawn_by {integer},
                at_ms {moment},
                account {integer},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((kind = 'sample') = (drawn_ms IS NOT NULL)),
                CHECK ((result = 'waiting') = (at_ms IS NULL)),
                CHECK (result <> 'refused' OR reason <> '')
            ){strict};
            CREATE INDEX clue_reviews_clue ON clue_reviews (clue, id);
            CREATE UNIQUE INDEX clue_reviews_waiting ON clue_reviews (clue) WHERE result = 'waiting';

            CREATE TABLE clue_rectifications (
                id {integer} NOT NULL PRIMARY KEY,
                clue {integer} NOT NULL REFERENCES clues (id),
                way {text} NOT NULL CHECK (way IN ('register', 'department')),
                asked {text} NOT NULL CHECK (asked <> ''),
                -- The change of the register that put it right.
                change {integer},
                work_order {integer},
                began_ms {moment} NOT NULL,
                began_by {integer} NOT NULL,
                ended_ms {moment},
                ended_by {integer},
                done {text},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((way = 'department') = (work_order IS NOT NULL))
            ){strict};
            CREATE INDEX clue_rectifications_clue ON clue_rectifications (clue, id);
            CREATE INDEX clue_rectifications_order ON clue_rectifications (work_order) WHERE work_order IS NOT NULL;

            -- What each run did to the clues.
            CREATE TABLE clue_takeups (
                id {integer} NOT NULL PRIMARY KEY,
                run {integer} NOT NULL,
                region {region} NOT NULL,
                as_of {date} NOT NULL,
                opened {integer} NOT NULL,
                changed {integer} NOT NULL,
                reopened {integer} NOT NULL,
                lapsed {integer} NOT NULL,
                at_ms {moment} NOT NULL,
                account {integer} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE UNIQUE INDEX clue_takeups_run ON clue_takeups (run) WHERE run > 0;
            CREATE INDEX clue_takeups_region ON clue_takeups (region, id);
            """),
        Migration(
            id: "20261123-30-clue-times", room: "Clues",
            """
            -- What happened to clues in a week is asked by time; where a clue lay before it moved is kept, so that an old week stays as it was.
            ALTER TABLE clue_steps ADD COLUMN region_before {region};
            CREATE INDEX clue_steps_time ON clue_steps (at_ms, event, clue);
            CREATE INDEX clue_steps_moved ON clue_steps (clue, id) WHERE region_before IS NOT NULL;
            """),
        Migration(
            id: "20261124-10-clue-ledger", room: "Clues",
            """
            -- What took a step since an entry of the log is read anew by whatever is kept in memory.
            CREATE INDEX clue_steps_leaf ON clue_steps (audit_leaf, clue);
            -- Lists are filtered and verdicts counted there.
            DROP INDEX clues_outcome;
            DROP INDEX clues_verdict;
            DROP INDEX clues_precision;
            DROP INDEX clues_explanation;
            """),
    ]
}
