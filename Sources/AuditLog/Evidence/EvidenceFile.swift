import Basics
import Glibc

/// One file of a bundle, written line by line through a buffer; only its owner can read it. Belongs to one task at a time.
final class EvidenceFile {
    private static let bufferSize = 1 << 18

    private let path: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    init(path: String) throws(Problem) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw NoteProblem.file(path) }
        buffer.reserveCapacity(Self.bufferSize * 2)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func line(_ bytes: [UInt8]) throws(Problem) {
        buffer += bytes
        buffer.append(0x0A)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Brings everything to the disk.
    func finish() throws(Problem) {
        try flush()
        guard fsync(descriptor) == 0 else { throw NoteProblem.file(path) }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw NoteProblem.file(path) }
    }

    private func flush() throws(Problem) {
        guard descriptor >= 0 else { throw NoteProblem.note("文件已写完", "the file was already finished", at: path) }
        try WholeFile.put(buffer, into: descriptor, path: path)
        buffer.removeAll(keepingCapacity: true)
    }
}
