import Foundation

/// SQLite's `-wal` file as it lies there: 32 bytes of head, then frames of 24 bytes and a page each.
final class WALFile {
    private let descriptor: Int32
    let header: [UInt8]
    let frameLength: Int64

    static let headLength: Int64 = 32
    private static let frameHead: Int64 = 24

    /// Nil when there is no log or none with a head yet.
    init?(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw SyncedFile.failed("open", path) }
            return nil
        }
        let head = Self.read(descriptor, from: 0, count: Int(Self.headLength))
        guard head.count == Int(Self.headLength) else { return nil }
        header = head
        frameLength = Self.frameHead + Int64(Self.number(head[8..<12]))
        guard Self.number(head[0..<4]) & ~1 == 0x377F_0682, frameLength > Self.frameHead, frameLength <= Self.frameHead + 65_536 else {
            throw StorageProblem.damaged("the write-ahead log does not begin as one")
        }
    }

    deinit { close(descriptor) }

    var salts: [UInt8] { Array(header[16..<24]) }

    /// The bytes of the frames after `from` up to and with `to`.
    func frames(from: Int64, to: Int64) throws -> [UInt8] {
        let wanted = Int((to - from) * frameLength)
        let bytes = Self.read(descriptor, from: Self.headLength + from * frameLength, count: wanted)
        guard bytes.count == wanted else { throw StorageProblem.damaged("the write-ahead log is shorter than SQLite said") }
        return bytes
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    private static func read(_ descriptor: Int32, from place: Int64, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress?.advanced(by: done), count - done, off_t(place) + off_t(done)) }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            done += got
        }
        return Array(bytes.prefix(done))
    }
}
