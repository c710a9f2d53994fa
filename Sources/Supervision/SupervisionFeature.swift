import Actions
import Basics
import Clues
import Foundation
import Storage
import Web
import WorkOrders

/// The door of the room: what follows confirmed clues, what is overdue and who was urged about it, the weekly bulletin.
package enum SupervisionFeature {
    package static func feature(_ parts: SupervisionParts) -> Feature {
        Feature(
            name: "Supervision", migrations: Migration.supervision, tables: AuditedTable.supervision,
            permissions: [.measureRead, .measureAct, .supervisionRead, .urgingRead, .urgingSend, .urgingReply],
            routes: SupervisionRoutes(parts: parts).all,
            navigation: [
                NavigationItem(.clues, text: "nav.accountability", path: "/accountability", icon: "yuan", needs: .measureRead),
                NavigationItem(.clues, text: "nav.supervision", path: "/supervision", icon: "eye", needs: .supervisionRead),
                NavigationItem(
                    .clues, text: "nav.urgings", path: "/urgings", icon: "bell", needs: .urgingRead,
                    count: { reading in
                        let waiting = try UrgingsWaiting(in: reading)
                        return waiting.toReply + waiting.replied
                    }),
                NavigationItem(.boards, text: "nav.bulletin", path: "/bulletin", icon: "print", needs: .supervisionRead),
            ],
            workbench: [{ try SupervisionItems.waiting(in: $0, $1) }], bundle: .module)
    }

    /// The kinds of work that WorkOrders is given.
    package static let orderKinds: [OrderKind] = UrgingWork.kinds

    /// What a clue's page tells of what followed it; nil for whoever may not see it.
    package static let aftermath: AskAftermath = { clue, visit in
        guard try visit.actor.may(.measureRead), clue.verdict == .confirmed || clue.state == .closed || clue.state == .reviewed else { return nil }
        let found = try await visit.ask(ListMeasures(limit: 50, clue: clue.id))
        let words = SupervisionWords(visit)
        guard clue.verdict == .confirmed || !found.lines.isEmpty else { return nil }
        let acts = try visit.actor.may(.measureAct) && clue.verdict == .confirmed
        return Aftermath(
            lines: found.lines.map { line in
                let late = line.measure.isLate(on: found.today)
                return Aftermath.Line(
                    title: words("measure.page", ["kind": words.kind(line.measure.kind), "what": line.measure.what]),
                    link: "/accountability/\(line.measure.id)",
                    detail: words.detail(line.measure), state: words.state(line.measure.life.state),
                    mark: SupervisionWords.mark(line.measure.life.state, isLate: late),
                    due: line.measure.life.state == .open ? line.measure.deadline.description : line.measure.ended?.chinaDate.description ?? "")
            },
            begin: acts
                ? MeasureKind.allCases.filter { kind in !found.lines.contains { $0.measure.kind == kind && $0.measure.life.state == .open } }.map {
                    Aftermath.Begin(name: words.kind($0), link: "/clues/\(clue.id)/measures?kind=\($0.rawValue)")
                } : [])
    }
}

/// What of the room waits for the reader.
enum SupervisionItems {
    static func waiting(in reading: Reading, _ language: Language) throws -> [WorkItem] {
        let isChinese = language == .zh
        func item(_ urgency: WorkItem.Urgency, _ count: Int64, _ zh: String, _ en: String, _ link: String, _ verbZh: String, _ verbEn: String)
            -> WorkItem
        {
            WorkItem(
                urgency, count: count, unit: isChinese ? "件" : "", text: isChinese ? zh : en, link: link, verb: isChinese ? verbZh : verbEn)
        }
        let urgings = try UrgingsWaiting(in: reading)
        var items = [
            item(.overdue, urgings.lateToReply, "上级督办超期未回复", "Urgings to reply to, overdue", "/urgings?late=yes", "回复", "Reply"),
            item(.today, urgings.toReply - urgings.lateToReply, "上级督办待回复", "Urgings to reply to", "/urgings?state=open", "回复", "Reply"),
            item(.overdue, urgings.silent, "发出的督办到期没有回复", "Urgings you sent without reply", "/urgings?late=yes", "再催", "Urge"),
            item(.today, urgings.replied, "督办有了回复，等你看", "Replies to your urgings", "/urgings?state=answered", "去看", "Look"),
        ]
        if reading.actor.may(.measureAct) {
            let late = try reading.count(
                "SELECT COUNT(*) FROM measures m WHERE m.state = 'open' AND m.due_on < \(reading.today) AND \(within: reading.scope, "m.region")")
            items.append(item(.overdue, late, "追缴、移交、问责超期", "Measures overdue", "/accountability?late=yes", "去办", "Do"))
        }
        return items
    }
}
