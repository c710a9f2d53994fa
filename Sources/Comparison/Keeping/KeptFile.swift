import Datasets
import Glibc

/// A file of stretches of memory, one after the other, with their sums. Readable by its owner only.
enum KeptFile {
    /// What is summed, read and held against its sum at once, in bytes: several threads share a long column.
    static let chunk = 4 << 20

    /// Where in its file a stretch stands, in bytes, and the sum of each chunk of it.
    struct Stretch: Codable, Sendable {
        var offset: Int
        var count: Int
        var sums: [UInt64]

        /// Numbers that cannot be true are not followed.
        var isPlausible: Bool { offset >= 0 && count >= 0 && sums.count == (count + KeptFile.chunk - 1) / KeptFile.chunk }
    }

    /// Writes to a file beside and renames it when all is written.
    final class Writer {
        private let path: String
        private var descriptor: Int32
        private var offset = 0

        init?(_ path: String) {
            self.path = path
            descriptor = open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return nil }
        }

        func write(_ memory: UnsafeRawPointer, _ count: Int) -> Stretch? {
            var stretch = Stretch(offset: offset, count: count, sums: [])
            for start in Swift.stride(from: 0, to: count, by: KeptFile.chunk) {
                let length = min(KeptFile.chunk, count - start)
                stretch.sums.append(Checksum.of(memory + start, length))
                guard write(all: memory + start, length) else { return nil }
            }
            offset += count
            return stretch
        }

        private func write(all memory: UnsafeRawPointer, _ count: Int) -> Bool {
            var done = 0
            while done < count {
                let n = Glibc.write(descriptor, memory + done, count - done)
                if n < 0, errno == EINTR { continue }
                guard n > 0 else { return false }
                done += n
            }
            return true
        }

        func finish() -> Bool {
            defer { descriptor = -1 }
            return close(descriptor) == 0 && rename(path + ".part", path) == 0
        }

        /// A file that was not finished is not left behind.
        deinit {
            guard descriptor >= 0 else { return }
            close(descriptor)
            unlink(path + ".part")
        }
    }
}
