import Basics
import CZlib
import Glibc

/// A folder as a zip that is made while it is sent: files stored as they are, sizes and check sums behind each, so that nothing is read twice and the
/// memory needed does not grow with the folder. ZIP64 throughout (PKWARE APPNOTE 4.3, 4.5.3).
final class ZipStream {
    private struct Entry {
        let name: [UInt8]
        let offset: UInt64
        var crc: UInt32 = 0
        var size: UInt64 = 0
    }

    private static let pieceSize = 256 << 10
    private let root: String
    private var waiting: ArraySlice<String>
    private var done: [Entry] = []
    private var current: Entry?
    private var descriptor: Int32 = -1
    private var offset: UInt64 = 0
    private var isFinished = false

    /// `files` are paths below `root`, in the order they shall have.
    init(root: String, files: [String]) {
        self.root = root
        waiting = files[...]
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next bytes; nil at the end.
    func next() throws -> [UInt8]? {
        guard !isFinished else { return nil }
        var bytes: [UInt8] = []
        if var entry = current {
            let piece = try read()
            if piece.isEmpty {
                bytes = descriptorRecord(entry)
                done.append(entry)
                current = nil
                close(descriptor)
                descriptor = -1
            } else {
                entry.crc = UInt32(truncatingIfNeeded: crc32(UInt(entry.crc), piece, UInt32(piece.count)))
                entry.size += UInt64(piece.count)
                current = entry
                bytes = piece
            }
        } else if let name = waiting.popFirst() {
            descriptor = open("\(root)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard descriptor >= 0 else { throw Self.unreadable }
            let entry = Entry(name: Array(name.utf8), offset: offset)
            bytes = Self.header(entry)
            current = entry
        } else {
            bytes = directory()
            isFinished = true
        }
        offset += UInt64(bytes.count)
        return bytes
    }

    private func read() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw Self.unreadable }
        return Array(buffer.prefix(count))
    }

    /// Version 4.5, flags 3 (sizes behind) and 11 (UTF-8), stored; 1980-01-01, since the entries of the log tell the time.
    private static let common: [UInt8] = [45, 0, 0x08, 0x08, 0, 0, 0, 0, 0x21, 0]

    private static func header(_ entry: Entry) -> [UInt8] {
        number(0x0403_4B50, 4) + common + number(0, 4) + number(0xFFFF_FFFF, 4) + number(0xFFFF_FFFF, 4) + number(UInt64(entry.name.count), 2)
            + number(20, 2) + entry.name + number(1, 2) + number(16, 2) + number(0, 8) + number(0, 8)
    }

    private func descriptorRecord(_ entry: Entry) -> [UInt8] {
        Self.number(0x0807_4B50, 4) + Self.number(UInt64(entry.crc), 4) + Self.number(entry.size, 8) + Self.number(entry.size, 8)
    }

    private func directory() -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in done {
            bytes += Self.number(0x0201_4B50, 4) + [45, 3] + Self.common + Self.number(UInt64(entry.crc), 4) + Self.number(0xFFFF_FFFF, 4)
            bytes +=
                Self.number(0xFFFF_FFFF, 4) + Self.number(UInt64(entry.name.count), 2) + Self.number(28, 2) + Self.number(0, 2) + Self.number(0, 2)
            bytes += Self.number(0, 2) + Self.number(0o100_600 << 16, 4) + Self.number(0xFFFF_FFFF, 4) + entry.name
            bytes += Self.number(1, 2) + Self.number(24, 2) + Self.number(entry.size, 8) + Self.number(entry.size, 8) + Self.number(entry.offset, 8)
        }
        let (size, start, count) = (UInt64(bytes.count), offset, UInt64(done.count))
        bytes += Self.number(0x0606_4B50, 4) + Self.number(44, 8) + Self.number(45, 2) + Self.number(45, 2) + Self.number(0, 4) + Self.number(0, 4)
        bytes += Self.number(count, 8) + Self.number(count, 8) + Self.number(size, 8) + Self.number(start, 8)
        bytes += Self.number(0x0706_4B50, 4) + Self.number(0, 4) + Self.number(start + size, 8) + Self.number(1, 4)
        bytes += Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(0xFFFF, 2) + Self.number(0xFFFF, 2) + Self.number(0xFFFF_FFFF, 4)
        return bytes + Self.number(0xFFFF_FFFF, 4) + Self.number(0, 2)
    }

    /// Little-endian.
    private static func number(_ value: UInt64, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) } }

    private static let unreadable = Problem(
        "evidence-unreadable", what: .init(zh: "证据包没有打完", en: "the bundle could not be packed"),
        why: .init(zh: "一个文件读不出来", en: "a file could not be read"), remedy: .init(zh: "请检查磁盘后重试", en: "check the disk and try again"))
}
