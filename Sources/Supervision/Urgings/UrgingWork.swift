import Actions
import Basics
import Storage
import Web
import WorkOrders

/// An urging as work: it stands on the list of whoever is urged, is reminded of and raised like other work, and is done by a reply.
package enum UrgingWork {
    package static let kind = "urging"

    package static let kinds: [OrderKind] = [
        OrderKind(kind, text: "urging.work", describe: { try describe($0, $1, $2) }, follow: { try follow($0, $1, $2, $3) })
    ]

    /// What the steps of the piece of work mean for its urging, when they are done where work is done.
    private static func follow(_ step: OrderStep, _ order: WorkOrder, _ reason: String?, _ writing: Writing) throws {
        guard let id = order.subjectNumber, let urging = try Urging.find(id, in: writing.transaction.reader), urging.state == .open else { return }
        let book = UrgingBook(writing)
        switch step {
        case .done, .returned: try book.step(urging, .reply, said: reason ?? step.rawValue)
        case .withdrawn: try book.step(urging, .withdraw, said: reason ?? step.rawValue)
        case .moved: try book.step(urging, .deadline, said: reason ?? step.rawValue, due: order.due)
        // Whoever has the work now is the one urged.
        case .handedOver: try writing.change(.urgings, id: urging.id, ["holder": order.holder])
        case .dispatched, .accepted, .added, .reminded, .escalated: return
        }
    }

    private static func describe(_ orders: [WorkOrder], _ reading: Reading, _ language: Language) throws -> [Int64: OrderKind.Words] {
        let isChinese = language == .zh
        // Of orders the reader was shown.
        let rows = try reading.rows(
            "SELECT u.id, u.about, u.overdue, u.text FROM urgings u WHERE u.id IN \(list: orders.compactMap(\.subjectNumber))")
        var found: [Int64: (about: UrgingAbout, count: Int64, text: String)] = [:]
        for row in rows { found[try row.integer("id")] = (try row.one("about"), try row.integer("overdue"), try row.text("text")) }
        var words: [Int64: OrderKind.Words] = [:]
        for order in orders {
            guard let number = order.subjectNumber, let urging = found[number] else { continue }
            words[order.id] = .init(title: title(urging.about, urging.count, isChinese), detail: urging.text, link: "/urgings/\(number)")
        }
        return words
    }

    /// 督办：线索超期 14 条.
    static func title(_ about: UrgingAbout, _ count: Int64, _ isChinese: Bool) -> String {
        let what: String =
            switch about {
            case .clues: isChinese ? "线索超期 \(count) 条" : "\(count) clues overdue"
            case .orders: isChinese ? "工作超期 \(count) 件" : "\(count) pieces of work overdue"
            case .measures: isChinese ? "处理超期 \(count) 项" : "\(count) measures overdue"
            case .data: isChinese ? "部门数据未送" : "data not delivered"
            case .clue: isChinese ? "一条线索" : "one clue"
            case .order: isChinese ? "一件工作" : "one piece of work"
            case .measure: isChinese ? "一项处理" : "one measure"
            case .other: isChinese ? "其他事项" : "another matter"
            }
        return isChinese ? "督办：\(what)" : "Urged: \(what)"
    }
}
