import CZlib

/// Makes zip archives for tests, also ones no honest program would make.
struct ZipBuilder {
    struct Entry {
        var name: String
        var content: [UInt8]
        var isDeflated = true
        /// What to say instead of the truth.
        var saidChecksum: UInt32?
        var saidLength: Int?
        var flags: UInt16 = 0
    }
    var entries: [Entry] = []
    var disk: UInt16 = 0
    /// Sizes and places in 64 bits, as programs write them that do not know how much will come.
    var isWide = false

    mutating func add(_ name: String, _ text: String) { entries.append(Entry(name: name, content: Array(text.utf8))) }

    func bytes() -> [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let packed = entry.isDeflated ? Self.deflated(entry.content) : entry.content
            let checksum = entry.saidChecksum ?? UInt32(crc32(0, entry.content, uInt(entry.content.count)))
            let sizes = little(checksum) + little(UInt32(packed.count)) + little(UInt32(truncatingIfNeeded: entry.saidLength ?? entry.content.count))
            let method = little(UInt16(entry.isDeflated ? 8 : 0))
            let name = Array(entry.name.utf8)
            let offset = UInt32(out.count)
            out += little(UInt32(0x0403_4B50)) + little(UInt16(20)) + little(entry.flags) + method + little(UInt32(0)) + sizes
            out += little(UInt16(name.count)) + little(UInt16(0)) + name + packed
            directory += little(UInt32(0x0201_4B50)) + little(UInt16(20)) + little(UInt16(20)) + little(entry.flags) + method + little(UInt32(0))
            let full = UInt32.max
            let wide = little(UInt64(entry.saidLength ?? entry.content.count)) + little(UInt64(packed.count)) + little(UInt64(offset))
            let extra = isWide ? little(UInt16(0x7777)) + little(UInt16(2)) + [1, 2] + little(UInt16(1)) + little(UInt16(24)) + wide : []
            directory += isWide ? little(checksum) + little(full) + little(full) : sizes
            directory += little(UInt16(name.count)) + little(UInt16(extra.count)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt16(0))
            directory += little(UInt32(0)) + little(isWide ? full : offset) + name + extra
        }
        let start = UInt32(out.count)
        out += directory
        if isWide {
            let end = UInt64(out.count)
            out += little(UInt32(0x0606_4B50)) + little(UInt64(44)) + little(UInt16(45)) + little(UInt16(45)) + little(UInt32(0)) + little(UInt32(0))
            out += little(UInt64(entries.count)) + little(UInt64(entries.count)) + little(UInt64(directory.count)) + little(UInt64(start))
            out += little(UInt32(0x0706_4B50)) + little(UInt32(0)) + little(end) + little(UInt32(1))
            out += little(UInt32(0x0605_4B50)) + little(disk) + little(disk) + little(UInt16.max) + little(UInt16.max)
            return out + little(UInt32.max) + little(UInt32.max) + little(UInt16(0))
        }
        out += little(UInt32(0x0605_4B50)) + little(disk) + little(disk) + little(UInt16(entries.count)) + little(UInt16(entries.count))
        return out + little(UInt32(directory.count)) + little(start) + little(UInt16(0))
    }

    private func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func deflated(_ content: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        guard deflateInit2_(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return [] }
        defer { deflateEnd(&stream) }
        var content = content
        var out = [UInt8](repeating: 0, count: content.count + content.count / 100 + 1000)
        let left = content.withUnsafeMutableBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = uInt(target.count)
                deflate(&stream, Z_FINISH)
                return Int(stream.avail_out)
            }
        }
        return Array(out[..<(out.count - left)])
    }
}

/// The parts of a small workbook, to be changed one by one.
struct WorkbookBuilder {
    var sheet = ""
    var strings = ""
    var styles = ""
    var workbook = """
        <workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/><sheets>\
        <sheet name="藏" sheetId="1" state="hidden" r:id="rId1"/><sheet name="车辆" sheetId="2" r:id="rId2"/></sheets></workbook>
        """
    var extra: [ZipBuilder.Entry] = []

    static func rows(_ rows: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet><sheetData>\(rows)</sheetData></worksheet>"
    }

    func zip() -> ZipBuilder {
        let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        var zip = ZipBuilder()
        zip.add("[Content_Types].xml", "<Types/>")
        zip.add("_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"\(kinds)officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")
        zip.add("xl/workbook.xml", workbook)
        zip.add(
            "xl/_rels/workbook.xml.rels",
            """
            <Relationships><Relationship Id="rId1" Type="\(kinds)worksheet" Target="worksheets/hidden.xml"/>\
            <Relationship Id="rId2" Type="\(kinds)worksheet" Target="/xl/worksheets/sheet2.xml"/>\
            <Relationship Id="rId3" Type="\(kinds)sharedStrings" Target="sharedStrings.xml"/>\
            <Relationship Id="rId4" Type="\(kinds)styles" Target="styles.xml"/></Relationships>
            """)
        zip.add("xl/worksheets/hidden.xml", Self.rows("<row r=\"1\"><c t=\"inlineStr\"><is><t>no</t></is></c></row>"))
        zip.add("xl/worksheets/sheet2.xml", sheet)
        if !strings.isEmpty { zip.add("xl/sharedStrings.xml", "<sst>\(strings)</sst>") }
        if !styles.isEmpty { zip.add("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>") }
        zip.entries += extra
        return zip
    }
}
