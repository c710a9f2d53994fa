import Glibc

/// A file that appears under its name only when it is whole: written beside it, readable by its owner only, then renamed.
final class OutputFile {
    let path: String
    let temporary: String
    private var descriptor: Int32
    private var isDone = false

    init(path: String) throws(TableProblem) {
        var name = Array("\(path).XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw .system("cannot write", path: path, code: errno) }
        self.path = path
        temporary = name.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? path }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isDone { unlink(temporary) }
    }

    func write(_ bytes: UnsafePointer<UInt8>, count: Int) throws(TableProblem) {
        var done = 0
        while done < count {
            let put = Glibc.write(descriptor, bytes + done, count - done)
            if put < 0 {
                if errno == EINTR { continue }
                throw .system("cannot write", path: path, code: errno)
            }
            done += put
        }
    }

    /// Brings everything to the disk and gives the file its name.
    func commit() throws(TableProblem) {
        guard fsync(descriptor) == 0 else { throw .system("cannot write", path: path, code: errno) }
        let failed = close(descriptor) != 0
        descriptor = -1
        guard !failed, rename(temporary, path) == 0 else { throw .system("cannot write", path: path, code: errno) }
        isDone = true
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return }
        fsync(opened)
        close(opened)
    }
}
