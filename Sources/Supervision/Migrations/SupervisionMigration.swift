import Actions
import Storage

extension AuditedTable {
    package static let measures = AuditedTable(
        "measures",
        columns: [
            "id", "clue", "household", "region", "kind", "state", "what", "due_on", "due", "paid", "authority", "letter", "answer", "way", "post",
            "people", "register_change", "began_ms", "began_by", "ended_ms", "ended_by",
        ])
    package static let measureEntries = AuditedTable(
        "measure_entries",
        columns: [
            "id", "measure", "event", "at_ms", "account", "reason", "due_change", "paid_change", "receipt", "on_day", "reverses", "deadline_before",
            "deadline_after",
        ])
    package static let urgings = AuditedTable(
        "urgings",
        columns: [
            "id", "region", "from_region", "holder", "department", "dataset", "about", "thing", "overdue", "text", "due_on", "state", "sent_ms",
            "sent_by",
            "answered_ms", "closed_ms", "work_order",
        ])
    package static let urgingSteps = AuditedTable(
        "urging_steps", columns: ["id", "urging", "event", "to_state", "at_ms", "account", "said", "due_before", "due_after", "overdue"])

    /// All of the room.
    package static let supervision: [AuditedTable] = [.measures, .measureEntries, .urgings, .urgingSteps]
}

extension Migration {
    package static let supervision: [Migration] = [
        Migration(
            id: "20261123-40-supervision", room: "Supervision",
            """
            -- What followed a confirmed clue.
            CREATE TABLE measures (
                id {integer} NOT NULL PRIMARY KEY,
                clue {integer} NOT NULL,
                household {integer},
                region {region} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                kind {text} NOT NULL CHECK (kind IN ('removal', 'recovery', 'referral', 'discipline')),
                state {text} NOT NULL CHECK (state IN ('open', 'ended', 'dropped')),
                what {text} NOT NULL CHECK (what <> ''),
                due_on {date} NOT NULL,
                -- Of a recovery, in fen: always the sums of its entries.
                due {integer} NOT NULL CHECK (due >= 0),
                paid {integer} NOT NULL CHECK (paid >= 0),
                authority {text},
                letter {text},
                answer {text},
                way {text} CHECK (way IN ('talk', 'warning', 'sanction')),
                post {text},
                people {integer} NOT NULL CHECK (people >= 0),
                register_change {integer},
                began_ms {moment} NOT NULL,
                began_by {integer} NOT NULL,
                ended_ms {moment},
                ended_by {integer},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((state = 'open') = (ended_ms IS NULL)),
                CHECK (kind = 'recovery' OR (due = 0 AND paid = 0)),
                CHECK ((kind = 'discipline') = (people > 0)),
                CHECK ((kind = 'discipline') = (way IS NOT NULL)),
                CHECK ((kind = 'referral') = (authority IS NOT NULL))
            ){strict};
            -- A clue has one open measure of a kind.
            CREATE UNIQUE INDEX measures_kind ON measures (clue, kind) WHERE ended_ms IS NULL;
            CREATE INDEX measures_clue ON measures (clue, id);
            CREATE INDEX measures_place ON measures (region, id, kind, state, due_on);

            -- Every step of a measure; money only as entries with their sign. Nothing here is ever changed.
            CREATE TABLE measure_entries (
                id {integer} NOT NULL PRIMARY KEY,
                measure {integer} NOT NULL REFERENCES measures (id),
                event {text} NOT NULL CHECK (event IN (
                    'begin', 'due', 'pay', 'reverse', 'answer', 'note', 'deadline', 'end', 'drop', 'reopen')),
                at_ms {moment} NOT NULL,
                account {integer} NOT NULL,
                reason {text},
                due_change {integer} NOT NULL,
                paid_change {integer} NOT NULL,
                receipt {text},
                on_day {date},
                reverses {integer} REFERENCES measure_entries (id),
                deadline_before {date},
                deadline_after {date},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK (event = 'pay' OR reason <> ''),
                CHECK ((event = 'pay') = (paid_change > 0)),
                CHECK ((event = 'pay') = (receipt IS NOT NULL)),
                CHECK ((event = 'reverse') = (paid_change < 0)),
                CHECK ((event = 'reverse') = (reverses IS NOT NULL)),
                CHECK (due_change = 0 OR event IN ('begin', 'due'))
            ){strict};
            CREATE INDEX measure_entries_measure ON measure_entries (measure, id);
            CREATE INDEX measure_entries_time ON measure_entries (at_ms, measure);
            -- A payment is taken back once.
            CREATE UNIQUE INDEX measure_entries_reverses ON measure_entries (reverses) WHERE reverses IS NOT NULL;

            CREATE TABLE urgings (
                id {integer} NOT NULL PRIMARY KEY,
                -- Who is urged, and the place that urges.
                region {region} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                from_region {region} NOT NULL CHECK (from_region BETWEEN 100000000000 AND 999999999999),
                holder {integer},
                department {text},
                dataset {text},
                about {text} NOT NULL CHECK (about IN ('clues', 'orders', 'measures', 'data', 'clue', 'order', 'measure', 'other')),
                thing {integer},
                overdue {integer} NOT NULL CHECK (overdue >= 0),
                text {text} NOT NULL CHECK (text <> ''),
                due_on {date} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
                sent_ms {moment} NOT NULL,
                sent_by {integer} NOT NULL,
                answered_ms {moment},
                closed_ms {moment},
                work_order {integer},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((state = 'closed') = (closed_ms IS NOT NULL)),
                CHECK ((thing IS NOT NULL) = (about IN ('clue', 'order', 'measure')))
            ){strict};
            CREATE INDEX urgings_place ON urgings (region, id, state, due_on);
            CREATE INDEX urgings_from ON urgings (from_region, state, id);
            CREATE INDEX urgings_order ON urgings (work_order) WHERE work_order IS NOT NULL;

            CREATE TABLE urging_steps (
                id {integer} NOT NULL PRIMARY KEY,
                urging {integer} NOT NULL REFERENCES urgings (id),
                event {text} NOT NULL CHECK (event IN ('send', 'reply', 'accept', 'refuse', 'withdraw', 'deadline')),
                to_state {text} NOT NULL CHECK (to_state IN ('open', 'answered', 'closed')),
                at_ms {moment} NOT NULL,
                account {integer} NOT NULL,
                said {text},
                due_before {date},
                due_after {date},
                -- Of a set: how many were overdue then.
                overdue {integer} NOT NULL CHECK (overdue >= 0),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK (event = 'accept' OR said <> '')
            ){strict};
            CREATE INDEX urging_steps_urging ON urging_steps (urging, id);
            CREATE INDEX urging_steps_time ON urging_steps (at_ms, urging);
            """)
    ]
}
