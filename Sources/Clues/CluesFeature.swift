import Actions
import Foundation
import Policies
import Storage
import Web
import WorkOrders

/// The door of the room: what runs found, verified, put right and closed.
package enum CluesFeature {
    package static func feature(_ parts: CluesParts) -> Feature {
        Feature(
            name: "Clues", migrations: Migration.clues, tables: AuditedTable.clueTables,
            permissions: [.clueRead, .clueFigures, .clueVerify, .clueDispatch, .clueReview, .clueDecide], routes: ClueRoutes(parts: parts).all,
            navigation: [
                NavigationItem(.clues, text: "nav.clue-list", path: "/clues", icon: "clue", needs: .clueRead, count: { try CluesWaiting($0).open() }),
                NavigationItem(.clues, text: "nav.visits", path: "/visits", icon: "hand", needs: .clueVerify),
                NavigationItem(.clues, text: "nav.clue-progress", path: "/clues/progress", icon: "table", needs: .clueFigures),
                NavigationItem(.clues, text: "nav.clue-precision", path: "/clues/precision", icon: "check", needs: .clueFigures),
                NavigationItem(
                    .clues, text: "nav.clue-samples", path: "/clues/samples", icon: "eye", needs: .clueDecide, count: { try CluesWaiting.drawn($0) }
                ),
            ],
            workbench: [{ try ClueItems.waiting(in: $0, $1) }],
            beginnings: [
                Beginning(70, text: "start.dispatch", path: "/clues?state=created", needs: .clueDispatch) { reading in
                    try reading.count(
                        """
                        SELECT COUNT(*) FROM (SELECT c.id FROM clues c WHERE c.work_order IS NOT NULL AND \(within: reading.scope, "c.region")
                        LIMIT \(Beginning.most + 1)) t
                        """)
                }
            ], bundle: .module)
    }

    /// What Policies hands its outcomes to.
    package static let taker: TakeUp = ClueTakeUp.taker
    /// The kinds of work that WorkOrders is given.
    package static let orderKinds: [OrderKind] = ClueWork.kinds
}

/// What of the clues waits for the reader.
enum ClueItems {
    static func waiting(in reading: Reading, _ language: Language) throws -> [WorkItem] {
        guard reading.actor.may(.clueRead) else { return [] }
        let waiting = try CluesWaiting(reading)
        let isChinese = language == .zh
        let unit = isChinese ? "条" : ""
        func item(_ urgency: WorkItem.Urgency, _ count: Int64, _ zh: String, _ en: String, _ link: String, _ verbZh: String, _ verbEn: String)
            -> WorkItem
        {
            WorkItem(urgency, count: count, unit: unit, text: isChinese ? zh : en, link: link, verb: isChinese ? verbZh : verbEn)
        }
        var items: [WorkItem] = []
        let actor = reading.actor
        if actor.may(.clueDispatch) || actor.may(.clueReview) || actor.may(.clueDecide) {
            items.append(item(.overdue, waiting.late(), "线索超期", "Clues overdue", "/clues?late=yes", "督办", "Urge"))
        }
        if actor.may(.clueReview) {
            let review = waiting.count([.notConfirmed, .cannotVerify, .rectified])
            items.append(item(.today, review, "核查结论待复核", "Verdicts to review", "/clues?state=notConfirmed", "复核", "Review"))
            items.append(
                item(.today, waiting.count([.confirmed]), "属实线索待整改", "Confirmed clues to put right", "/clues?state=confirmed", "整改", "Put right"))
        }
        if actor.may(.clueDecide) {
            items.append(item(.today, waiting.count([.reviewed]), "复核过的线索待销号", "Reviewed clues to close", "/clues?state=reviewed", "销号", "Close"))
            items.append(item(.week, try CluesWaiting.drawn(reading), "抽查的线索待判定", "Sampled clues to judge", "/clues/samples", "判定", "Judge"))
        }
        if actor.may(.clueDispatch) {
            items.append(
                item(.week, waiting.count([.created, .returned]), "线索待派发", "Clues to give out", "/clues?state=created", "派发", "Give out"))
        }
        return items
    }
}
