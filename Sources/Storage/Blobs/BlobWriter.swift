import Basics
import Foundation

/// Seals a blob while its bytes come in, 64 KiB at a time; nothing of it is ever on the disk in the clear. Belongs to one task at a time.
///
/// It has its name only when `finish` has synced it; a writer that goes away before leaves nothing behind.
package final class BlobWriter {
    private let store: BlobStore
    private let draft: String
    private var file: Int32
    private let cipher: Cipher
    private let salt: [UInt8]
    private let digest: SHA256Stream
    private var pending: [UInt8] = []
    private var segments: Int64 = 0
    /// Plain bytes so far.
    package private(set) var length: Int64 = 0

    init(store: BlobStore) throws {
        self.store = store
        salt = RandomBytes.of(BlobFormat.saltLength)
        cipher = Cipher(key: try BlobWriter.key(of: store.vault, number: store.vault.keys.current, salt: salt))
        digest = try SHA256Stream()
        draft = "\(store.folder)/drafts/\(UUID().uuidString)"
        file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SyncedFile.failed("open", draft) }
        let head = [UInt8](repeating: 0, count: BlobFormat.headLength)
        try head.withUnsafeBytes { try SyncedFile.writeAll($0, to: file, draft) }
    }

    deinit {
        guard file >= 0 else { return }
        close(file)
        unlink(draft)
    }

    static func key(of vault: Vault, number: UInt16, salt: [UInt8]) throws -> [UInt8] {
        try Digest.hmac(key: vault.key(number, for: "blobs"), salt)
    }

    package func append(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try append($0) } }

    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        guard file >= 0 else { throw StorageProblem.misuse("a blob was written to after it was finished") }
        try digest.update(bytes)
        length += Int64(bytes.count)
        pending.append(contentsOf: bytes)
        // A full segment waits for the byte after it: only then is it known not to be the last.
        var start = 0
        while pending.count - start > BlobFormat.segment {
            try seal(pending[start..<start + BlobFormat.segment], isLast: false)
            start += BlobFormat.segment
        }
        if start > 0 { pending.removeFirst(start) }
    }

    private func seal(_ plain: ArraySlice<UInt8>, isLast: Bool) throws {
        let sealed = try BlobFormat.seal(plain, with: cipher, number: segments, isLast: isLast)
        try sealed.withUnsafeBytes { try SyncedFile.writeAll($0, to: file, draft) }
        segments += 1
    }

    /// Puts the blob in its place. `isNew` is false when the same bytes were there already.
    package func finish() throws -> (name: BlobName, isNew: Bool) {
        guard file >= 0 else { throw StorageProblem.misuse("a blob was finished twice") }
        try seal(pending[...], isLast: true)
        let name = BlobName(try digest.finish())
        let head = BlobFormat.head(key: store.vault.keys.current, salt: salt, length: length)
        let written = head.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        guard written == head.count, fsync(file) == 0 else { throw SyncedFile.failed("write", draft) }
        close(file)
        file = -1
        let isNew = !store.exists(name)
        try store.place(draft, as: name)
        return (name, isNew)
    }
}
