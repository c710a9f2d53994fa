import Synchronization

/// Blobs that are read in small parts again and again: their readers stay open, and what was unsealed of them stays in memory, the longest
/// unused given up first. A blob never changes, so what was read once is true for ever.
package final class BlobShelf: Sendable {
    private let store: BlobStore
    private let segments: Mutex<Recent<Place, [UInt8]>>
    private let readers: Mutex<Recent<BlobName, BlobReader>>

    private struct Place: Hashable, Sendable {
        var blob: BlobName
        var segment: Int64
    }

    /// `bytes`: how much unsealed is kept at most; `open`: how many files.
    package init(_ store: BlobStore, bytes: Int = 256 << 20, open: Int = 256) {
        self.store = store
        segments = Mutex(Recent(limit: bytes))
        readers = Mutex(Recent(limit: open))
    }

    package func reader(_ name: BlobName) throws -> BlobReader {
        if let open = readers.withLock({ $0.value(of: name) }) { return open }
        let reader = try store.reader(name, on: self)
        readers.withLock { $0.keep(reader, for: name, weight: 1) }
        return reader
    }

    /// A segment that was unsealed before, or is now.
    func segment(_ number: Int64, of blob: BlobName, unseal: () throws -> [UInt8]) rethrows -> [UInt8] {
        let place = Place(blob: blob, segment: number)
        if let kept = segments.withLock({ $0.value(of: place) }) { return kept }
        let plain = try unseal()
        segments.withLock { $0.keep(plain, for: place, weight: plain.count) }
        return plain
    }
}
