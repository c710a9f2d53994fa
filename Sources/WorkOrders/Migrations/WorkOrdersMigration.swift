import Actions
import Storage

extension AuditedTable {
    package static let workOrders = AuditedTable(
        "work_orders",
        columns: [
            "id", "kind", "subject", "region", "holder", "department", "dataset", "state", "level", "items", "due_on", "watch_on", "reminded_on",
            "made_ms", "made_by", "batch", "closed_ms",
        ])
    package static let workOrderSteps = AuditedTable(
        "work_order_steps", columns: ["id", "work_order", "step", "at_ms", "account", "from_value", "to_value", "reason"])
    package static let workOrderBatches = AuditedTable(
        "work_order_batches", columns: ["id", "kind", "region", "orders", "made_ms", "made_by", "undo_until_ms", "undone_ms"])

    /// All of the room.
    package static let workOrderTables: [AuditedTable] = [.workOrderBatches, .workOrders, .workOrderSteps]
}

extension Migration {
    package static let workOrders: [Migration] = [
        Migration(
            id: "20261123-10-work-orders", room: "WorkOrders",
            """
            -- Work given out in one action, which can be undone for a while.
            CREATE TABLE work_order_batches (
                id {integer} NOT NULL PRIMARY KEY,
                kind {text} NOT NULL CHECK (kind <> ''),
                region {region} NOT NULL,
                orders {integer} NOT NULL CHECK (orders >= 0),
                made_ms {moment} NOT NULL,
                made_by {integer} NOT NULL,
                undo_until_ms {moment} NOT NULL,
                undone_ms {moment},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL
            ){strict};
            CREATE INDEX work_order_batches_region ON work_order_batches (region, id);

            CREATE TABLE work_orders (
                id {integer} NOT NULL PRIMARY KEY,
                kind {text} NOT NULL CHECK (kind <> ''),
                subject {text} NOT NULL CHECK (subject <> ''),
                region {region} NOT NULL CHECK (region BETWEEN 100000000000 AND 999999999999),
                holder {integer},
                department {text},
                dataset {text},
                state {text} NOT NULL CHECK (state IN ('open', 'accepted', 'done', 'returned', 'withdrawn')),
                -- 0 province, 1 city, 2 county, 3 township, 4 village: how far up it was raised.
                level {integer} NOT NULL CHECK (level BETWEEN 0 AND 4),
                items {integer} NOT NULL CHECK (items >= 0),
                due_on {date} NOT NULL,
                -- After this day, while it is open, it is raised by one level; NULL when there is nobody above.
                watch_on {date},
                reminded_on {date},
                made_ms {moment} NOT NULL,
                made_by {integer} NOT NULL,
                batch {integer} REFERENCES work_order_batches (id),
                closed_ms {moment},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK ((closed_ms IS NULL) = (state IN ('open', 'accepted')))
            ){strict};
            -- A thing has one open order of a kind: one visit for everything of a household.
            CREATE UNIQUE INDEX work_orders_subject ON work_orders (kind, subject) WHERE closed_ms IS NULL;
            CREATE INDEX work_orders_place ON work_orders (region, due_on, id) WHERE closed_ms IS NULL;
            CREATE INDEX work_orders_holder ON work_orders (holder, due_on, id) WHERE closed_ms IS NULL;
            CREATE INDEX work_orders_due ON work_orders (due_on, id) WHERE closed_ms IS NULL;
            CREATE INDEX work_orders_watch ON work_orders (watch_on, id) WHERE closed_ms IS NULL;
            CREATE INDEX work_orders_batch ON work_orders (batch, id);
            CREATE INDEX work_orders_closed ON work_orders (region, closed_ms) WHERE closed_ms IS NOT NULL;

            CREATE TABLE work_order_steps (
                id {integer} NOT NULL PRIMARY KEY,
                work_order {integer} NOT NULL REFERENCES work_orders (id),
                step {text} NOT NULL CHECK (step IN (
                    'dispatched', 'accepted', 'added', 'moved', 'reminded', 'escalated', 'handedOver', 'returned', 'done', 'withdrawn')),
                at_ms {moment} NOT NULL,
                account {integer} NOT NULL,
                -- What changed: a day, an account, a level.
                from_value {text},
                to_value {text},
                reason {text},
                audit_leaf {integer} NOT NULL,
                audit_index {integer} NOT NULL,
                CHECK (step NOT IN ('moved', 'handedOver', 'returned', 'escalated') OR reason <> '')
            ){strict};
            CREATE INDEX work_order_steps_order ON work_order_steps (work_order, id);
            """)
    ]
}
