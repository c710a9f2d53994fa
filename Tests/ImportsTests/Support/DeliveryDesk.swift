import Actions
import Basics
import Datasets
import Foundation
import Logging
import Storage
import TestSupport

@testable import Imports

/// A desk with the room's tables, a blob store and a worker program, over one empty database.
struct DeliveryDesk: Sendable {
    static let county = place(990_101_000_000)
    static let neighbour = place(990_102_000_000)
    static let source = "medical-insurance/medical-settlement"

    let desk: Desk
    var parts: ImportsParts
    let folder: String

    static func place(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }

    /// Runs a test over SQLite and over PostgreSQL.
    static func each(_ body: @escaping @Sendable (DeliveryDesk) async throws -> Void) async throws {
        try await eachDatabase { database in
            try await Migrator(Migration.actions + Migration.imports).migrate(database)
            let folder = FileManager.default.temporaryDirectory.appending(path: "imports-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try await body(try make(database, folder: folder))
        }
    }

    static func make(_ database: Database, folder: String) throws -> DeliveryDesk {
        let vault = try Vault(keys: KeyRing(folder: folder + "/keys"))
        let schemas = SchemaLoader(root: TestFile.sources).load(folders: [source, "public-security/vehicles"]).schemas
        let parts = ImportsParts(
            sourcesFolder: TestFile.sources, schemas: schemas, blobs: try BlobStore(folder: folder + "/blobs", vault: vault),
            program: TestFile.program(),
            people: { keys, _ in
                // Every even number of the made-up people lives in the register, the tenth under another name.
                Dictionary(
                    uniqueKeysWithValues: keys.filter { $0.value >> 4 & 1 == 0 }.map { key in
                        (key, RegisteredPerson(person: Int64(key.value), name: "张小1", region: place(990_101_001_001)))
                    })
            })
        return DeliveryDesk(desk: Desk(database: database, vault: vault), parts: parts, folder: folder)
    }

    static func actor(
        _ region: RegionCode = county, department: String? = nil, account: Int64 = 7,
        may: Set<Permission> = [.deliveryRead, .deliverySubmit, .deliveryAccept, .deliveryOpen]
    ) -> Actor {
        Actor(account: account, name: "周敏", role: "county-office", permissions: may, scope: Scope(region: region, department: department))
    }

    /// Takes a file in as the upload page does.
    func receive(
        _ file: [UInt8], period: String = "2025-09", region: RegionCode = county, as actor: Actor = actor(), client: String? = nil
    ) async throws -> ReceiveDelivery.Outcome {
        let blob = try parts.blobs.put(file).name
        let action = ReceiveDelivery(
            source: "medical_settlement", folder: Self.source, department: "medical-insurance", region: region.number, period: period,
            fileName: "医保结算.csv", size: Int64(file.count), blob: blob)
        return try await desk.perform(action, as: actor, request: ActionRequest(id: "test", client: client)).outcome
    }

    /// Works until no job is due.
    func work(as actor: Actor = actor()) async throws {
        let parts = parts
        let kind = JobWorker.Kind(ReadDeliveryJob.self) { try await ReadDeliveryBody(parts: parts).run($0, in: $1) }
        let worker = JobWorker(desk: desk, kinds: [kind], log: Logger(label: "test")) { _ in actor }
        while try await worker.workOnce() {}
    }

    func perform<A: Action>(_ action: A, as actor: Actor = actor(), purpose: String? = nil) async throws -> A.Outcome {
        try await desk.perform(action, as: actor, request: ActionRequest(id: "test", purpose: purpose)).outcome
    }

    func count(_ sql: SQL) async throws -> Int64 { try await desk.database.read { try $0.count(sql) } }
    func row(_ delivery: Int64) async throws -> Row {
        let row = try await desk.database.read { try $0.row("SELECT * FROM deliveries WHERE id = \(delivery)") }
        guard let row else { throw Refusal.notFound }
        return row
    }
}
