import Foundation
import Synchronization

/// Sealed bytes for as long as one piece of work needs them: a file that has no name from its first byte on, so that it goes with whoever made it,
/// killed or not, and whose key never leaves the memory.
package final class ScratchFile: Sendable {
    /// Where something was put.
    package struct Place: Sendable, Hashable {
        fileprivate let offset: Int64
        fileprivate let number: Int64
        /// Plain bytes.
        package let length: Int
    }

    private let file: Int32
    private let cipher = Cipher(key: RandomBytes.of(32))
    private let end = Mutex<(offset: Int64, number: Int64)>((0, 0))

    /// What a crash leaves between making and unnaming is empty, and is cleared away with abandoned drafts.
    init(in folder: String) throws {
        let path = "\(folder)/\(UUID().uuidString)"
        file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SyncedFile.failed("open", path) }
        guard unlink(path) == 0 else {
            defer { close(file) }
            throw SyncedFile.failed("remove", path)
        }
    }

    deinit { close(file) }

    /// Seals some bytes and puts them behind everything else.
    package func append(_ plain: [UInt8]) throws -> Place {
        try end.withLock { end in
            let place = Place(offset: end.offset, number: end.number, length: plain.count)
            let sealed = try BlobFormat.seal(plain[...], with: cipher, number: place.number, isLast: false)
            var done = 0
            while done < sealed.count {
                let put = sealed.withUnsafeBytes {
                    pwrite(file, $0.baseAddress?.advanced(by: done), sealed.count - done, off_t(end.offset) + off_t(done))
                }
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { throw SyncedFile.failed("write", "scratch file") }
                done += put
            }
            end = (end.offset + Int64(sealed.count), end.number + 1)
            return place
        }
    }

    /// What was put at a place; throws `damaged` when the disk does not give back what was written.
    package func bytes(at place: Place) throws -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: place.length + CipherProfile.tagLength)
        var done = 0
        while done < sealed.count {
            let left = sealed.count - done
            let got = sealed.withUnsafeMutableBytes { pread(file, $0.baseAddress?.advanced(by: done), left, off_t(place.offset) + off_t(done)) }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw SyncedFile.failed("read", "scratch file") }
            done += got
        }
        return try BlobFormat.open(sealed, with: cipher, number: place.number, isLast: false)
    }
}
