import Access
import Actions
import AuditLog
import Basics
import Clues
import Dashboards
import Datasets
import Figures
import Foundation
import Imports
import Logging
import Policies
import Regions
import Register
import Storage
import Supervision
import Web
import WorkOrders

/// The rooms of the house, from the ground up. A new room is one line here.
struct Rooms: Sendable {
    let gate: Gate
    /// Signs the log and shows it to those who may read it.
    let audit: AuditOffice
    let imports: ImportsParts
    /// Looks over deadlines, reminds and raises.
    let deadlines: DeadlineWatch
    let clueWatch: ClueWatch
    let policies: PoliciesParts
    let figures: FigureOffice
    let supervision: SupervisionParts
    let features: [Feature]

    init(desk: Desk, blobs: BlobStore, places: InstallationPlaces, schemas: [SourceSchema], access settings: AccessSettings, log: Logger) throws {
        var settings = settings
        settings.departments = Set(schemas.map(\.department)).subtracting(["benchmark", "register"])
        settings.datasets = Set(schemas.filter { $0.role == .department && settings.departments.contains($0.department) }.map(\.folder))
        for schema in schemas where settings.datasets.contains(schema.folder) {
            settings.titles[schema.folder] = .init(zh: schema.title.zh, en: schema.title.en)
            settings.titles[schema.department] = .init(zh: schema.publisher.zh, en: schema.publisher.en)
        }
        gate = Gate(desk: desk, settings: settings)
        imports = ImportsParts(
            sourcesFolder: places.sources, schemas: schemas, blobs: blobs, people: { _, _ in [:] },
            accounts: { accounts, reading in try Account.names(of: accounts, in: reading.reader) }
        ).joined()
        policies = PoliciesParts(
            schemas: schemas.filter { $0.department != "benchmark" }, blobs: blobs, packsFolder: places.packs,
            threads: max(1, ProcessInfo.processInfo.activeProcessorCount), accounts: imports.accounts, regionName: imports.regionName,
            precision: { reading in
                guard reading.actor.may(RulePrecision.permission) else { return [:] }
                return Dictionary(
                    try RulePrecision().answer(in: reading).rules.map {
                        ($0.rule.rule, HitRate(confirmed: $0.figure.confirmed, decided: $0.figure.decided))
                    }, uniquingKeysWith: { first, _ in first })
            }, ownedRows: OwnedRows(imports))
        let key = try SigningKey.kept(at: "\(places.keys)/log-signing-key", name: Self.logName)
        let notary = try Notary(database: desk.database, path: places.checkpoints, key: key)
        let tables: [AuditedTable] =
            AuditedTable.regionTables + AuditedTable.access + AuditedTable.register + AuditedTable.imports + AuditedTable.workOrderTables
            + AuditedTable.clueTables + AuditedTable.policies + AuditedTable.supervision + AuditedTable.dashboards
        let work = Self.work
        let clues = CluesParts(imports: imports, work: work, aftermath: SupervisionFeature.aftermath)
        supervision = SupervisionParts(work: work, posts: Self.posts, sources: clues.sources, schemas: schemas)
        deadlines = DeadlineWatch(desk: desk, followers: work.followers)
        clueWatch = ClueWatch(desk: desk)
        figures = FigureOffice(book: FigureBook(law: policies))
        audit = AuditOffice(database: desk.database, notary: notary, tables: tables)
        features = [
            Self.regions,
            AccessFeature.feature(gate: gate, office: audit, lists: (blobs, .byWorkers(of: imports))),
            RegisterFeature.feature(
                elsewhere: ImportsFeature.knownOfHouseholds(imports), clues: CluesFeature.ofHousehold,
                colleagues: { accounts, reading in
                    let posts = try Account.posts(of: accounts, in: reading.reader)
                    let places = try RegionNames.places(of: posts.values.map(\.region), in: reading)
                    return posts.mapValues { Colleague(name: $0.name, place: places[$0.region]) }
                }),
            ImportsFeature.feature(imports),
            WorkOrdersFeature.feature(work),
            PoliciesFeature.feature(policies, takers: [ClueTakeUp.taker]),
            CluesFeature.feature(clues),
            DashboardsFeature.feature(DashboardsParts(figures: figures, imports: imports)),
            FiguresFeature.feature(figures),
            SupervisionFeature.feature(supervision),
        ]
    }

    /// Who there is to give work to, and the kinds of work of the rooms above.
    private static var work: WorkOrdersParts {
        WorkOrdersParts(
            kinds: CluesFeature.orderKinds + SupervisionFeature.orderKinds,
            officers: { regions, reading in
                try FieldOfficers.find(regions, on: reading.today, in: reading.reader).map {
                    .init(account: $0.account, name: $0.name, region: $0.region)
                }
            }, names: { accounts, reading in try Account.names(of: accounts, in: reading.reader) })
    }

    /// The list of regions has no pages of its own.
    private static var regions: Feature {
        Feature(
            name: "Regions", migrations: Migration.regions, tables: [.regions, .regionNames, .regionSuccessions],
            permissions: [.regionRead, .regionChange],
            beginnings: [
                Beginning(10, text: "start.regions") { reading in
                    try reading.count(
                        "SELECT COUNT(*) FROM (SELECT r.id FROM regions r WHERE \(within: reading.scope, "r.id") LIMIT \(Beginning.most + 1)) t")
                }
            ])
    }

    private static let posts: SupervisionParts.Posts = { accounts, reading in
        try Account.posts(of: accounts, in: reading.reader).mapValues { .init(name: $0.name, role: $0.role, region: $0.region) }
    }

    /// The name the log is signed under. It stands in every checkpoint and in the key that auditors keep.
    private static let logName = "youshu/audit"

    /// Of all rooms, for one database. They are applied in the order of their ids, whichever room they belong to.
    var migrations: [Migration] { Migration.actions + Site.migrations + features.flatMap(\.migrations) }

    var doorkeeper: SessionDoorkeeper { SessionDoorkeeper(database: gate.desk.database, settings: gate.settings) }

    var regionNaming: RegionNaming { { looking, scope, reading in try RegionBar.named(looking, scope, reading) } }

    /// What runs beside the site for as long as it does.
    func services(_ log: Logger) -> [@Sendable () async -> Void] {
        [
            { await audit.notary.serve(log: log) },
            { await changeWatch(log).serve { log.error("changes could not be looked over", metadata: ["fault": "\($0)"]) } },
            { await clueWatch.serve { log.error("clues could not be looked over", metadata: ["fault": "\($0)"]) } },
            {
                await FigureWatch(book: figures.book, desk: gate.desk).serve {
                    log.error("figures could not be counted", metadata: ["fault": "\($0)"])
                }
            },
            { await deadlines.serve { log.error("deadlines could not be looked over", metadata: ["fault": "\($0)"]) } },
        ]
    }

    private func changeWatch(_ log: Logger) -> ChangeWatch {
        ChangeWatch(
            desk: gate.desk,
            worker: JobWorker(desk: gate.desk, kinds: [PoliciesFeature.askingAgain(policies, takers: [ClueTakeUp.taker])], log: log) { account in
                try await actor(of: account)
            })
    }

    /// An account's actor as of now, for the jobs it asked for; nil when it has ended.
    func actor(of account: Int64) async throws -> Actor? {
        let today = gate.desk.now.chinaDate
        let found = try await gate.desk.database.read { try Account.find(account, in: $0) }
        return found.flatMap { $0.isOpen(on: today) ? $0.actor : nil }
    }
}
