import Actions
import Basics
import Comparison
import Datasets
import Foundation
import Imports
import Logging
import PolicyLanguage
import Regions
import Register
import Storage
import SyntheticProvince
import TestSupport
import Web

@testable import Policies

/// A small made-up province, loaded into an empty database through the doors that offices use, and as the folder of files it was loaded from.
final class ProvinceDesk: Sendable {
    static let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").replacing("//", with: "/")
    /// Without their assertions: in a small file one bad row is already a large percentage.
    static let schemas = SchemaLoader(root: "\(root)/DataSources").load().schemas.filter { $0.department != "benchmark" }.map { schema in
        var schema = schema
        schema.assertions = .init()
        return schema
    }

    /// All but the benchmark's, each as if it were law everywhere.
    static let packs: [PolicyPack] = {
        let vocabulary = Vocabulary(schemas: schemas)
        return PackLoader(root: "\(root)/PolicyPacks") { _ in vocabulary }.load(only: nil).packs.filter { $0.id != "benchmark" }.map { pack in
            var pack = pack
            pack.area = ""
            return pack
        }
    }()

    let desk: Desk
    let parts: ImportsParts
    let actor: Actor
    let asOf: CalendarDate
    /// Where the files lie.
    let files: String
    private let folder: TemporaryFolder

    /// Once for both databases: writing the files takes a while.
    static func each(people: Int, cases: Int = 2, withDeliveries: Bool = true, _ body: @escaping @Sendable (ProvinceDesk) async throws -> Void)
        async throws
    {
        let folder = try TemporaryFolder()
        let province = SyntheticProvince(
            seed: 7, people: people, options: .init(irregularities: .planted, casesPerRule: cases), schemas: schemas)
        _ = try await province.write(to: folder.path)
        try await eachDatabase { database in
            let desk = try await ProvinceDesk(database, folder, province.options.asOf)
            try await desk.load(withDeliveries: withDeliveries)
            try await body(desk)
        }
    }

    private init(_ database: Database, _ folder: TemporaryFolder, _ asOf: CalendarDate) async throws {
        (self.folder, self.asOf, files) = (folder, asOf, folder.file("received"))
        try await Migrator(Migration.actions + Migration.regions + Migration.register + Migration.imports + [.registerImports] + Migration.policies)
            .migrate(database)
        let keys = folder.file("keys-\(UUID().uuidString)")
        let vault = try Vault(keys: KeyRing(folder: keys + "/keys"))
        desk = Desk(database: database, vault: vault)
        parts = ImportsParts(
            sourcesFolder: Self.root + "/DataSources", schemas: Self.schemas, blobs: try BlobStore(folder: keys + "/blobs", vault: vault),
            program: Self.worker, people: { _, _ in [:] }
        ).joined()
        let regions = try String(contentsOfFile: folder.file("regions.csv"), encoding: .utf8)
        guard let province = regions.split(whereSeparator: \.isNewline).dropFirst().first?.prefix(2), let code = try? RegionCode(province) else {
            throw Refusal.notFound
        }
        actor = Actor(
            account: 1, name: "周敏", role: "province-office",
            permissions: Set(
                Permission.register + Permission.policies + [.regionRead, .regionChange, .deliveryRead, .deliverySubmit, .deliveryAccept]),
            scope: Scope(region: code))
    }

    /// The program that reads files, beside the tests.
    private static var worker: WorkerProgram {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.pathComponents.count > 1, !FileManager.default.fileExists(atPath: folder.appending(path: "DeliveryWorkerForTests").path) {
            folder = folder.deletingLastPathComponent()
        }
        let built = folder.appending(path: "DeliveryWorkerForTests").path
        return WorkerProgram(
            path: FileManager.default.fileExists(atPath: built) ? built : root + "/.build/debug/DeliveryWorkerForTests", arguments: [])
    }

    private func load(withDeliveries: Bool) async throws {
        let lines = try String(contentsOfFile: folder.file("regions.csv"), encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
        let rows = lines.compactMap { line -> ImportRegions.Row? in
            let fields = line.split(separator: ",", maxSplits: 1)
            return Int64(fields[0]).map { ImportRegions.Row(code: $0, name: String(fields[1])) }
        }
        try await perform(ImportRegions(rows: rows, validFrom: asOf))
        try await loadRegister()
        if withDeliveries { try await deliver() }
    }

    private func loadRegister() async throws {
        let hand = RegisterHandOver(parts: parts, desk: desk, actor: actor)
        let names = try FileManager.default.contentsOfDirectory(atPath: files + "/register").sorted()
        var number: Int64?
        for (kind, beginning) in [(RegisterFileKind.households, "households"), (.persons, "persons")] {
            guard let file = names.first(where: { $0.hasPrefix(beginning) }) else { throw Refusal.notFound }
            number = try await hand.add(
                kind, file: "\(files)/register/\(file)", named: file, to: number, region: actor.scope.region, day: asOf, request: .init(id: "test"))
        }
        guard let number else { throw Refusal.notFound }
        try await perform(StartRegisterImport(number: number))
        try await work()
    }

    private func deliver() async throws {
        let sources = Self.schemas.filter { $0.role == .department || $0.role == .villages }
        for (schema, paths) in try SourceFiles.find(in: files, schemas: sources).found {
            guard let frequency = DeliveryFrequency(rawValue: schema.frequency), let period = DeliveryPeriod.containing(asOf, frequency) else {
                continue
            }
            for path in paths {
                let blob = try parts.blobs.put(file: path).name
                try await perform(
                    ReceiveDelivery(
                        source: schema.name, folder: schema.folder, department: schema.department, region: actor.scope.region.number,
                        period: period.text, fileName: (path as NSString).lastPathComponent, size: try parts.blobs.reader(blob).length, blob: blob))
            }
        }
        try await work()
        // The worker reads the declarations with their assertions, which a small file breaks with its first bad row.
        try await desk.database.write { _ = try $0.execute("DELETE FROM delivery_checks WHERE result = 'failed'") }
        let waiting = try await desk.database.read { try $0.rows("SELECT id, source FROM deliveries WHERE state = 'checked' ORDER BY id") }
        for row in waiting { try await perform(AcceptDelivery(delivery: try row.integer("id"))) }
    }

    /// Hands a file over for a region and takes it into use; its number. Nil when it was the same file again.
    func deliver(_ source: String, _ text: String, region: RegionCode) async throws -> Int64? {
        guard let schema = Self.schemas.first(where: { $0.name == source }), let frequency = DeliveryFrequency(rawValue: schema.frequency),
            let period = DeliveryPeriod.containing(asOf, frequency)
        else { throw Refusal.notFound }
        let before = try await newestDelivery()
        let blob = try parts.blobs.put(Array(text.utf8)).name
        try await perform(
            ReceiveDelivery(
                source: schema.name, folder: schema.folder, department: schema.department, region: region.number, period: period.text,
                fileName: "\(schema.title.zh).csv", size: try parts.blobs.reader(blob).length, blob: blob))
        try await work()
        let delivery = try await newestDelivery()
        guard delivery != before else { return nil }
        try await desk.database.write { _ = try $0.execute("DELETE FROM delivery_checks WHERE result = 'failed'") }
        try await perform(AcceptDelivery(delivery: delivery))
        return delivery
    }

    private func newestDelivery() async throws -> Int64 {
        try await desk.database.read { try $0.count("SELECT COALESCE(MAX(id), 0) FROM deliveries") }
    }

    private func work() async throws {
        let feature = ImportsFeature.feature(parts)
        let actor = actor
        let worker = JobWorker(desk: desk, kinds: feature.jobs, log: Logger(label: "test")) { _ in actor }
        while try await worker.workOnce() {}
    }

    @discardableResult
    func perform<A: Action>(_ action: A) async throws -> A.Outcome {
        try await desk.perform(action, as: actor, request: ActionRequest(id: "test")).outcome
    }

    /// Does the jobs of the room until none is due.
    func work(_ parts: PoliciesParts, takers: [TakeUp]) async throws {
        let actor = actor
        let worker = JobWorker(desk: desk, kinds: PoliciesFeature.feature(parts, takers: takers).jobs, log: Logger(label: "test")) { _ in actor }
        while try await worker.workOnce() {}
    }

    func comparison(_ packs: [PolicyPack] = ProvinceDesk.packs) -> RegisterComparison {
        RegisterComparison(
            desk: desk, blobs: parts.blobs, schemas: Self.schemas, actor: actor, law: LawInForce(packs: packs, versions: [:]), threads: 2)
    }
}
