import Actions
import Basics
import Storage

/// Writes some thousand rejected rows of a delivery under one entry of the log. Done by the job that reads the file; repeated after a crash, the same
/// rows have no second effect.
struct KeepRejects: DeliveryAct {
    static let name = "delivery.keepRejects"
    static let permission = Permission.deliverySubmit
    var delivery: Int64
    var rows: [RejectedRow]

    func perform(in writing: Writing) throws -> Int {
        let head = try head(in: writing)
        guard head.state == .received else { throw Refusal.conflict(.deliveryDecided) }
        let ids = try writing.newIDs(rows.count, for: .deliveryRejects)
        let values: [[Value]] = zip(ids, rows).map { id, row in
            [.integer(id), .integer(delivery), .integer(Int64(row.line)), .text(row.column), .text(row.reason), .text(row.value), .text(row.detail)]
        }
        try writing.insertChunk(into: .deliveryRejects, values)
        return rows.count
    }
}

extension Problem {
    static let deliveryDecided = Problem(
        "delivery-state", what: .init(zh: "这份数据现在不能这样办", en: "this cannot be done with the delivery now"),
        why: .init(zh: "它已经读完、采用或退回", en: "it was read, accepted or sent back already"), remedy: .init(zh: "请刷新页面再看", en: "load the page again"))
}
