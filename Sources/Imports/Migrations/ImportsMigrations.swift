import Actions
import Storage

extension AuditedTable {
    package static let deliveries = AuditedTable(
        "deliveries",
        columns: [
            "id", "source", "folder", "department", "region", "period", "period_first", "period_last", "version", "kind", "base_id", "sha256", "state",
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
            ){strict};
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
            ){strict};

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
            ){strict};
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
            ){strict};

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
            ){strict};
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
            ){strict};
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
            ){strict};

            -- Rejected rows of a delivery (base_id) that a supplement brought mended.
            CREATE TABLE delivery_mends (
                id BIGINT NOT NULL PRIMARY KEY,
                delivery_id BIGINT NOT NULL REFERENCES deliveries (id),
                base_id BIGINT NOT NULL REFERENCES deliveries (id),
                line BIGINT NOT NULL,
                audit_leaf BIGINT NOT NULL,
                audit_index BIGINT NOT NULL,
                UNIQUE (delivery_id, line)
            ){strict};
            CREATE INDEX delivery_mends_base ON delivery_mends (base_id, line);
            """)
    ]
}
