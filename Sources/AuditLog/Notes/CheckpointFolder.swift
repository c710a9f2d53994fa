import Basics
import Glibc

/// The checkpoints of a log as files outside the database, one each, `00000000000000001234.txt` by size: on another disk, a share of another
/// body, a medium that cannot be written twice. Files are added and never changed.
package struct CheckpointFolder: Sendable {
    private static let digits = 20
    private static let ending = ".txt"

    package let path: String
    private let key: SigningKey

    /// The folder is made when it is not there; its parent must be.
    package init(path: String, key: SigningKey) throws(Problem) {
        self.path = path
        self.key = key
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw NoteProblem.file(path) }
    }

    /// Signs the log at this size and keeps the checkpoint. Refuses to sign a smaller log, or one that does not begin with what was signed last:
    /// whoever got hold of the database alone cannot have his version signed. The same log again gives the checkpoint that is there.
    @discardableResult
    package func seal(size: Int64, reading reader: some HashReader) throws -> SignedCheckpoint {
        guard size > 0 else { throw NoteProblem.refusedToSign("日志是空的", "the log is empty", at: path) }
        let hasher = try TreeHasher()
        let root = try CompactRange(size: size, reading: reader).root(hasher: hasher)
        if let last = try latest() {
            let old = last.checkpoint
            guard old.size <= size else {
                throw NoteProblem.refusedToSign(
                    "已签过 \(old.size) 条,现在只有 \(size) 条", "\(old.size) entries were signed, now there are \(size)", at: path)
            }
            do {
                try ConsistencyProof(from: old.size, to: size, reading: reader).verify(oldRoot: old.root, newRoot: root)
            } catch let problem as Problem where problem.code == "audit-proof-wrong" {
                throw NoteProblem.refusedToSign(
                    "前 \(old.size) 条与上一个检查点不符(\(problem.why.zh))",
                    "the first \(old.size) entries are not those of the last checkpoint (\(problem.why.en))", at: path)
            }
            if old.size == size { return last }
        }
        let sealed = try SignedCheckpoint(Checkpoint(origin: key.name, size: size, root: root), key: key)
        try WholeFile.write(sealed.bytes, to: "\(path)/\(Self.fileName(size))", mode: 0o644, .replacing)
        return sealed
    }

    /// The checkpoint of the largest size; nil when there is none yet.
    package func latest() throws(Problem) -> SignedCheckpoint? {
        guard let size = try sizes().last else { return nil }
        return try checkpoint(size: size)
    }

    /// From small to large.
    package func sizes() throws(Problem) -> [Int64] {
        guard let folder = opendir(path) else { throw NoteProblem.file(path) }
        defer { closedir(folder) }
        var sizes: [Int64] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if let size = Int64(name.dropLast(Self.ending.count)), Self.fileName(size) == name { sizes.append(size) }
        }
        return sizes.sorted()
    }

    /// Reads one and verifies it by our own key.
    package func checkpoint(size: Int64) throws(Problem) -> SignedCheckpoint {
        let file = "\(path)/\(Self.fileName(size))"
        guard let bytes = try WholeFile.read(file) else { throw NoteProblem.note("没有这个文件", "there is no such file", at: file) }
        do throws(Problem) {
            let signed = try SignedCheckpoint(bytes, keys: [key.verifier])
            guard signed.checkpoint.origin == key.name, signed.checkpoint.size == size else {
                throw NoteProblem.note("内容与文件名不符", "it is not what its name says")
            }
            return signed
        } catch {
            throw error.at(file)
        }
    }

    static func fileName(_ size: Int64) -> String {
        let text = String(size)
        return String(repeating: "0", count: max(0, digits - text.count)) + text + ending
    }
}
