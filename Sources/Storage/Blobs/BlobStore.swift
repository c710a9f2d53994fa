import Basics
import Foundation

/// Files as they were received, sealed, under the name of what is in them: never edited, kept once however often they come.
package final class BlobStore: Sendable {
    let folder: String
    let vault: Vault

    /// Makes the folder if need be; drafts that a crash left behind are removed.
    package init(folder: String, vault: Vault) throws {
        self.folder = folder
        self.vault = vault
        let drafts = "\(folder)/drafts"
        try FileManager.default.createDirectory(atPath: drafts, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try BlobDraft.removeAbandoned(in: drafts)
    }

    /// Begins a new blob; its bytes come in pieces of any size.
    package func writer() throws -> BlobWriter { try BlobWriter(store: self) }

    package func put(_ bytes: [UInt8]) throws -> (name: BlobName, isNew: Bool) {
        let writer = try writer()
        try bytes.withUnsafeBytes { try writer.append($0) }
        return try writer.finish()
    }

    /// Takes a file of the disk in, window by window.
    package func put(file path: String) throws -> (name: BlobName, isNew: Bool) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SyncedFile.failed("open", path) }
        defer { close(file) }
        let writer = try writer()
        var window = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = window.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SyncedFile.failed("read", path) }
            if count == 0 { break }
            try window.withUnsafeBytes { try writer.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        return try writer.finish()
    }

    package func exists(_ name: BlobName) -> Bool { access(path(of: name), F_OK) == 0 }

    /// Opens a blob for reading any part of it.
    package func reader(_ name: BlobName) throws -> BlobReader { try reader(name, on: nil) }

    func reader(_ name: BlobName, on shelf: BlobShelf?) throws -> BlobReader {
        try BlobReader(path: path(of: name), vault: vault, name: name, shelf: shelf)
    }

    /// All of a blob that is known to be small; a larger one than `limit` is refused.
    package func bytes(_ name: BlobName, limit: Int = 64 << 20) throws -> [UInt8] {
        let reader = try reader(name)
        guard reader.length <= Int64(limit) else { throw StorageProblem.misuse("a blob of \(reader.length) bytes asked for at once") }
        return try reader.bytes(at: 0, count: Int(reader.length))
    }

    /// Every blob there is, for finding those that nothing in the database names any more.
    package func names() throws -> [BlobName] {
        var names: [BlobName] = []
        for shelf in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where shelf.utf8.count == 2 {
            names += try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(shelf)").sorted().compactMap(BlobName.init)
        }
        return names
    }

    /// Copies the blobs that another folder lacks, sealed as they are; how many.
    package func copyMissing(to other: String) throws -> Int {
        let target = try BlobStore(folder: other, vault: vault)
        var copied = 0
        for name in try names() where !target.exists(name) {
            try target.take(name, sealedAt: path(of: name))
            copied += 1
        }
        return copied
    }

    /// Puts a copy of a sealed file in its place.
    private func take(_ name: BlobName, sealedAt source: String) throws {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw SyncedFile.failed("open", source) }
        defer { close(input) }
        let draft = try draft()
        var window = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = window.withUnsafeMutableBytes { read(input, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SyncedFile.failed("read", source) }
            if count == 0 { break }
            try window.withUnsafeBytes { try SyncedFile.writeAll(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: draft.file, draft.path) }
        }
        try draft.place(at: path(of: name))
    }

    /// A place for sealed bytes that nobody needs any more when the work is done.
    package func scratch() throws -> ScratchFile { try ScratchFile(in: "\(folder)/drafts") }

    func draft() throws -> BlobDraft { try BlobDraft(in: "\(folder)/drafts") }

    /// Removes a blob that nothing names any more, or whose time is up.
    package func remove(_ name: BlobName) throws {
        guard unlink(path(of: name)) == 0 || errno == ENOENT else { throw SyncedFile.failed("remove", path(of: name)) }
    }

    /// `ab/abcdef…`: 256 shelves keep folders short.
    func path(of name: BlobName) -> String { "\(folder)/\(name.hex.prefix(2))/\(name.hex)" }
}
