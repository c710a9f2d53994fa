import Foundation

/// The folder of an archive's parts: sealed files with consecutive numbers, a thousand to a shelf. A part's number is bound to its seal, so that
/// none can be left out, exchanged or put elsewhere unseen.
struct WALParts: Sendable {
    /// 8 MiB of pages: a part is sealed in one piece.
    static let framesPerPart: Int64 = 2048

    let folder: String
    let vault: Vault

    init(folder: String, vault: Vault) throws {
        self.folder = folder + "/wal"
        self.vault = vault
        try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private func shelf(of number: Int64) -> String { folder + "/" + Self.padded(number / 1000) }
    private func path(of number: Int64) -> String { shelf(of: number) + "/" + Self.padded(number) + ".part" }

    /// On disk when the call returns.
    func write(_ part: WALPart) throws {
        let number = part.position.part
        let sealed = try vault.seal(part.bytes, table: "backup", column: "wal", row: number)
        if mkdir(shelf(of: number), 0o700) == 0 { try SyncedFile.syncFolder(of: shelf(of: number)) }
        let draft = path(of: number) + ".new"
        try SyncedFile.write(sealed, to: draft, mode: 0o600)
        try SyncedFile.place(draft, at: path(of: number), replacing: true)
    }

    /// Nil when there is no such part.
    func read(_ number: Int64) throws -> WALPart? {
        guard let data = FileManager.default.contents(atPath: path(of: number)) else { return nil }
        return try WALPart(vault.openBytes([UInt8](data), table: "backup", column: "wal", row: number), part: number)
    }

    /// The numbers there are, in order.
    func numbers() throws -> [Int64] {
        var numbers: [Int64] = []
        for shelf in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where shelf.utf8.count == 12 {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + shelf)
            numbers += names.compactMap { $0.hasSuffix(".part") ? Int64($0.dropLast(5)) : nil }
        }
        return numbers.sorted()
    }

    func last() throws -> WALPart? { try numbers().last.flatMap { try read($0) } }

    /// Removes what lies before a part, when no backup begins there any more.
    func remove(before number: Int64) throws {
        for old in try numbers() where old < number { unlink(path(of: old)) }
    }

    private static func padded(_ number: Int64) -> String {
        let digits = String(max(0, number))
        return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
}
