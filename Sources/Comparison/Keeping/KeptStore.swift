import Datasets
import Foundation
import Glibc

/// A folder of kept deliveries: what was read and arranged once need not be read again while its files stay the same. Anything that does not
/// fit (another schema, a changed file, a damaged column) is as if it were not there.
struct KeptStore {
    let folder: String
    let threads: Int

    /// Nil when the folder cannot be made.
    init?(_ folder: String, threads: Int) {
        let made: Void? = try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard made != nil else { return nil }
        self.folder = folder
        self.threads = threads
    }

    private func path(_ name: String, _ ending: String) -> String { "\(folder)/\(name).\(ending)" }

    // MARK: Deliveries

    /// A source a run asks for.
    struct Request {
        var schema: SourceSchema
        var stamp: DeliveryStamp
        var wanted: ArrivingTable.Wanted
    }

    /// The tables that are kept and made from these files, in the order of the requests; all are read side by side.
    func tables(_ requests: [Request]) -> [(table: Table, account: DeliveryAccount)?] {
        var reading = KeptReading()
        let arriving = requests.map { request -> ArrivingTable? in
            guard let kept: KeptTable = load(request.schema.name), kept.stamp.serves(request.stamp) else { return nil }
            return ArrivingTable(kept, request.schema, request.wanted, &reading) { path(request.schema.name, $0) }
        }
        let isWhole = reading.run(threads: threads)
        return zip(arriving, requests).map { arriving, request in
            guard let arriving, isWhole[arriving.number] else { return nil }
            return (arriving.table(), account(arriving.kept, request.schema))
        }
    }

    /// A delivery whose files did not change, matched anew; nil when it is not kept, or not in a way that can be matched again.
    func redelivery(_ schema: SourceSchema, _ stamp: DeliveryStamp, _ matcher: any RowMatcher) -> Delivery? {
        guard let kept: KeptTable = load(schema.name), kept.stamp.isSameDelivery(as: stamp), let segments = kept.segments else { return nil }
        let all = schema.columns.indices.map { kept.columns.indices.contains($0) && kept.columns[$0] != nil }
        // A delivery without rows has no columns either.
        guard kept.count + kept.strangers == 0 || all == schema.columns.map({ $0.kind != .ignored }) else { return nil }
        var reading = KeptReading()
        let wanted = ArrivingTable.Wanted(columns: all, ownerCount: 0, withStrangers: true)
        guard let arriving = ArrivingTable(kept, schema, wanted, &reading, path: { path(schema.name, $0) }),
            reading.run(threads: threads).allSatisfy({ $0 })
        else { return nil }
        let account = account(kept, schema)
        return Redelivery(
            table: arriving.table(), segments: segments, reports: account.files, rejects: account.rejects, matcher: matcher, threads: threads
        ).delivery()
    }

    private func account(_ kept: KeptTable, _ schema: SourceSchema) -> DeliveryAccount {
        DeliveryAccount(
            schema: schema, files: kept.reports.map(\.report), rejects: kept.rejects.map { $0.map(\.reject) }, segments: kept.segments)
    }

    /// What is to be kept of a source.
    struct Entry {
        var table: Table
        var account: DeliveryAccount
        var stamp: DeliveryStamp
    }

    /// Keeps tables. A failure leaves nothing behind that could be taken for one.
    func keep(_ entries: [Entry]) {
        for entry in entries { forget(entry.table.schema.name) }
        let (folder, names) = (folder, entries.map(\.table.schema.name))
        var writing = KeptWriting { table, file in "\(folder)/\(names[table]).\(file)" }
        for (number, entry) in entries.enumerated() { writing.add(number, entry.table) }
        let kept = writing.run(entries.map { KeptTable($0.table, $0.account, $0.stamp) }, threads: threads)
        for (entry, kept) in zip(entries, kept) { if let kept { save(kept, entry.table.schema.name) } }
    }

    // MARK: The register

    /// No source can have this name.
    private static let numbering = "register-numbering"

    func register(stamp: UInt64, persons: Table, households: Table, villages: Table?) -> Register? {
        guard let kept: KeptRegister = load(KeptStore.numbering), kept.stamp == stamp else { return nil }
        return kept.register(
            persons: persons, households: households, villages: villages, from: path(KeptStore.numbering, "column"), threads: threads)
    }

    func keep(_ register: Register, stamp: UInt64) {
        forget(KeptStore.numbering)
        guard let kept = KeptRegister(register, stamp: stamp, to: path(KeptStore.numbering, "column")) else { return }
        save(kept, KeptStore.numbering)
    }

    // MARK: Descriptions

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

    /// The description goes first, then the columns, those of an earlier schema or of an earlier program too: they hold people's data.
    private func forget(_ name: String) {
        unlink(path(name, "json"))
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where file.hasPrefix(name + ".") {
            unlink("\(folder)/\(file)")
        }
    }
}
