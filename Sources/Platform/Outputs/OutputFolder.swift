import Foundation
import Glibc

/// The folder a run writes to. It is made for its owner alone, since clues are about persons.
struct OutputFolder {
    let path: String

    init(_ path: String) throws {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        try make(self.path)
    }

    /// A folder inside, made if need be and emptied of the files with an ending that an earlier run left.
    func folder(_ name: String, emptiedOf ending: String) throws -> OutputFolder {
        let inner = try OutputFolder("\(path)/\(name)")
        for file in (try? FileManager.default.contentsOfDirectory(atPath: inner.path)) ?? [] where file.hasSuffix(ending) {
            guard unlink("\(inner.path)/\(file)") == 0 else { throw CommandFailure.writing("\(inner.path)/\(file)", errno) }
        }
        return inner
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a whole text at once.
    func write(_ text: String, to name: String) throws {
        let sink = try ByteSink(path: file(name))
        sink.append(text)
        try sink.close()
    }

    /// Takes away what an earlier run wrote and this one does not.
    func remove(_ name: String) throws {
        guard unlink(file(name)) == 0 || errno == ENOENT else { throw CommandFailure.writing(file(name), errno) }
    }

    private func make(_ path: String) throws {
        if HomeFolders.isDirectory(path) { return }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(code: "unwritable", message: "the folder \(path) cannot be made", advice: "check the path and its permissions")
        }
    }
}
