import Actions
import Basics
import Register
import Storage
import Web
import WorkOrders

/// The work that clues give: a visit for all clues of a household, and a question to a department about its data.
package enum ClueWork {
    /// Going there and verifying: its subject is a household, or a clue that has none.
    package static let visit = "clue-visit"
    /// A department looks at its own data: its subject is the clue.
    package static let data = "clue-data"

    package static let kinds: [OrderKind] = [
        OrderKind(visit, text: "clue.work.visit", describe: { try describeVisits($0, $1, $2) }, follow: { try followVisit($0, $1, $2, $3) }),
        OrderKind(data, text: "clue.work.data", describe: { try describeQuestions($0, $1, $2) }, follow: { try followQuestion($0, $1, $2, $3) }),
    ]

    /// What a visit's step means for its clues.
    private static func followVisit(_ step: OrderStep, _ order: WorkOrder, _ reason: String?, _ writing: Writing) throws {
        let event: ClueEvent? =
            switch step {
            case .accepted: .accept
            case .withdrawn: .undo
            case .returned: .giveBack
            case .escalated: .escalate
            case .moved: .deadline
            case .dispatched, .added, .reminded, .handedOver, .done: nil
            }
        guard let event else { return }
        let book = ClueBook(writing)
        for clue in try book.clues(of: order.id) where clue.waitsForVerdict {
            switch event {
            case .accept:
                let resumed = try book.resumed(clue)
                if resumed.state == .dispatched { try book.step(resumed, .accept) }
            case .deadline:
                if clue.due != order.due { try book.step(clue, .deadline, reason: reason, due: order.due) }
            case .undo:
                if clue.life.allows(.undo) { try book.step(clue, .undo, ["work_order": Int64?.none]) }
            case .escalate:
                if clue.life.allows(.escalate) { try book.step(clue, .escalate, reason: reason) }
            default:
                if clue.life.allows(event) { try book.step(clue, event, reason: reason) }
            }
        }
    }

    /// A department's answer ends the putting right.
    private static func followQuestion(_ step: OrderStep, _ order: WorkOrder, _ reason: String?, _ writing: Writing) throws {
        guard step == .done || step == .returned else { return }
        let row = try writing.transaction.row(
            "SELECT id, clue FROM clue_rectifications WHERE work_order = \(order.id) AND ended_ms IS NULL")
        guard let row else { return }
        try writing.change(
            .clueRectifications, id: row.integer("id"),
            ["ended_ms": writing.now, "ended_by": writing.actor.account, "done": reason])
        let book = ClueBook(writing)
        let clue = try book.resumed(book.found(row.integer("clue")))
        if step == .done, clue.state == .rectifying { try book.step(clue, .fix, reason: reason) }
    }

    private static func describeVisits(_ orders: [WorkOrder], _ reading: Reading, _ language: Language) throws -> [Int64: OrderKind.Words] {
        let isChinese = language == .zh
        let households = Set(orders.filter { $0.subject.hasPrefix("household/") }.compactMap(\.subjectNumber))
        let heads = try HouseholdHeads.find(households, in: reading)
        let titles = try titles(of: orders.map(\.id), reading, isChinese)
        var words: [Int64: OrderKind.Words] = [:]
        for order in orders {
            let detail = (titles[order.id] ?? []).joined(separator: isChinese ? "、" : ", ")
            guard let number = order.subjectNumber else { continue }
            if order.subject.hasPrefix("household/") {
                let head = heads[number]
                let name = head?.name ?? head.map { String($0.number) } ?? String(number)
                words[order.id] = .init(
                    title: isChinese ? "\(name)户" : "Household of \(name)", detail: detail, address: head?.address ?? "",
                    link: "/clues/households/\(number)")
            } else {
                words[order.id] = .init(title: detail.isEmpty ? order.subject : detail, link: "/clues/\(number)")
            }
        }
        return words
    }

    private static func describeQuestions(_ orders: [WorkOrder], _ reading: Reading, _ language: Language) throws -> [Int64: OrderKind.Words] {
        let isChinese = language == .zh
        let clues = orders.compactMap(\.subjectNumber)
        // Of orders the reader was shown; a department learns the rule and what is asked, and no name.
        let rows = try reading.rows(
            """
            SELECT c.id, r.title_zh, r.title_en, q.asked FROM clues c JOIN clue_rules r ON r.id = c.rule
            JOIN clue_rectifications q ON q.clue = c.id AND q.way = 'department'
            WHERE c.id IN \(list: clues) ORDER BY q.id
            """)
        var found: [Int64: (title: String, asked: String)] = [:]
        for row in rows { found[try row.integer("id")] = (try row.text(isChinese ? "title_zh" : "title_en"), try row.text("asked")) }
        var words: [Int64: OrderKind.Words] = [:]
        for order in orders {
            guard let number = order.subjectNumber, let (title, asked) = found[number] else { continue }
            let isOffice = reading.scope.department == nil
            words[order.id] = .init(title: title, detail: asked, link: isOffice ? "/clues/\(number)" : "/tasks/\(order.id)")
        }
        return words
    }

    /// What the clues of orders are called, those that still wait for a verdict first.
    private static func titles(of orders: [Int64], _ reading: Reading, _ isChinese: Bool) throws -> [Int64: [String]] {
        // Of orders the reader was shown.
        let rows = try reading.rows(
            """
            SELECT c.work_order, r.title_zh, r.title_en FROM clues c JOIN clue_rules r ON r.id = c.rule
            WHERE c.work_order IN \(list: orders) ORDER BY c.id
            """)
        var titles: [Int64: [String]] = [:]
        for row in rows { titles[try row.integer("work_order"), default: []].append(try row.text(isChinese ? "title_zh" : "title_en")) }
        return titles
    }
}
