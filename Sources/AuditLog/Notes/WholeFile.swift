import Basics
import Glibc

/// Small files that are there whole or not at all: written beside their name, brought to the disk, then named.
enum WholeFile {
    /// Keys, notes and checkpoints are far smaller.
    private static let most = 1 << 20

    enum Naming {
        /// Takes the place of a file of that name.
        case replacing
        /// Leaves a file of that name as it is and answers false.
        case keeping
    }

    @discardableResult
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t, _ naming: Naming) throws(Problem) -> Bool {
        let temporary = "\(path).\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw NoteProblem.file(temporary) }
        defer { unlink(temporary) }
        do throws(Problem) {
            guard fchmod(descriptor, mode) == 0 else { throw NoteProblem.file(temporary) }
            try put(bytes, into: descriptor, path: temporary)
            guard fsync(descriptor) == 0 else { throw NoteProblem.file(temporary) }
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw NoteProblem.file(temporary) }
        switch naming {
        case .replacing:
            guard rename(temporary, path) == 0 else { throw NoteProblem.file(path) }
        case .keeping:
            guard link(temporary, path) == 0 else {
                if errno == EEXIST { return false }
                throw NoteProblem.file(path)
            }
        }
        try synchronizeFolder(of: path)
        return true
    }

    static func put(_ bytes: [UInt8], into descriptor: Int32, path: String) throws(Problem) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw NoteProblem.file(path) }
            done += written
        }
    }

    /// A name is on the disk only when its folder is.
    static func synchronizeFolder(of path: String) throws(Problem) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw NoteProblem.file(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw NoteProblem.file(folder) }
    }

    /// Nil when there is no such file. With `onlyOwner` a file that others can read is refused.
    static func read(_ path: String, onlyOwner: Bool = false) throws(Problem) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw NoteProblem.file(path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw NoteProblem.file(path) }
        guard !onlyOwner || status.st_mode & 0o077 == 0 else {
            throw NoteProblem.key("别人能读这个文件,权限应为 0600", "others can read the file, its mode should be 0600", at: path)
        }
        guard status.st_size <= most else { throw NoteProblem.note("文件过大", "the file is too large", at: path) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let left = bytes.count - done
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + done }, left) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw NoteProblem.file(path) }
            if got == 0 { break }
            done += got
        }
        return Array(bytes[..<done])
    }
}
