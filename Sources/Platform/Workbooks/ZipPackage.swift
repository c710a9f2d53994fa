/// Puts a workbook's parts together as a zip archive. All times in it are 1980-01-01, so that the same content gives the same bytes.
enum ZipPackage {
    /// The largest a part or an archive may be without the 64-bit forms, which not every spreadsheet program reads.
    static let limit = Int(UInt32.max) - (1 << 20)

    static func write(_ parts: [DeflatedPart], to path: String) throws {
        guard parts.allSatisfy({ $0.size < limit }), parts.reduce(0, { $0 + $1.compressed.count }) < limit else {
            throw CommandFailure(code: "workbook-too-large", message: "\(path) would be larger than a workbook may be")
        }
        let sink = try ByteSink(path: path)
        var directory: [UInt8] = []
        var offset: UInt32 = 0
        for part in parts {
            let name = Array(part.name.utf8)
            let facts = self.facts(part, nameLength: name.count)
            sink.append(little(0x0403_4B50 as UInt32) + facts + name)
            sink.append(part.compressed)
            directory += little(0x0201_4B50 as UInt32) + little(20 as UInt16) + facts
            directory += [UInt8](repeating: 0, count: 10) + little(offset) + name
            offset += UInt32(30 + name.count + part.compressed.count)
        }
        let count = UInt16(parts.count)
        sink.append(directory)
        sink.append(little(0x0605_4B50 as UInt32) + [0, 0, 0, 0] + little(count) + little(count))
        sink.append(little(UInt32(directory.count)) + little(offset) + [0, 0])
        try sink.close()
    }

    /// What the local header and the directory's entry share: version, flags (names in UTF-8), method, time, checksum, sizes, lengths.
    private static func facts(_ part: DeflatedPart, nameLength: Int) -> [UInt8] {
        var bytes: [UInt8] = little(20 as UInt16) + little(0x0800 as UInt16) + little(8 as UInt16)
        bytes += little(0 as UInt16) + little(0x0021 as UInt16) + little(part.checksum)
        bytes += little(UInt32(part.compressed.count)) + little(UInt32(part.size))
        return bytes + little(UInt16(nameLength)) + little(0 as UInt16)
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
    }
}
