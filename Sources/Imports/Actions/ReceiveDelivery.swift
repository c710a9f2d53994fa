import Actions
import Basics
import Storage

/// Takes note of a file that has come: its bytes lie sealed already. The same bytes for the same source, region and period are the same delivery.
package struct ReceiveDelivery: Action {
    package static let name = "delivery.receive"
    package static let permission = Permission.deliverySubmit

    /// Given by the room from the source's declaration, not by the sender.
    package var source: String
    package var folder: String
    package var department: String
    package var region: Int64
    package var period: String
    package var fileName: String
    package var size: Int64
    package var blob: BlobName

    package struct Outcome: Codable, Sendable, Hashable {
        package var delivery: Int64
        package var version: Int64
        /// False when these bytes had come before.
        package var isNew: Bool
    }

    package init(
        source: String, folder: String, department: String, region: Int64, period: String, fileName: String, size: Int64, blob: BlobName
    ) {
        (self.source, self.folder, self.department, self.region) = (source, folder, department, region)
        (self.period, self.fileName, self.size, self.blob) = (period, fileName, size, blob)
    }

    package func place(in reading: Reading) throws -> RegionCode? {
        reading.scope.covers(department: department, dataset: folder) ? RegionCode(number: region) : nil
    }

    package func perform(in writing: Writing) throws -> Outcome {
        guard let span = DeliveryPeriod(period) else { throw Refusal.invalid("period", .periodUnknown) }
        writing.note("source", source)
        writing.note("period", period)
        let known = try writing.transaction.row(
            """
            SELECT id, version FROM deliveries
            WHERE source = \(source) AND region = \(region) AND period = \(period) AND sha256 = \(blob)
            """)
        if let known {
            let id = try known.integer("id")
            writing.subject = "delivery/\(id)"
            return Outcome(delivery: id, version: try known.integer("version"), isNew: false)
        }
        let version = try writing.transaction.count(
            "SELECT COALESCE(MAX(version), 0) + 1 FROM deliveries WHERE source = \(source) AND region = \(region) AND period = \(period)")
        let id = try writing.insert(
            into: .deliveries,
            [
                "source": source, "folder": folder, "department": department, "region": region, "period": period, "period_first": span.first,
                "period_last": span.last, "version": version, "kind": DeliveryKind.whole, "sha256": blob, "state": DeliveryState.received,
                "received_ms": writing.now, "received_by": writing.actor.account,
            ])
        try writing.insert(into: .deliveryFiles, ["delivery_id": id, "name": fileName, "bytes_in": size, "blob": blob])
        try writing.step(.received, of: id)
        try writing.enqueue(ReadDeliveryJob(delivery: id), once: "delivery-read-\(id)")
        writing.subject = "delivery/\(id)"
        return Outcome(delivery: id, version: version, isNew: true)
    }
}

extension Problem {
    static let periodUnknown = Problem(
        "period-unknown", what: .init(zh: "看不懂数据期间", en: "the period cannot be used"),
        why: .init(
            zh: "应写成 2025-09、2025-Q3、2025-W38、2025-09-21、2025 或 once", en: "it is written 2025-09, 2025-Q3, 2025-W38, 2025-09-21, 2025 or once"),
        remedy: .init(zh: "请照送数频率填写", en: "write it as often as the source comes"))
}

/// Reads a delivery that has come: `ReadDeliveryBody` does it.
package struct ReadDeliveryJob: JobContent {
    package static let kind = "delivery.read"
    package static let attempts = 3
    package var delivery: Int64
    package init(delivery: Int64) { self.delivery = delivery }
}
