import Foundation

/// A file beside the database that one process holds: Debian's SQLite 3.40 can damage a database that two processes check-point.
final class LockFile: Sendable {
    private let descriptor: Int32

    /// Takes the lock or refuses at once.
    init(beside path: String) throws {
        let name = path + ".lock"
        descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StorageProblem.refused("the lock file \(name) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(descriptor)
            throw StorageProblem.refused("another process works on \(path); commands go through the running server")
        }
    }

    deinit { Foundation.close(descriptor) }
}
