import Datasets
import Glibc

/// What tells a file that has not changed, without reading it: its place, size, times and number in the file system. A change of content that
/// keeps all of them takes somebody who sets the clock back.
struct FileStamp: Codable, Hashable, Sendable {
    var path: String
    var size: Int64
    var modified: Int64
    var changed: Int64
    var number: UInt64

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.path = path
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
        number = UInt64(status.st_ino)
    }
}

/// What a kept delivery was made from. Equal stamps mean that reading again would give the same.
struct DeliveryStamp: Codable, Hashable, Sendable {
    var files: [FileStamp]
    /// Of everything in the schema that decides what a cell means.
    var schema: UInt64
    /// Of the register the rows were matched to; 0 for the register itself.
    var register: UInt64
    /// Whether rows that matched nobody stand among the others.
    var mixesStrangers: Bool

    /// Nil when a file cannot be looked at.
    init?(_ schema: SourceSchema, _ paths: [String], register: UInt64, mixesStrangers: Bool) {
        let stamps = paths.compactMap(FileStamp.init)
        guard stamps.count == paths.count else { return nil }
        files = stamps
        self.schema = DeliveryStamp.fingerprint(schema)
        self.register = register
        self.mixesStrangers = mixesStrangers
    }

    /// Whether what was kept under this stamp is what a run with that stamp would read. Rows of strangers among the others do no harm to a run
    /// that does not ask for them.
    func serves(_ wanted: DeliveryStamp) -> Bool {
        isSameDelivery(as: wanted) && register == wanted.register && (mixesStrangers || !wanted.mixesStrangers)
    }

    /// Whether reading the files again would give the same rows, whoever they would be matched to.
    func isSameDelivery(as other: DeliveryStamp) -> Bool { files == other.files && schema == other.schema }

    private static func fingerprint(_ schema: SourceSchema) -> UInt64 {
        var hash = StableHash()
        for text in [schema.name, schema.role.rawValue, schema.anchor.rawValue, "\(schema.key ?? -1)"] { hash.add(text) }
        for column in schema.columns {
            for text in [column.name, column.kind.rawValue, "\(column.required)", "\(column.scale)"] + column.headers + column.codes {
                hash.add(text)
            }
            for raw in column.lookups.keys.sorted() {
                hash.add(raw)
                hash.add(column.lookups[raw] ?? "")
            }
        }
        return hash.value
    }

    var fingerprint: UInt64 {
        var hash = StableHash()
        hash.add(schema)
        for file in files {
            hash.add(file.path)
            for number in [file.size, file.modified, file.changed] { hash.add(UInt64(bitPattern: number)) }
            hash.add(file.number)
        }
        return hash.value
    }
}
