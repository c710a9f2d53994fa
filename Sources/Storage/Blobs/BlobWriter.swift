import Basics
import Foundation

/// Seals a blob while its bytes come in, 64 KiB at a time; nothing of it is ever on the disk in the clear. Belongs to one task at a time.
///
/// It has its name only when `finish` has synced it; a writer that goes away before leaves nothing behind.
package final class BlobWriter {
    private let store: BlobStore
    /// Nil after `finish`.
    private var draft: BlobDraft?
    private let key: [UInt8]
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
        key = try BlobWriter.key(of: store.vault, number: store.vault.keys.current, salt: salt)
        cipher = Cipher(key: key)
        digest = try SHA256Stream()
        let draft = try store.draft()
        let head = [UInt8](repeating: 0, count: BlobFormat.headLength)
        try head.withUnsafeBytes { try SyncedFile.writeAll($0, to: draft.file, draft.path) }
        self.draft = draft
    }

    static func key(of vault: Vault, number: UInt16, salt: [UInt8]) throws -> [UInt8] {
        try Digest.hmac(key: vault.key(number, for: "blobs"), salt)
    }

    package func append(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try append($0) } }

    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        guard draft != nil else { throw StorageProblem.misuse("a blob was written to after it was finished") }
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
        guard let draft else { return }
        let sealed = try BlobFormat.seal(plain, with: cipher, number: segments, isLast: isLast)
        try sealed.withUnsafeBytes { try SyncedFile.writeAll($0, to: draft.file, draft.path) }
        segments += 1
    }

    /// Puts the blob in its place. `isNew` is false when the same bytes were there already.
    package func finish() throws -> (name: BlobName, isNew: Bool) {
        guard let draft else { throw StorageProblem.misuse("a blob was finished twice") }
        defer { self.draft = nil }
        try seal(pending[...], isLast: true)
        let name = BlobName(try digest.finish())
        let head = try BlobFormat.head(number: store.vault.keys.current, salt: salt, length: length, name: name, key: key)
        let written = head.withUnsafeBytes { pwrite(draft.file, $0.baseAddress, $0.count, 0) }
        guard written == head.count else { throw SyncedFile.failed("write", draft.path) }
        let isNew = !store.exists(name)
        try draft.place(at: store.path(of: name))
        return (name, isNew)
    }
}
