import Actions
import Foundation
import Storage
import Web

/// The door of the room: work given to places and people, with deadlines in working days.
package enum WorkOrdersFeature {
    package static func feature(_ parts: WorkOrdersParts) -> Feature {
        Feature(
            name: "WorkOrders", migrations: Migration.workOrders, tables: AuditedTable.workOrderTables,
            permissions: [.workOrderRead, .workOrderDo, .workOrderDispatch], routes: WorkRoutes(parts: parts).all,
            navigation: [
                NavigationItem(
                    .top, text: "nav.work", path: "/tasks", icon: "check", needs: .workOrderRead,
                    count: { reading in
                        let waiting = try OrdersWaiting(in: reading)
                        return waiting.late + waiting.today + waiting.later
                    })
            ],
            workbench: [{ try WorkItems.waiting(in: $0, $1) }], bundle: .module)
    }
}

/// What of the room waits for the reader.
enum WorkItems {
    static func waiting(in reading: Reading, _ language: Language) throws -> [WorkItem] {
        guard reading.actor.may(.workOrderRead), reading.actor.may(.workOrderDo) || reading.actor.may(.workOrderDispatch) else { return [] }
        let waiting = try OrdersWaiting(in: reading)
        let isChinese = language == .zh
        let unit = isChinese ? "件" : ""
        let gives = reading.actor.may(.workOrderDispatch)
        return [
            WorkItem(
                .overdue, count: waiting.late, unit: unit, text: isChinese ? "工作超期" : "Work overdue",
                detail: waiting.raised > 0 ? (isChinese ? "其中 \(waiting.raised) 件已升级到本级" : "\(waiting.raised) raised to your level") : nil,
                link: gives ? "/tasks/overdue" : "/tasks?late=yes", verb: isChinese ? (gives ? "督办" : "去办") : (gives ? "Urge" : "Do")),
            WorkItem(
                .today, count: waiting.today, unit: unit, text: isChinese ? "工作今天到期" : "Work due today", link: "/tasks",
                verb: isChinese ? "去办" : "Do"),
            WorkItem(
                .week, count: waiting.later, unit: unit, text: isChinese ? "未到期的工作" : "Work not due yet", link: "/tasks",
                verb: isChinese ? "去看" : "Look"),
        ]
    }
}
