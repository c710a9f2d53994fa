import Foundation

/// A note in the archive that the database was closed whole: what its file looked like then. If it looks the same when it is opened again, nobody
/// wrote in between without the archive.
struct ArchiveEnding: Sendable {
    private let note: String

    private struct Note: Codable, Equatable {
        var position: WALPosition
        var size: Int64
        var seconds: Int64
        var nanoseconds: Int64
    }

    init(folder: String) { note = folder + "/wal/ended.json" }

    func write(of path: String, after position: WALPosition) throws {
        guard let now = Self.look(at: path, position) else { throw SyncedFile.failed("look at", path) }
        try SyncedFile.write([UInt8](try JSONEncoder().encode(now)), to: note + ".new", mode: 0o600)
        try SyncedFile.place(note + ".new", at: note, replacing: true)
    }

    func isCleanEnd(of path: String, after position: WALPosition) throws -> Bool {
        guard let data = FileManager.default.contents(atPath: note), let then = try? JSONDecoder().decode(Note.self, from: data) else { return false }
        return Self.look(at: path, position) == then
    }

    /// While the database is open the note says nothing.
    func remove() throws {
        guard unlink(note) == 0 || errno == ENOENT else { throw SyncedFile.failed("remove", note) }
    }

    private static func look(at path: String, _ position: WALPosition) -> Note? {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        return Note(
            position: position, size: Int64(found.st_size), seconds: Int64(found.st_mtim.tv_sec), nanoseconds: Int64(found.st_mtim.tv_nsec))
    }
}
