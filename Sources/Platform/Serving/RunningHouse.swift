import Actions
import Logging
import Storage
import Web

/// The house while it serves: the site, the workers that do the jobs, and the messages that go out.
struct RunningHouse: Sendable {
    let installation: Installation
    let site: Site
    let workers: Int

    init(_ installation: Installation, _ configuration: SiteConfiguration, workers: Int = 2) throws {
        self.installation = installation
        self.workers = workers
        let rooms = installation.rooms
        site = try Site(
            desk: installation.desk, features: rooms.features, doorkeeper: rooms.doorkeeper, configuration: configuration,
            regions: rooms.regionNaming, log: installation.log)
    }

    /// Serves until the process is told to stop; what is being done then is finished or given back to the queue.
    func serve(host: String, port: Int, onRunning: @escaping @Sendable (Int?) async -> Void) async throws {
        try await JobQueue.takeBack(from: installation.database)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for service in installation.rooms.services(installation.log) + [backups] {
                group.addTask {
                    await service()
                    return false
                }
            }
            for _ in 0..<workers {
                group.addTask {
                    await worker.work()
                    return false
                }
            }
            group.addTask {
                try await site.serve(host: host, port: port, onRunning: onRunning)
                return true
            }
            // The site ends when the process is told to stop; the others only when cancelled.
            for try await isSite in group where isSite { group.cancelAll() }
        }
    }

    /// A whole copy at the start and every day after; between them the log is archived as it grows.
    private var backups: @Sendable () async -> Void {
        { [installation] in
            guard let folder = installation.places.backups else { return }
            while !Task.isCancelled {
                do {
                    let made = try await Backup.make(installation.database, blobs: installation.blobs, into: folder, vault: installation.vault)
                    installation.log.info("a backup was made", metadata: ["bytes": "\(made.length)", "files": "\(made.newBlobs)"])
                } catch {
                    installation.log.critical("no backup could be made", metadata: ["fault": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(24 * 3600))
            }
        }
    }

    private var worker: JobWorker {
        let rooms = installation.rooms
        return JobWorker(desk: installation.desk, kinds: rooms.features.flatMap(\.jobs), log: installation.log) { account in
            try await rooms.actor(of: account)
        }
    }
}
