import Foundation

/// The installation's secret keys, in a folder of their own outside the database, so that a stolen database or backup opens nothing.
///
/// `keys.json` (owner only) holds numbered keys of 32 bytes: the highest seals, every one opens what it sealed. The key of the blind indexes
/// stands apart, because changing it means computing every index again. Keys for a purpose are derived from these and never stored.
package struct KeyRing: Sendable {
    /// The number of the key that seals now.
    let current: UInt16
    private let masters: [UInt16: [UInt8]]
    private let index: [UInt8]

    private struct File: Codable {
        struct Key: Codable {
            var number: UInt16
            var made: String
            var key: Data
        }
        var keys: [Key]
        var index: Data
    }

    /// Reads the keys of a folder; makes folder and keys when there are none.
    package init(folder: String) throws {
        let path = Self.path(in: folder)
        if !FileManager.default.fileExists(atPath: path) {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Self.write(File(keys: [Self.made(1)], index: Data(RandomBytes.of(32))), to: path, replacing: false)
        }
        try self.init(Self.read(path))
    }

    private init(_ file: File) throws {
        guard let newest = file.keys.map(\.number).max(), file.index.count == 32, file.keys.allSatisfy({ $0.key.count == 32 }) else {
            throw StorageProblem.refused("keys.json holds no key, or one that has not 32 bytes; restore it from where keys are kept")
        }
        current = newest
        masters = Dictionary(file.keys.map { ($0.number, [UInt8]($0.key)) }, uniquingKeysWith: { first, _ in first })
        index = [UInt8](file.index)
    }

    /// Adds a key that seals from now on. What was sealed before still opens; sealing it anew is a job of its own.
    package static func rotate(folder: String) throws -> KeyRing {
        let path = path(in: folder)
        var file = try read(path)
        let newest = file.keys.map(\.number).max() ?? 0
        guard newest < .max else { throw StorageProblem.refused("the key ring is full") }
        file.keys.append(made(newest + 1))
        try write(file, to: path, replacing: true)
        return try KeyRing(file)
    }

    /// The key of one purpose under a numbered master key; nil when that key is gone, which is how things are erased.
    func key(_ number: UInt16, for purpose: String) throws -> [UInt8]? {
        try masters[number].map { try Digest.hmac(key: $0, Array("youshu/\(purpose)".utf8)) }
    }

    func indexKey(for column: String) throws -> [UInt8] { try Digest.hmac(key: index, Array("youshu/index/\(column)".utf8)) }

    private static func path(in folder: String) -> String { "\(folder)/keys.json" }

    private static func made(_ number: UInt16) -> File.Key {
        File.Key(number: number, made: ISO8601DateFormatter().string(from: Date()), key: Data(RandomBytes.of(32)))
    }

    private static func read(_ path: String) throws -> File {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StorageProblem.refused("\(path) cannot be read by this user; without it nothing that is sealed can be opened")
        }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard mode & 0o077 == 0 else { throw StorageProblem.refused("\(path) may be read by others; chmod 600 it, and think about who has read it") }
        do {
            return try JSONDecoder().decode(File.self, from: data)
        } catch {
            throw StorageProblem.refused("\(path) is not a key file; restore it from where keys are kept")
        }
    }

    /// Whole or not at all: the new file is synced beside the old one before it takes its name.
    private static func write(_ file: File, to path: String, replacing: Bool) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let draft = "\(path).new"
        try SyncedFile.write([UInt8](try encoder.encode(file)), to: draft, mode: 0o600)
        try SyncedFile.place(draft, at: path, replacing: replacing)
    }
}
