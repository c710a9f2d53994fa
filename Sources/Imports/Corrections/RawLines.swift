import Glibc
import Tabular

/// The lines of a text file as they stand, byte for byte, in one pass with little memory.
struct RawLines {
    private let descriptor: Int32
    private let encoding: CorrectionEncoding
    private var window: [UInt8] = []
    private var at = 0
    private var offset: Int
    /// The number of the line `next` gives next, from 1.
    private(set) var line = 1
    private static let size = 1 << 20

    /// `skipped` bytes of a byte order mark at the beginning are passed over.
    init(descriptor: Int32, encoding: CorrectionEncoding, skipping skipped: Int) {
        (self.descriptor, self.encoding, offset) = (descriptor, encoding, skipped)
    }

    /// The next line with its line end; nil at the end of the file.
    mutating func next() throws(FileRefusal) -> ArraySlice<UInt8>? {
        var searched = at
        while true {
            if let end = newline(from: searched) {
                defer {
                    at = end
                    line += 1
                }
                return window[at..<end]
            }
            searched = window.count - window.count % encoding.unit
            guard try refill(&searched) else {
                guard at < window.count else { return nil }
                defer {
                    at = window.count
                    line += 1
                }
                return window[at...]
            }
        }
    }

    /// The place after the next line feed. In UTF-16 a line feed is a whole unit, on an even place of the text.
    private func newline(from start: Int) -> Int? {
        if encoding.unit == 1 { return window[start...].firstIndex(of: 0x0A).map { $0 + 1 } }
        let little = encoding.encoding == .utf16LittleEndian
        var place = start
        while place + 1 < window.count {
            if window[place] == (little ? 0x0A : 0), window[place + 1] == (little ? 0 : 0x0A) { return place + 2 }
            place += 2
        }
        return nil
    }

    /// Reads more behind what is at hand; false at the end of the file.
    private mutating func refill(_ searched: inout Int) throws(FileRefusal) -> Bool {
        if at > 0 {
            window.removeFirst(at)
            searched -= at
            at = 0
        }
        guard window.count <= 1 << 28 else { throw FileRefusal(.unreadable, "a line is longer than 256 MB") }
        var piece = [UInt8](repeating: 0, count: RawLines.size)
        while true {
            let got = pread(descriptor, &piece, piece.count, off_t(offset))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return false }
            offset += got
            window += piece[..<got]
            return true
        }
    }
}
