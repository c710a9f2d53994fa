import Datasets
import Foundation

/// A folder of kept deliveries: what was read and arranged once need not be read again while its files stay the same. Anything that does not
/// fit (another schema, a changed file, a damaged column) is as if it were not there.
struct KeptStore {
    let folder: String
    let threads: Int

    /// Nil when the folder cannot be made.
    init?(_ folder: String, threads: Int) {
        let made = try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard made != nil else { return nil }
        self.folder = folder
        self.threads = threads
    }

    private func path(_ name: String, _ ending: String) -> String { "\(folder)/\(name).\(ending)" }

    // MARK: Deliveries

    /// The delivery's table, if it is kept and made from these files; only the wanted columns are read.
    func table(_ schema: SourceSchema, _ stamp: DeliveryStamp, wanted: [Bool], ownerCount: Int) -> (
        table: Table, files: [FileReport], rejects: [[Reject]]
    )? {
        guard let kept: KeptTable = load(schema.name), kept.version == KeptTable.version, kept.stamp.serves(stamp),
            let table = kept.table(schema, wanted: wanted, ownerCount: ownerCount, from: path(schema.name, "columns"), threads: threads)
        else { return nil }
        return (table, kept.reports.map(\.report), kept.rejects.map { $0.map(\.reject) })
    }

    /// Keeps a table. A failure leaves nothing behind that could be taken for it.
    func keep(_ table: Table, _ delivery: Delivery, _ stamp: DeliveryStamp) {
        forget(table.schema.name)
        guard let kept = KeptTable(table, delivery, stamp, to: path(table.schema.name, "columns")) else { return }
        save(kept, table.schema.name)
    }

    // MARK: The register

    /// No source can have this name.
    private static let numbering = "register-numbering"

    func register(stamp: UInt64, persons: Table, households: Table, villages: Table?) -> Register? {
        guard let kept: KeptRegister = load(KeptStore.numbering), kept.stamp == stamp else { return nil }
        return kept.register(persons: persons, households: households, villages: villages, from: path(KeptStore.numbering, "columns"))
    }

    func keep(_ register: Register, stamp: UInt64) {
        forget(KeptStore.numbering)
        guard let kept = KeptRegister(register, stamp: stamp, to: path(KeptStore.numbering, "columns")) else { return }
        save(kept, KeptStore.numbering)
    }

    // MARK: Files

    /// Numbers in a description say how far readers may go in memory, so it is believed only whole: its first line is the sum of the rest.
    private func load<Kept: Decodable>(_ name: String) -> Kept? {
        guard let data = FileManager.default.contents(atPath: path(name, "json")), let end = data.firstIndex(of: 0x0A) else { return nil }
        let description = Data(data[(end + 1)...])
        guard data[..<end].elementsEqual(KeptStore.sumLine(description).utf8) else { return nil }
        return try? JSONDecoder().decode(Kept.self, from: description)
    }

    private static func sumLine(_ description: Data) -> String {
        let sum = description.withUnsafeBytes { bytes in bytes.baseAddress.map { Checksum.of($0, bytes.count) } ?? 0 }
        return String(sum, radix: 16)
    }

    /// The description comes last: without it the columns are not looked at.
    private func save(_ kept: some Encodable, _ name: String) {
        guard let description = try? JSONEncoder().encode(kept) else { return }
        let part = path(name, "json.part")
        let data = Data((KeptStore.sumLine(description) + "\n").utf8) + description
        guard FileManager.default.createFile(atPath: part, contents: data, attributes: [.posixPermissions: 0o600]) else { return }
        _ = rename(part, path(name, "json"))
    }

    private func forget(_ name: String) {
        try? FileManager.default.removeItem(atPath: path(name, "json"))
    }
}
