import Glibc

/// A regular file open for reading by place (`pread`): never mapped, so that a file that shrinks is an error and not a signal.
final class InputFile: Sendable {
    let path: String
    /// Bytes when it was opened.
    let size: Int
    private let descriptor: Int32

    init(path: String) throws(TableProblem) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system("cannot open", path: path, code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw .system("cannot open", path: path, code: code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw TableProblem(path: path, what: "cannot open", why: "it is not a regular file", advice: "Save it to a file first")
        }
        self.path = path
        self.size = Int(status.st_size)
        self.descriptor = descriptor
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { close(descriptor) }

    /// Reads up to `count` bytes at `offset`; fewer only at the end of the file.
    func read(into bytes: UnsafeMutablePointer<UInt8>, count: Int, at offset: Int) throws(TableProblem) -> Int {
        var done = 0
        while done < count {
            let got = pread(descriptor, bytes + done, count - done, off_t(offset + done))
            if got == 0 { break }
            if got < 0 {
                if errno == EINTR { continue }
                throw .system("cannot read", path: path, code: errno)
            }
            done += got
        }
        return done
    }

    /// Up to `count` bytes at `offset`.
    func bytes(count: Int, at offset: Int) throws(TableProblem) -> [UInt8] {
        let room = min(count, max(size - offset, 0))
        var problem: TableProblem?
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
            guard let base = buffer.baseAddress else { return }
            do throws(TableProblem) { filled = try read(into: base, count: room, at: offset) } catch { problem = error }
        }
        if let problem { throw problem }
        return bytes
    }

    /// A file that grew or shrank since it was opened was still being written: what was read is not the delivery.
    func checkWhole(readTo offset: Int) throws(TableProblem) {
        guard offset != size else { return }
        throw TableProblem(
            path: path, what: "the file changed while it was read", why: "it had \(size) bytes, now \(offset)",
            advice: "Wait until it is completely written, then start again")
    }
}
