import Foundation

/// Files that are on the disk when the call returns, not on their way to it.
enum SyncedFile {
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw failed("open", path) }
        defer { close(file) }
        try bytes.withUnsafeBytes { try writeAll($0, to: file, path) }
        guard fsync(file) == 0 else { throw failed("sync", path) }
    }

    static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32, _ path: String) throws {
        var done = 0
        while done < bytes.count {
            let count = Foundation.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failed("write", path) }
            done += count
        }
    }

    /// Gives a synced file its final name and syncs the folder, without which the name could be lost. With `replacing` false an existing
    /// file stays and the new one is removed.
    static func place(_ draft: String, at path: String, replacing: Bool) throws {
        if replacing {
            guard rename(draft, path) == 0 else { throw failed("rename", path) }
        } else {
            guard link(draft, path) == 0 || errno == EEXIST else { throw failed("link", path) }
            unlink(draft)
        }
        try syncFolder(of: path)
    }

    static func syncFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let file = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw failed("open", folder) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failed("sync", folder) }
    }

    /// The system's refusal, told by what it means for the caller.
    static func failed(_ what: String, _ path: String) -> StorageProblem {
        let code = errno
        let reason = "\(what) \((path as NSString).lastPathComponent): \(String(cString: strerror(code)))"
        return code == ENOSPC || code == EDQUOT ? .full(reason) : .failed(code: "file", reason: reason)
    }
}
