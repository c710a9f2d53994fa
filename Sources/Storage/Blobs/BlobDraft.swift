import Foundation

/// A file that is being written and has no name yet. A lock says that somebody is at it, so that what a crash left behind can be told from what
/// another process of ours is writing.
final class BlobDraft {
    let path: String
    /// Negative when it was placed.
    private(set) var file: Int32

    init(in folder: String) throws {
        while true {
            let path = "\(folder)/\(UUID().uuidString)"
            let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw SyncedFile.failed("open", path) }
            // Whoever clears up may have been faster than our lock: then the file has no name any more.
            var found = stat()
            if flock(file, LOCK_EX) == 0, fstat(file, &found) == 0, found.st_nlink > 0 {
                self.path = path
                self.file = file
                return
            }
            close(file)
        }
    }

    deinit {
        guard file >= 0 else { return }
        unlink(path)
        close(file)
    }

    /// Syncs the bytes and gives the draft its name; an existing file of that name stays.
    func place(at name: String) throws {
        guard file >= 0, fsync(file) == 0 else { throw SyncedFile.failed("sync", path) }
        let shelf = (name as NSString).deletingLastPathComponent
        if mkdir(shelf, 0o700) == 0 { try SyncedFile.syncFolder(of: shelf) }
        try SyncedFile.place(path, at: name, replacing: false)
        close(file)
        file = -1
    }

    /// Removes the drafts that nobody is at.
    static func removeAbandoned(in folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let path = "\(folder)/\(name)"
            let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard file >= 0 else { continue }
            if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
            close(file)
        }
    }
}
