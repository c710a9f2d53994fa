import CZlib
import Foundation

/// A workbook of one sheet whose every cell is text, made in memory: a worker may write no file. Text in a cell is never a formula.
final class CorrectionSheet {
    private let name: String
    private var rows: [UInt8] = []
    private var line = 0

    init(name: String, header: [String]) {
        self.name = name
        add(header)
    }

    func add(_ cells: [String]) {
        line += 1
        var row = "<row r=\"\(line)\">"
        for (column, cell) in cells.enumerated() where !cell.isEmpty {
            row +=
                "<c r=\"\(CorrectionSheet.letters(column))\(line)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(CorrectionSheet.escaped(cell))</t></is></c>"
        }
        rows += (row + "</row>").utf8
    }

    /// `0` → A, `26` → AA.
    static func letters(_ column: Int) -> String {
        var rest = column
        var letters = ""
        repeat {
            letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }

    /// XML text; control characters, which XML cannot hold, in the form spreadsheets use (`_x0001_`).
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                let hex = String(scalar.value, radix: 16, uppercase: true)
                out += "_x" + String(repeating: "0", count: 4 - hex.count) + hex + "_"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// The whole workbook as bytes.
    func finished() throws(FileRefusal) -> [UInt8] {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
        let title = CorrectionSheet.escaped(name).replacing("\"", with: "&quot;")
        let parts: [(String, [UInt8])] = [
            (
                "[Content_Types].xml",
                Array(
                    """
                    \(head)<Types xmlns="\(package)/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                    <Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="\(type).sheet.main+xml"/>\
                    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(type).worksheet+xml"/></Types>
                    """.utf8)
            ),
            (
                "_rels/.rels",
                Array(
                    """
                    \(head)<Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(relations)/officeDocument" Target="xl/workbook.xml"/>\
                    </Relationships>
                    """.utf8)
            ),
            (
                "xl/workbook.xml",
                Array(
                    """
                    \(head)<workbook xmlns="\(main)" xmlns:r="\(relations)"><sheets><sheet name="\(title)" sheetId="1" r:id="rId1"/></sheets></workbook>
                    """.utf8)
            ),
            (
                "xl/_rels/workbook.xml.rels",
                Array(
                    """
                    \(head)<Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(relations)/worksheet" Target="worksheets/sheet1.xml"/>\
                    </Relationships>
                    """.utf8)
            ),
            (
                "xl/worksheets/sheet1.xml",
                Array("\(head)<worksheet xmlns=\"\(main)\"><sheetData>".utf8) + rows + Array("</sheetData></worksheet>".utf8)
            ),
        ]
        var archive = ZipBytes()
        for (name, bytes) in parts { try archive.add(name, bytes) }
        return archive.finished()
    }
}

/// A zip archive put together in memory.
struct ZipBytes {
    private var bytes = ByteWriter()
    private var directory = ByteWriter()
    private var count: UInt16 = 0

    mutating func add(_ name: String, _ content: [UInt8]) throws(FileRefusal) {
        guard content.count < Int(UInt32.max), bytes.bytes.count < Int(UInt32.max) / 2 else { throw FileRefusal(.memory, "the correction file") }
        let packed = try ZipBytes.deflated(content)
        let offset = UInt32(bytes.bytes.count)
        var facts = ByteWriter()
        // Version, names in UTF-8, deflated, 1980-01-01.
        for number in [20, 0x0800, 8, 0, 0x0021] as [UInt16] { facts.number(number) }
        let checksum = content.withUnsafeBufferPointer { crc32(crc32(0, nil, 0), $0.baseAddress, uInt($0.count)) }
        facts.number(UInt32(truncatingIfNeeded: checksum))
        facts.number(UInt32(packed.count))
        facts.number(UInt32(content.count))
        facts.number(UInt16(name.utf8.count))
        facts.number(0 as UInt16)
        bytes.number(0x0403_4B50 as UInt32)
        bytes.bytes += facts.bytes + Array(name.utf8) + packed
        directory.number(0x0201_4B50 as UInt32)
        directory.number(20 as UInt16)
        directory.bytes += facts.bytes
        directory.zeros(10)
        directory.number(offset)
        directory.bytes += name.utf8
        count += 1
    }

    func finished() -> [UInt8] {
        var out = bytes
        let start = UInt32(out.bytes.count)
        out.bytes += directory.bytes
        out.number(0x0605_4B50 as UInt32)
        out.zeros(4)
        out.number(count)
        out.number(count)
        out.number(UInt32(directory.bytes.count))
        out.number(start)
        out.zeros(2)
        return out.bytes
    }

    private static func deflated(_ content: [UInt8]) throws(FileRefusal) -> [UInt8] {
        var stream = z_stream()
        // A negative window: the bare stream that zip archives hold.
        guard deflateInit2_(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            throw FileRefusal(.memory, "the correction file")
        }
        defer { deflateEnd(&stream) }
        var content = content
        let room = Int(deflateBound(&stream, uLong(content.count)))
        var status = Z_OK
        let packed = content.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: room) { output, filled in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(room)
                status = deflate(&stream, Z_FINISH)
                filled = room - Int(stream.avail_out)
            }
        }
        guard status == Z_STREAM_END else { throw FileRefusal(.memory, "the correction file") }
        return packed
    }
}
