/// One file of a zip archive, as its directory says.
struct ZipEntry: Sendable {
    var name: String
    /// 8 deflated, 0 stored.
    var method: Int
    var packed: Int
    var unpacked: Int
    var checksum: UInt32
    /// Where its local header begins.
    var offset: Int
}

/// The directory of a zip archive, checked before anything is unpacked (APPNOTE 6.3.10). What could hurt is refused: bombs,
/// encryption, names that lead out of the archive, entries that lie over each other.
struct ZipDirectory: Sendable {
    let entries: [ZipEntry]

    static let entryLimit = 1_000
    /// A sheet shrinks ten- to thirtyfold; what shrinks more than this was made to hurt.
    static let ratioLimit = 100
    /// Archives that unpack to less cannot hurt, however well they are packed.
    private static let harmless = 1 << 20
    private static let directoryLimit = 16 << 20

    init(file: InputFile, unpackedLimit: Int) throws(TableProblem) {
        let end = try ZipEnd(file: file)
        guard end.count <= Self.entryLimit else {
            throw .workbook(file.path, "it has \(end.count) entries, more than \(Self.entryLimit)", "Save it again from a spreadsheet program")
        }
        guard end.size <= Self.directoryLimit, end.offset >= 0, end.offset <= end.place, end.size <= end.place - end.offset else {
            throw .damagedWorkbook(file.path, "its directory lies outside the file")
        }
        entries = try Self.entries(of: LittleEndian(try file.bytes(count: end.size, at: end.offset)), count: end.count, path: file.path)
        try Self.check(entries, file: file, unpackedLimit: unpackedLimit)
    }

    subscript(name: String) -> ZipEntry? {
        let wanted = name.lowercased()
        return entries.first { $0.name.lowercased() == wanted }
    }

    private static func entries(of bytes: LittleEndian, count: Int, path: String) throws(TableProblem) -> [ZipEntry] {
        var entries: [ZipEntry] = []
        var at = 0
        for _ in 0..<count {
            guard bytes.u32(at) == 0x0201_4B50, let flags = bytes.u16(at + 8), let method = bytes.u16(at + 10), let checksum = bytes.u32(at + 16),
                let packed = bytes.u32(at + 20), let unpacked = bytes.u32(at + 24), let nameLength = bytes.u16(at + 28),
                let extraLength = bytes.u16(at + 30), let commentLength = bytes.u16(at + 32), let disk = bytes.u16(at + 34),
                let offset = bytes.u32(at + 42), let nameBytes = bytes.slice(at + 46, nameLength),
                let extra = bytes.slice(at + 46 + nameLength, extraLength)
            else { throw .damagedWorkbook(path, "its directory is cut off") }
            guard flags & 0x2041 == 0 else { throw .workbook(path, "it is encrypted", "Save it without a password") }
            guard disk == 0 || disk == 0xFFFF else { throw .workbook(path, "it is a part of an archive in several files", "Save it as one file") }
            guard method == 0 || method == 8 else {
                throw .workbook(path, "it is packed by method \(method)", "Save it again from a spreadsheet program")
            }
            guard let name = String(validating: nameBytes, as: UTF8.self), isSafe(name) else {
                throw .workbook(path, "it holds a name that leads out of the archive", "Do not open it; ask where it comes from")
            }
            var entry = ZipEntry(
                name: name, method: method, packed: Int(packed), unpacked: Int(unpacked), checksum: checksum, offset: Int(offset))
            guard entry.widen(LittleEndian(Array(extra))) else { throw .damagedWorkbook(path, "an entry of its directory makes no sense") }
            entries.append(entry)
            at += 46 + nameLength + extraLength + commentLength
        }
        return entries
    }

    private static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("\\"), !name.contains("\0"), !name.contains(":") else { return false }
        return !name.split(separator: "/").contains("..")
    }

    private static func check(_ entries: [ZipEntry], file: InputFile, unpackedLimit: Int) throws(TableProblem) {
        guard Set(entries.map { $0.name.lowercased() }).count == entries.count else {
            throw .workbook(file.path, "it holds two entries of one name", "Do not open it; ask where it comes from")
        }
        var packed = 0
        var unpacked = 0
        for entry in entries {
            // Each is below the file's size, or at most the limit, so the sums cannot overflow.
            guard entry.packed <= file.size - packed, entry.offset < file.size else {
                throw .damagedWorkbook(file.path, "its entries lie over each other or outside the file")
            }
            packed += entry.packed
            guard entry.unpacked <= unpackedLimit - unpacked else {
                throw .workbook(file.path, "it unpacks to more than \(unpackedLimit) bytes", "Save the sheet as CSV")
            }
            unpacked += entry.unpacked
        }
        guard unpacked <= harmless || unpacked / ratioLimit <= packed else {
            throw .workbook(file.path, "it unpacks to more than \(ratioLimit) times its size", "Do not open it; ask where it comes from")
        }
    }
}

extension ZipEntry {
    /// Takes sizes and offset from the zip64 field where the plain ones are full; false when it is missing or makes no sense.
    fileprivate mutating func widen(_ extra: LittleEndian) -> Bool {
        let full = 0xFFFF_FFFF
        guard packed == full || unpacked == full || offset == full else { return true }
        var at = 0
        while let id = extra.u16(at), let length = extra.u16(at + 2) {
            var place = at + 4
            at += 4 + length
            guard id == 1 else { continue }
            for path in [\ZipEntry.unpacked, \ZipEntry.packed, \ZipEntry.offset] where self[keyPath: path] == full {
                guard place + 8 <= at, let value = extra.u64(place), value < 1 << 62 else { return false }
                self[keyPath: path] = Int(value)
                place += 8
            }
            return true
        }
        return false
    }
}

/// Where the directory of an archive stands: its last record.
private struct ZipEnd {
    var place: Int
    var count: Int
    var size: Int
    var offset: Int

    init(file: InputFile) throws(TableProblem) {
        // The record has 22 bytes and a comment of up to 65,535.
        let start = max(file.size - 22 - 0xFFFF, 0)
        let tail = LittleEndian(try file.bytes(count: file.size - start, at: start))
        var at = tail.count - 22
        while at >= 0 {
            if tail.u32(at) == 0x0605_4B50, let comment = tail.u16(at + 20), at + 22 + comment == tail.count { break }
            at -= 1
        }
        guard at >= 0, let disk = tail.u16(at + 4), let firstDisk = tail.u16(at + 6), let count = tail.u16(at + 10),
            let size = tail.u32(at + 12), let offset = tail.u32(at + 16)
        else { throw .damagedWorkbook(file.path, "its end is missing") }
        (place, self.count, self.size, self.offset) = (start + at, count, Int(size), Int(offset))
        if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
            try readWide(file: file)
        } else if disk != 0 || firstDisk != 0 {
            throw .workbook(file.path, "it is a part of an archive in several files", "Save it as one file")
        }
    }

    /// The zip64 form of the record, found by the locator just before the plain one.
    private mutating func readWide(file: InputFile) throws(TableProblem) {
        let locator = LittleEndian(try file.bytes(count: 20, at: max(place - 20, 0)))
        guard locator.u32(0) == 0x0706_4B50, let at = locator.u64(8), at < UInt64(place) else {
            throw .damagedWorkbook(file.path, "its end is missing")
        }
        let record = LittleEndian(try file.bytes(count: 56, at: Int(at)))
        guard record.u32(0) == 0x0606_4B50, record.u32(16) == 0, record.u32(20) == 0, let count = record.u64(32), let size = record.u64(40),
            let offset = record.u64(48), count < 1 << 32, size < 1 << 32, offset < 1 << 62
        else { throw .damagedWorkbook(file.path, "its end makes no sense") }
        (self.count, self.size, self.offset) = (Int(count), Int(size), Int(offset))
    }
}

/// Numbers in bytes of a file; nil outside.
struct LittleEndian {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    func u16(_ at: Int) -> Int? { number(at, 2).map { Int($0) } }
    func u32(_ at: Int) -> UInt32? { number(at, 4).map { UInt32(truncatingIfNeeded: $0) } }
    func u64(_ at: Int) -> UInt64? { number(at, 8) }

    func slice(_ at: Int, _ length: Int) -> ArraySlice<UInt8>? {
        guard at >= 0, length >= 0, at <= bytes.count, length <= bytes.count - at else { return nil }
        return bytes[at..<at + length]
    }

    private func number(_ at: Int, _ length: Int) -> UInt64? {
        slice(at, length)?.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension TableProblem {
    static func workbook(_ path: String, _ why: String, _ advice: String) -> TableProblem {
        TableProblem(path: path, what: "the workbook is refused", why: why, advice: advice)
    }

    static func damagedWorkbook(_ path: String, line: Int? = nil, _ why: String) -> TableProblem {
        TableProblem(path: path, line: line, what: "the workbook is damaged", why: why, advice: "Ask for the file again, or save it again")
    }
}
