import Actions
import Datasets
import Foundation
import Register
import Storage
import Web

/// The door of the room: departments' deliveries and the register's own spreadsheets.
package enum ImportsFeature {
    package static func feature(_ parts: ImportsParts) -> Feature {
        Feature(
            name: "Imports", migrations: Migration.imports + [.registerImports],
            tables: AuditedTable.imports,
            permissions: [.deliveryRead, .deliveryFigures, .deliverySubmit, .deliveryAccept, .deliveryOpen],
            routes: DeliveryRoutes(parts: parts).all + SubmitRoutes(parts: parts).all + RegisterImportRoutes(parts: parts).all,
            jobs: [
                JobWorker.Kind(ReadDeliveryJob.self) { try await ReadDeliveryBody(parts: parts).run($0, in: $1) },
                JobWorker.Kind(RegisterImportJob.self) { try await RegisterImportBody(parts: parts).run($0, in: $1) },
            ],
            navigation: [
                NavigationItem(
                    .data, text: "nav.departments", path: "/departments", icon: "inbox", needs: .deliveryRead,
                    count: { try SourceStandings.waitingCount(in: $0) }),
                NavigationItem(.data, text: "nav.register-imports", path: "/register-imports", icon: "people", needs: .registerImport),
            ],
            workbench: [{ try DeliveryWork.items(parts.schemas, in: $0, $1) }],
            beginnings: [
                Beginning(40, text: "start.deliveries", path: "/departments", needs: .deliveryRead) { reading in
                    try reading.count(
                        """
                        SELECT COUNT(*) FROM (SELECT d.id FROM deliveries d WHERE d.state = 'accepted'
                        AND \(knownTo: reading.scope, "d.region", department: "d.department", dataset: "d.folder") LIMIT \(Beginning.most + 1)) t
                        """)
                }
            ], bundle: .module)
    }
}

/// What of the deliveries waits for somebody.
enum DeliveryWork {
    static func items(_ schemas: [SourceSchema], in reading: Reading, _ language: Language) throws -> [WorkItem] {
        guard reading.actor.may(.deliveryRead) else { return [] }
        var items: [WorkItem] = []
        let isChinese = language == .zh
        if reading.actor.may(.deliveryAccept) {
            let waiting = try SourceStandings.waitingCount(in: reading)
            items.append(
                WorkItem(
                    .today, count: waiting, unit: isChinese ? "份" : "",
                    text: isChinese ? "部门数据读完，等你采用或退回" : "Deliveries read, to be accepted or sent back",
                    link: "/departments", verb: isChinese ? "去看" : "Look"))
        }
        let late = try SourceStandings(schemas: schemas).answer(in: reading).filter { $0.last != nil && ($0.overdue ?? 0) > 0 }
        let longest = late.compactMap(\.overdue).max() ?? 0
        items.append(
            WorkItem(
                .week, count: Int64(late.count), unit: isChinese ? "类" : "", text: isChinese ? "部门数据超期未送" : "Sources overdue",
                detail: isChinese ? "最长超 \(longest) 天" : "longest \(longest) days", link: "/departments", verb: isChinese ? "催送" : "Urge"))
        return items
    }
}

extension AuditedTable {
    /// All of the room.
    package static let imports: [AuditedTable] = [
        .deliveries, .deliveryFiles, .deliveryRejects, .deliveryReasons, .deliveryChecks, .deliverySteps, .deliveryPlaces, .deliveryMends,
        .registerImports, .registerImportFiles, .registerImportRejects, .registerMappings,
    ]
}
