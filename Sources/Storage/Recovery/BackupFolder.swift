import Foundation

/// A folder of backups: `bases/` (sealed copies of the whole database, each with a note that says where the log goes on), `wal/` (the log since),
/// `blobs/` (the received files, sealed as they were). The keys are not in it and must be kept elsewhere.
struct BackupFolder: Sendable {
    let path: String
    let vault: Vault

    /// What is known of one base. Stands beside it in the clear: it says nothing about anybody.
    struct Base: Codable, Sendable, Hashable {
        /// When the copied state was the newest, in milliseconds.
        var moment: Int64
        var blob: BlobName
        /// Where the archive stood; nil for a backup without one, which restores to its own moment only.
        var position: WALPosition?
        var length: Int64
    }

    init(path: String, vault: Vault) throws {
        self.path = path
        self.vault = vault
        try FileManager.default.createDirectory(atPath: notes, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private var notes: String { path + "/bases/notes" }
    var blobs: String { path + "/blobs" }

    func baseStore() throws -> BlobStore { try BlobStore(folder: path + "/bases", vault: vault) }

    /// Where a copy of the database lies while it is sealed. Under the lock: what a crash left there is removed.
    func copyPlace() throws -> String {
        let place = path + "/copy.sqlite"
        for name in [place, place + "-journal", place + "-wal"] where unlink(name) != 0 && errno != ENOENT { throw SyncedFile.failed("remove", name) }
        return place
    }

    /// One backup at a time.
    func lock() throws -> LockFile { try LockFile(beside: path + "/backup") }

    /// Opens a base into a new file, on disk when the call returns.
    func write(_ base: Base, to path: String) throws {
        let reader = try baseStore().reader(base.blob)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SyncedFile.failed("make", path) }
        defer { close(file) }
        try reader.forEach { bytes in try bytes.withUnsafeBytes { try SyncedFile.writeAll($0, to: file, path) } }
        guard fsync(file) == 0 else { throw SyncedFile.failed("sync", path) }
        try SyncedFile.syncFolder(of: path)
    }

    func add(_ base: Base) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        let name = notes + "/\(base.moment).json"
        try SyncedFile.write([UInt8](try encoder.encode(base)), to: name + ".new", mode: 0o600)
        try SyncedFile.place(name + ".new", at: name, replacing: true)
    }

    /// Oldest first.
    func bases() throws -> [Base] {
        let names = try FileManager.default.contentsOfDirectory(atPath: notes).filter { $0.hasSuffix(".json") }
        return try names.map { name in
            guard let data = FileManager.default.contents(atPath: notes + "/" + name) else { throw SyncedFile.failed("read", name) }
            do { return try JSONDecoder().decode(Base.self, from: data) } catch {
                throw StorageProblem.damaged("the note \(name) of a backup cannot be read")
            }
        }.sorted { $0.moment < $1.moment }
    }

    func remove(_ base: Base) throws {
        guard unlink(notes + "/\(base.moment).json") == 0 else { throw SyncedFile.failed("remove", "note") }
        if try !bases().contains(where: { $0.blob == base.blob }) { try baseStore().remove(base.blob) }
    }
}
