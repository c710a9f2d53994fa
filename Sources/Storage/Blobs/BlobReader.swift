import Foundation

/// Reads any part of a sealed blob; every segment is checked before a byte of it is given out.
package final class BlobReader: Sendable {
    private let file: Int32
    private let cipher: Cipher
    private let name: BlobName
    /// Keeps what was unsealed, for blobs that are read in parts again and again. It may go before its readers do.
    private weak let shelf: BlobShelf?
    /// Plain bytes.
    package let length: Int64

    init(path: String, vault: Vault, name: BlobName, shelf: BlobShelf? = nil) throws {
        self.name = name
        self.shelf = shelf
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SyncedFile.failed("open", path) }
        do {
            let head = try Self.read(file, at: 0, count: BlobFormat.headLength)
            guard head.count == BlobFormat.headLength, Array(head.prefix(4)) == BlobFormat.magic,
                CipherProfile(rawValue: head[4]) == .aes256GCM
            else { throw StorageProblem.damaged("blob \(name) does not begin as one") }
            length = head[40..<48].reduce(Int64(0)) { $0 << 8 | Int64($1) }
            let key = try BlobWriter.key(of: vault, number: UInt16(head[6]) << 8 | UInt16(head[7]), salt: Array(head[8..<40]))
            guard try BlobFormat.mark(of: Array(head.prefix(48)), name, key) == Array(head[48...]) else {
                throw StorageProblem.damaged("blob \(name) is not what its name says, or was sealed with another key")
            }
            cipher = Cipher(key: key)
        } catch {
            close(file)
            throw error
        }
        self.file = file
    }

    deinit { close(file) }

    /// The last segment is there even when it is empty.
    private var lastSegment: Int64 { length <= 0 ? 0 : (length - 1) / Int64(BlobFormat.segment) }

    /// The plain bytes from a place on; fewer when the blob ends.
    package func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
        guard offset >= 0, count >= 0, length >= 0 else { throw StorageProblem.misuse("a part of a blob that cannot be") }
        let end = min(length, offset.addingReportingOverflow(Int64(count)).partialValue)
        guard offset < end else { return [] }
        var window = BlobWindow(self)
        return try [UInt8](unsafeUninitializedCapacity: Int(end - offset)) { room, filled in
            try window.copy(from: offset, to: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(room)[..<Int(end - offset)]))
            filled = Int(end - offset)
        }
    }

    /// A segment's plain bytes, from the shelf where there is one.
    func plain(_ number: Int64) throws -> [UInt8] {
        guard let shelf else { return try segment(number) }
        return try shelf.segment(number, of: name) { try segment(number) }
    }

    func shorter() -> StorageProblem { .damaged("blob \(name) is shorter than its head says") }

    /// The whole blob in pieces of up to 64 KiB.
    package func forEach(_ body: ([UInt8]) throws -> Void) throws {
        for number in 0...lastSegment { try body(try segment(number)) }
    }

    private func segment(_ number: Int64) throws -> [UInt8] {
        let place = Int64(BlobFormat.headLength) + number * Int64(BlobFormat.sealedSegment)
        let sealed = try Self.read(file, at: place, count: BlobFormat.sealedSegment)
        return try BlobFormat.open(sealed, with: cipher, number: number, isLast: number == lastSegment)
    }

    private static func read(_ file: Int32, at place: Int64, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress?.advanced(by: done), count - done, off_t(place) + off_t(done)) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw SyncedFile.failed("read", "blob") }
            if got == 0 { break }
            done += got
        }
        return Array(bytes.prefix(done))
    }
}
