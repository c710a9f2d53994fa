import Basics
import Glibc

/// Writes the bundle that an auditor verifies with `scripts/verify-audit`; the format is told in `docs/audit-evidence.md`.
///
/// Everything is handed in line by line and nothing is held, so a log of any length can be written. Entries, salts and tables must be read in
/// one transaction, and the newest checkpoint must cover the last entry: seal first, then write. Belongs to one task at a time.
package final class EvidenceWriter {
    private let directory: String
    private let log: EvidenceFile
    private let salts: EvidenceFile
    private let keys: EvidenceFile
    private var tables: [TableEvidence] = []
    private var entries: Int64 = 0

    /// Makes the folder, which must not be there yet. The rows are personal data: nobody but the owner can read them.
    package init(directory: String) throws(Problem) {
        self.directory = directory
        for path in [directory, "\(directory)/checkpoints", "\(directory)/tables"] {
            guard mkdir(path, 0o700) == 0 else { throw NoteProblem.file(path) }
        }
        log = try EvidenceFile(path: "\(directory)/log.jsonl")
        salts = try EvidenceFile(path: "\(directory)/salts.jsonl")
        keys = try EvidenceFile(path: "\(directory)/keys.txt")
    }

    /// The canonical bytes of the next entry, from the first on.
    package func append(entry canonical: [UInt8]) throws(Problem) {
        guard !canonical.contains(0x0A) else { throw NoteProblem.note("条目里有换行", "an entry holds a line feed", at: "log.jsonl:\(entries + 1)") }
        try log.line(canonical)
        entries += 1
    }

    package func append(entries: some Sequence<[UInt8]>) throws(Problem) {
        for entry in entries { try append(entry: entry) }
    }

    package func append(salt: LeafSalt, leaf: Int64) throws(Problem) {
        try salts.line(Self.saltLine(index: nil, leaf: leaf, salt.key))
    }

    /// The salt of one row, where the entry's own was destroyed.
    package func append(salt: RowSalt, place: AuditPlace) throws(Problem) {
        try salts.line(Self.saltLine(index: place.index, leaf: place.leaf, salt.key))
    }

    package func append(checkpoint: SignedCheckpoint) throws(Problem) {
        try WholeFile.write(
            checkpoint.bytes, to: "\(directory)/checkpoints/\(CheckpointFolder.fileName(checkpoint.checkpoint.size))", mode: 0o600, .replacing)
    }

    package func append(key: VerifierKey) throws(Problem) { try keys.line(Array(key.text.utf8)) }

    /// Begins the file of a table; one without rows has one too. The table's rows are handed to what is answered.
    package func table(_ layout: RowLayout) throws(Problem) -> TableEvidence {
        let isName = layout.table.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
        guard isName, !layout.table.isEmpty else { throw NoteProblem.note("表名不合适", "this cannot be a table's name", at: layout.table) }
        let table = TableEvidence(layout: layout, file: try EvidenceFile(path: "\(directory)/tables/\(layout.table).jsonl"))
        tables.append(table)
        return table
    }

    /// Brings everything to the disk. What was written without it is no bundle.
    package func finish() throws(Problem) {
        for file in [log, salts, keys] { try file.finish() }
        for table in tables { try table.file.finish() }
        for path in ["\(directory)/tables/", "\(directory)/", directory] { try WholeFile.synchronizeFolder(of: path) }
    }

    private static func saltLine(index: Int64?, leaf: Int64, _ salt: MerkleHash) -> [UInt8] {
        var writer = JSONWriter()
        writer.raw("{")
        if let index {
            writer.raw("\"index\":")
            writer.integer(index)
            writer.raw(",")
        }
        writer.raw("\"leaf\":")
        writer.integer(leaf)
        writer.raw(",\"salt\":")
        writer.hash(salt)
        writer.raw("}")
        return writer.bytes
    }
}

/// The rows of one table in a bundle.
package final class TableEvidence {
    private let layout: RowLayout
    fileprivate let file: EvidenceFile

    fileprivate init(layout: RowLayout, file: EvidenceFile) {
        self.layout = layout
        self.file = file
    }

    /// A row as it stands in the database, with its bookkeeping columns; nil where they are null, which is a finding.
    package func append(key: String, values: [RowValue], leaf: Int64?, index: Int64?) throws(Problem) {
        var writer = JSONWriter()
        writer.raw("{\"index\":")
        if let index { writer.integer(index) } else { writer.raw("null") }
        writer.raw(",\"key\":")
        writer.string(key)
        writer.raw(",\"leaf\":")
        if let leaf { writer.integer(leaf) } else { writer.raw("null") }
        writer.raw(",\"row\":")
        writer.raw(try layout.canonical(values))
        writer.raw("}")
        try file.line(writer.bytes)
    }
}
