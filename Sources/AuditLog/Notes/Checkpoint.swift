import Basics

/// What the log's key signs: which log, how many entries, and the root over them (C2SP tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
    /// The log's name, also the name of its key.
    package let origin: String
    package let size: Int64
    package let root: MerkleHash

    package init(origin: String, size: Int64, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Three lines: origin, decimal size, base64 root.
    package var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// Reads the text of a note. Further lines are allowed by the format and passed over.
    package init(text: String) throws(Problem) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, !lines[0].isEmpty, let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
            let root = MerkleHash(base64: lines[2])
        else { throw NoteProblem.note("应有三行:名称、大小、树根", "it should have three lines: origin, size, root") }
        self.init(origin: String(lines[0]), size: size, root: root)
    }
}

/// A checkpoint with its signatures, as it is kept, published and handed to witnesses.
package struct SignedCheckpoint: Hashable, Sendable {
    package let checkpoint: Checkpoint
    package let note: SignedNote

    package init(_ checkpoint: Checkpoint, key: SigningKey) throws(Problem) {
        self.checkpoint = checkpoint
        note = try SignedNote(checkpoint.text, key: key)
    }

    /// Reads and verifies; throws unless one of these keys signed it and no signature in their names is false.
    package init(_ bytes: [UInt8], keys: [VerifierKey]) throws(Problem) {
        note = try SignedNote(bytes)
        try note.verify(by: keys)
        checkpoint = try Checkpoint(text: note.text)
    }

    package var bytes: [UInt8] { note.bytes }
}
