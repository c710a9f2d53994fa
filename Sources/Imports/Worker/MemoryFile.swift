import CSandbox
import Glibc

/// A file that exists in memory only: the plain bytes of a delivery while a worker reads them. It goes away with its last descriptor.
package final class MemoryFile: Sendable {
    package let descriptor: Int32

    package init() throws(FileRefusal) {
        let made = sandbox_memory_file("delivery")
        guard made >= 0 else { throw FileRefusal(.memory, String(cString: strerror(errno))) }
        // Above the numbers that mean something in the worker, so that handing over cannot overwrite one with the other.
        descriptor = fcntl(made, F_DUPFD_CLOEXEC, 10)
        let fault = errno
        close(made)
        guard descriptor >= 0 else { throw FileRefusal(.memory, String(cString: strerror(fault))) }
    }

    deinit { close(descriptor) }

    package func append(_ bytes: some Collection<UInt8>) throws(FileRefusal) {
        let bytes = Array(bytes)
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if put < 0 {
                if errno == EINTR { continue }
                throw FileRefusal(.memory, String(cString: strerror(errno)))
            }
            done += put
        }
    }

    /// Back to the beginning, for whoever reads it next as a stream.
    func rewind() { lseek(descriptor, 0, SEEK_SET) }
}
