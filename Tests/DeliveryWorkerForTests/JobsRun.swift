import Actions
import Basics
import Datasets
import Foundation
import Imports
import Logging
import Register
import Storage
import Web

/// A server that does nothing but the room's jobs, so that a test can kill it at any moment and start it again.
enum JobsRun {
    static func main(_ arguments: [String]) async throws {
        guard arguments.count == 4, let region = RegionCode(number: Int64(arguments[3]) ?? 0) else { exit(2) }
        let database = try await Database.open(.sqlite(path: arguments[0]))
        let folder = arguments[1]
        let vault = try Vault(keys: KeyRing(folder: folder + "/keys"))
        let desk = Desk(database: database, vault: vault)
        let parts = ImportsParts(
            sourcesFolder: arguments[2], schemas: SchemaLoader(root: arguments[2]).load().schemas,
            blobs: try BlobStore(folder: folder + "/blobs", vault: vault), program: WorkerProgram(path: "/proc/self/exe", arguments: []),
            people: { _, _ in [:] }
        ).joined()
        let actor = Actor(
            account: 7, name: "周敏", role: "county-office", permissions: [.registerImport, .deliverySubmit, .deliveryRead],
            scope: Scope(region: region))
        let worker = JobWorker(desk: desk, kinds: ImportsFeature.feature(parts).jobs, log: Logger(label: "jobs")) { _ in actor }
        while try await database.read({ try JobQueue.waiting(in: $0) }) > 0 {
            if try await !worker.workOnce() { try await Task.sleep(for: .milliseconds(50)) }
        }
        try await database.close()
    }
}
