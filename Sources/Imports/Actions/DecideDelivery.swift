import Actions
import Basics
import Foundation
import Storage

/// Sets a file aside that nobody can read, with the reason its sender is told.
struct RefuseFile: DeliveryAct {
    static let name = "delivery.refuseFile"
    static let permission = Permission.deliverySubmit
    var delivery: Int64
    var refusal: FileRefusal

    func perform(in writing: Writing) throws -> String {
        let head = try head(in: writing)
        guard head.state == .received else { throw Refusal.conflict(.deliveryDecided) }
        try writing.change(
            .deliveries, id: delivery, ["state": DeliveryState.refused, "refusal": refusal.code.rawValue, "refusal_detail": refusal.detail])
        try writing.step(.refused, of: delivery, why: refusal.code.rawValue)
        writing.note("refusal", refusal.code.rawValue)
        return refusal.code.rawValue
    }
}

/// Takes a delivery into use. A whole one replaces what was in use for its source, region and period, with that one's supplements.
package struct AcceptDelivery: DeliveryAct {
    package static let name = "delivery.accept"
    package static let permission = Permission.deliveryAccept
    package var delivery: Int64
    package init(delivery: Int64) { self.delivery = delivery }

    package func perform(in writing: Writing) throws -> DeliveryState {
        let head = try head(in: writing)
        guard head.state == .checked || head.state == .sentBack else { throw Refusal.conflict(.deliveryDecided) }
        let failed = try writing.transaction.count("SELECT COUNT(*) FROM delivery_checks WHERE delivery_id = \(delivery) AND result = 'failed'")
        guard failed == 0 else { throw Refusal.conflict(.checksFailed) }
        if head.kind == .whole { try supersede(head, writing) } else { try requireBase(head, writing) }
        try writing.change(
            .deliveries, id: delivery, ["state": DeliveryState.accepted, "decided_ms": writing.now, "decided_by": writing.actor.account])
        try writing.step(.accepted, of: delivery)
        try writing.send("delivery.accepted", Accepted(delivery: delivery, source: head.source, region: head.region.digits, period: head.period))
        return .accepted
    }

    /// What other rooms hear.
    package struct Accepted: Codable, Sendable {
        package var delivery: Int64
        package var source: String
        package var region: String
        package var period: String
    }

    private func supersede(_ head: DeliveryHead, _ writing: Writing) throws {
        let earlier = try writing.transaction.rows(
            """
            SELECT id FROM deliveries
            WHERE source = \(head.source) AND region = \(head.region) AND period = \(head.period) AND state = 'accepted' AND id <> \(delivery)
            ORDER BY id
            """)
        for row in earlier {
            let id = try row.integer("id")
            try writing.change(.deliveries, id: id, ["state": DeliveryState.superseded, "superseded_by": delivery])
            try writing.step(.superseded, of: id)
        }
    }

    /// Mended rows complete what is in use, nothing else.
    private func requireBase(_ head: DeliveryHead, _ writing: Writing) throws {
        guard let base = head.base, try DeliveryHead.find(base, in: writing.reading)?.state == .accepted else {
            throw Refusal.conflict(.baseNotAccepted)
        }
    }
}

/// Sends a delivery back to whoever handed it over, saying why.
package struct SendBackDelivery: DeliveryAct {
    package static let name = "delivery.sendBack"
    package static let permission = Permission.deliveryAccept
    package var delivery: Int64
    package var reason: String
    package init(delivery: Int64, reason: String) { (self.delivery, self.reason) = (delivery, reason) }

    package func perform(in writing: Writing) throws -> DeliveryState {
        let head = try head(in: writing)
        guard head.state == .checked else { throw Refusal.conflict(.deliveryDecided) }
        let why = reason.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !why.isEmpty, why.count <= 500 else { throw Refusal.invalid("reason", .reasonMissing) }
        try writing.change(
            .deliveries, id: delivery, ["state": DeliveryState.sentBack, "decided_ms": writing.now, "decided_by": writing.actor.account])
        try writing.step(.sentBack, of: delivery, why: why)
        return .sentBack
    }
}

/// Takes a file of a delivery away in the clear. The desk logs who, which and what for; only then the bytes are given out.
package struct OpenDeliveryFile: DeliveryAct {
    package enum Part: String, Codable, Sendable, CaseIterable { case original, correction }
    package static let name = "delivery.openFile"
    package static let permission = Permission.deliveryOpen
    package static let needsPurpose = true
    package var delivery: Int64
    package var part: Part
    package init(delivery: Int64, part: Part) { (self.delivery, self.part) = (delivery, part) }

    package struct Outcome: Codable, Sendable {
        package var blob: BlobName
        package var fileName: String
        package var folder: String
        package var isWorkbook: Bool
    }

    package func version(in reading: Reading) throws -> Int64? { nil }

    package func perform(in writing: Writing) throws -> Outcome {
        let head = try head(in: writing)
        writing.note("part", part.rawValue)
        guard part == .original || (head.state != .received && head.state != .refused) else { throw Refusal.conflict(.deliveryDecided) }
        let file = try writing.transaction.row("SELECT blob, name, format FROM delivery_files WHERE delivery_id = \(delivery)")
        guard let file, let blob = BlobName(try file.text("blob")) else { throw Refusal.notFound }
        return Outcome(blob: blob, fileName: try file.text("name"), folder: head.folder, isWorkbook: try file.optionalText("format") == "workbook")
    }
}

extension Problem {
    static let checksFailed = Problem(
        "checks-failed", what: .init(zh: "这份数据不能采用", en: "the delivery cannot be accepted"),
        why: .init(zh: "整份数据的检查有一项没有通过", en: "a check of the whole delivery failed"),
        remedy: .init(zh: "退回送数人，请其更正后重送", en: "send it back and ask for a better file"))
    static let baseNotAccepted = Problem(
        "base-not-accepted", what: .init(zh: "补正数据不能采用", en: "the mended rows cannot be accepted"),
        why: .init(zh: "它补正的那份数据没有被采用", en: "the delivery they mend is not in use"), remedy: .init(zh: "先采用那一份", en: "accept that one first"))
    static let reasonMissing = Problem(
        "reason-missing", what: .init(zh: "没有退回原因", en: "the reason is missing"),
        why: .init(zh: "送数人要知道改什么", en: "whoever sent it must know what to change"),
        remedy: .init(zh: "写明原因，不超过 500 字", en: "say why, in at most 500 characters"))
}
