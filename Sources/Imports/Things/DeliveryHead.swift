import Actions
import Basics
import Storage

/// One delivery as the actions and pages of the room first look at it.
package struct DeliveryHead: Sendable, Hashable {
    package let id: Int64
    package let source: String
    package let folder: String
    package let department: String
    package let region: RegionCode
    package let period: String
    package let version: Int64
    package let kind: DeliveryKind
    package let base: Int64?
    package let state: DeliveryState
    package let leaf: Int64

    /// The delivery with a number, nil if there is none within the scope: another region's or another department's is none.
    static func find(_ id: Int64, in reading: Reading) throws -> DeliveryHead? {
        try reading.row(
            """
            SELECT d.id, d.source, d.folder, d.department, d.region, d.period, d.version, d.kind, d.base_id, d.state, d.audit_leaf
            FROM deliveries d WHERE d.id = \(id) AND \(within: reading.scope, "d.region", department: "d.department", dataset: "d.folder")
            """
        ).map(DeliveryHead.init)
    }

    init(_ row: Row) throws {
        id = try row.integer("id")
        source = try row.text("source")
        folder = try row.text("folder")
        department = try row.text("department")
        region = try row.region("region")
        period = try row.text("period")
        version = try row.integer("version")
        kind = try row.one("kind")
        base = try row.optionalInteger("base_id")
        state = try row.one("state")
        leaf = try row.integer("audit_leaf")
    }
}

/// An act on one delivery: it happens where the delivery belongs, and on the version that was seen.
protocol DeliveryAct: Action {
    var delivery: Int64 { get }
}

extension DeliveryAct {
    package func place(in reading: Reading) throws -> RegionCode? { try DeliveryHead.find(delivery, in: reading)?.region }
    package func version(in reading: Reading) throws -> Int64? { try DeliveryHead.find(delivery, in: reading)?.leaf }
    func head(in writing: Writing) throws -> DeliveryHead {
        guard let head = try DeliveryHead.find(delivery, in: writing.reading) else { throw Refusal.notFound }
        writing.subject = "delivery/\(delivery)"
        writing.note("source", head.source)
        writing.note("period", head.period)
        return head
    }
}

extension Writing {
    /// One more line in the history of a delivery.
    func step(_ step: DeliveryStep, of delivery: Int64, why: String? = nil) throws {
        try insert(
            into: .deliverySteps,
            ["delivery_id": delivery, "step": step, "at_ms": now, "account": actor.account, "why": why])
    }
}
