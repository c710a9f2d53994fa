import Foundation

/// The file of a database: its true path, and its rights.
enum SQLiteFile {
    /// The path without symbolic links, so that the lock beside it is the same by whatever name the file is reached.
    static func prepare(_ path: String) throws -> String {
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent().path
        guard let real = realpath(folder, nil) else {
            throw StorageProblem.refused("the folder of the database does not exist: \(folder)")
        }
        defer { free(real) }
        return String(cString: real) + "/" + url.lastPathComponent
    }

    /// Makes an empty file that only its owner reads; SQLite gives the same rights to the files beside it. Called before SQLite opens it:
    /// closing a descriptor of one's own later would drop SQLite's locks.
    static func create(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Foundation.close(descriptor)
        } else if errno != EEXIST {
            throw StorageProblem.refused("the database \(path) cannot be made: \(String(cString: strerror(errno)))")
        }
    }
}
