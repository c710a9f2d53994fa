import Datasets
import Foundation
import Glibc

/// A file of stretches of memory, one after the other, with their sums: what a table's columns are kept in. Readable by its owner only.
struct KeptFile {
    struct Stretch: Codable, Sendable {
        var offset: Int
        var count: Int
        var sum: UInt64
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
            var done = 0
            while done < count {
                let n = Glibc.write(descriptor, memory + done, min(count - done, 1 << 28))
                guard n > 0 else { return nil }
                done += n
            }
            defer { offset += count }
            return Stretch(offset: offset, count: count, sum: Checksum.of(memory, count))
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

    /// Reads one stretch into memory; nil when the file is shorter or its sum is another.
    static func read(_ path: String, _ stretch: Stretch) -> MemoryBlock? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard stretch.count >= 0, stretch.offset >= 0, let block = try? MemoryBlock(stretch.count) else { return nil }
        var done = 0
        while done < stretch.count {
            let n = pread(descriptor, block.base + done, min(stretch.count - done, 1 << 26), off_t(stretch.offset + done))
            guard n > 0 else { return nil }
            done += n
        }
        return Checksum.of(block.base, stretch.count) == stretch.sum ? block : nil
    }
}
