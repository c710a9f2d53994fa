import Actions
import Storage

extension AuditedTable {
    package static let deliveries = AuditedTable(
        "deliveries",
        columns: [
            "id", "source", "folder", "department", "region", "period", "period_first", "period_last", "version", "kind", "base_id", "sha256",
            "state",
            "refusal", "refusal_detail", "rows_in", "rows_accepted", "rows_rejected", "ids_normalised", "ids_malformed", "rows_matched",
            "people_matched", "rows_unmatched", "rows_other_name", "first_day", "last_day", "received_ms", "received_by", "decided_ms", "decided_by",
            "superseded_by",
        ])
    package static let deliveryFiles = AuditedTable(
        "delivery_files",
        columns: [
            "id", "delivery_id", "name", "bytes_in", "blob", "parsed_blob", "format", "encoding", "delimiter", "sheet", "header_line", "header",
            "mapped", "unknown_headers", "missing_columns", "filled", "sums", "read_ms",
        ])
    package static let deliveryRejects = AuditedTable(
        "delivery_rejects", columns: ["id", "delivery_id", "line", "column_name", "reason", "shown", "detail"])
    package static let deliveryReasons = AuditedTable(
        "delivery_reasons", columns: ["id", "delivery_id", "reason", "column_name", "rows_in", "first_line", "first_shown", "first_detail"])
    package static let deliveryChecks = AuditedTable(
        "delivery_checks", columns: ["id", "delivery_id", "kind", "column_name", "measured", "least_allowed", "most_allowed", "result"])
    package static let deliverySteps = AuditedTable("delivery_steps", columns: ["id", "delivery_id", "step", "at_ms", "account", "why"])
    package static let deliveryPlaces = AuditedTable("delivery_places", columns: ["id", "delivery_id", "region", "rows_in"])
    package static let deliveryMends = AuditedTable("delivery_mends", columns: ["id", "delivery_id", "base_id", "line"])
}

extension Migration {
    package static let imports: [Migration] = [
        Migration(
            id: "20261122-50-imports", room: "Imports",
            """
            -- One file of one source for one region and period, and what became of it.
            CREATE TABLE deliveries (
                id {integer} NOT NULL PRIMARY KEY,
                source {text} NOT NULL CHECK (source <> ''),
                folder {text} NOT NULL CHECK (folder <> ''),
                department {text} NOT NULL CHECK (department <> ''),
                region {integer} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                period {text} NOT NULL CHECK (period <> ''),
                period_first {text} NOT NULL,
                period_last {text} NOT NULL,
                version {integer} NOT NULL CHECK (version > 0),
                kind {text} NOT NULL CHECK (kind IN ('whole', 'supplement')),
                base_id {integer} REFERENCES deliveries (id),
                sha256 {text} NOT NULL CHECK (length(sha256) = 64),
                state {text} NOT NULL CHECK (state IN ('received', 'checked', 'refused', 'accepted', 'sent-back', 'superseded')),
                refusal {text},
                refusal_detail {text},
                rows_in {integer},
                rows_accepted {integer},
                rows_rejected {integer},
                ids_normalised {integer},
                ids_malformed {integer},
                rows_matched {integer},
                people_matched {integer},
                rows_unmatched {integer},
                rows_other_name {integer},
                first_day {text},
                last_day {text},
                received_ms {integer} NOT NULL,
                received_by {integer} NOT NULL,
                decided_ms {integer},
                decided_by {integer},
                superseded_by {integer} REFERENCES deliveries (id),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                -- A row that came in was accepted or rejected; there is no third way.
                CHECK (rows_in IS NULL OR rows_in = rows_accepted + rows_rejected),
                CHECK ((kind = 'supplement') = (base_id IS NOT NULL)),
                CHECK ((state = 'refused') = (refusal IS NOT NULL)),
                CHECK (state NOT IN ('checked', 'accepted', 'sent-back') OR rows_in IS NOT NULL),
                UNIQUE (source, region, period, version),
                -- The same bytes for the same source, region and period are the same delivery, however often they are sent.
                UNIQUE (source, region, period, sha256)
            ){strict};
            CREATE INDEX deliveries_region ON deliveries (region, source, period_last);
            CREATE INDEX deliveries_base ON deliveries (base_id);
            CREATE INDEX deliveries_superseded ON deliveries (superseded_by);

            -- The file as it came and as it was read. The bytes lie sealed in the blob store; no cell of a row stands here.
            CREATE TABLE delivery_files (
                id {integer} NOT NULL PRIMARY KEY,
                delivery_id {integer} NOT NULL UNIQUE REFERENCES deliveries (id),
                name {text} NOT NULL,
                bytes_in {integer} NOT NULL CHECK (bytes_in >= 0),
                blob {text} NOT NULL,
                parsed_blob {text},
                format {text} CHECK (format IN ('delimited', 'workbook')),
                encoding {text},
                delimiter {text},
                sheet {text},
                header_line {integer},
                header {text},
                mapped {text},
                unknown_headers {text},
                missing_columns {text},
                filled {text},
                sums {text},
                read_ms {integer},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};

            CREATE TABLE delivery_rejects (
                id {integer} NOT NULL PRIMARY KEY,
                delivery_id {integer} NOT NULL REFERENCES deliveries (id),
                line {integer} NOT NULL CHECK (line > 0),
                column_name {text} NOT NULL,
                reason {text} NOT NULL CHECK (reason <> ''),
                shown {text} NOT NULL,
                detail {text} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (delivery_id, line)
            ){strict};
            CREATE INDEX delivery_rejects_reason ON delivery_rejects (delivery_id, reason, column_name, line);

            CREATE TABLE delivery_reasons (
                id {integer} NOT NULL PRIMARY KEY,
                delivery_id {integer} NOT NULL REFERENCES deliveries (id),
                reason {text} NOT NULL,
                column_name {text} NOT NULL,
                rows_in {integer} NOT NULL CHECK (rows_in > 0),
                first_line {integer} NOT NULL,
                first_shown {text} NOT NULL,
                first_detail {text} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (delivery_id, reason, column_name)
            ){strict};

            CREATE TABLE delivery_checks (
                id {integer} NOT NULL PRIMARY KEY,
                delivery_id {integer} NOT NULL REFERENCES deliveries (id),
                kind {text} NOT NULL,
                column_name {text} NOT NULL,
                measured {integer} NOT NULL,
                least_allowed {integer},
                most_allowed {integer},
                result {text} NOT NULL CHECK (result IN ('passed', 'warning', 'failed')),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX delivery_checks_delivery ON delivery_checks (delivery_id);

            CREATE TABLE delivery_steps (
                id {integer} NOT NULL PRIMARY KEY,
                delivery_id {integer} NOT NULL REFERENCES deliveries (id),
                step {text} NOT NULL,
                at_ms {integer} NOT NULL,
                account {integer} NOT NULL,
                why {text},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX delivery_steps_delivery ON delivery_steps (delivery_id, at_ms);

            -- Which townships the accepted rows speak of.
            CREATE TABLE delivery_places (
                id {integer} NOT NULL PRIMARY KEY,
                delivery_id {integer} NOT NULL REFERENCES deliveries (id),
                region {integer} NOT NULL,
                rows_in {integer} NOT NULL CHECK (rows_in > 0),
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (delivery_id, region)
            ){strict};

            -- Rejected rows of a delivery (base_id) that a supplement brought mended.
            CREATE TABLE delivery_mends (
                id {integer} NOT NULL PRIMARY KEY,
                delivery_id {integer} NOT NULL REFERENCES deliveries (id),
                base_id {integer} NOT NULL REFERENCES deliveries (id),
                line {integer} NOT NULL,
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                UNIQUE (delivery_id, line)
            ){strict};
            CREATE INDEX delivery_mends_base ON delivery_mends (base_id, line);
            """),
        .deliveryOwners,
        .deliveryGroups,
    ]
}
