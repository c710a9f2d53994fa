import CExpat
import Glibc

/// What reads a document as it goes by. Names come without their namespace prefix.
class XMLHandler {
    /// Set to stop reading: why.
    var refusal: String?

    func start(_ name: XMLName, _ attributes: XMLAttributes) {}
    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The name of an element, valid during the call.
struct XMLName {
    private let local: UnsafePointer<CChar>

    fileprivate init(_ name: UnsafePointer<CChar>) {
        local = strchr(name, Int32(UInt8(ascii: ":"))).map { UnsafePointer($0 + 1) } ?? name
    }

    @inline(__always)
    static func == (name: XMLName, text: StaticString) -> Bool {
        text.withUTF8Buffer { buffer in
            guard let base = buffer.baseAddress else { return false }
            return strcmp(name.local, UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)) == 0
        }
    }
}

/// The attributes of an element, valid during the call.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

    /// The value of an attribute (its name with prefix as written), or nil.
    func value(_ name: StaticString) -> UnsafePointer<CChar>? {
        var at = 0
        while let found = pairs[at] {
            if strcmp(found, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0 { return pairs[at + 1] }
            at += 2
        }
        return nil
    }

    func string(_ name: StaticString) -> String? { value(name).map { String(cString: $0) } }

    /// A whole number without sign, below a thousand million.
    func number(_ name: StaticString) -> Int? { value(name).flatMap(Self.number) }

    /// The value of the first attribute with this local name, whatever its prefix.
    func local(_ name: StaticString) -> String? {
        var at = 0
        while let found = pairs[at] {
            if XMLName(found) == name { return pairs[at + 1].map { String(cString: $0) } }
            at += 2
        }
        return nil
    }

    static func number(_ text: UnsafePointer<CChar>) -> Int? {
        var value = 0
        var at = 0
        while text[at] != 0 {
            let digit = UInt8(bitPattern: text[at]) &- UInt8(ascii: "0")
            guard digit < 10, at < 9 else { return nil }
            value = value * 10 + Int(digit)
            at += 1
        }
        return at > 0 ? value : nil
    }
}

/// Reads a part of a workbook through expat, piece by piece. A document type is refused (and with it every entity), and so is depth.
final class XMLReader {
    private let parser: XML_Parser
    private let source: ZipReader
    private let part: String
    private let path: String
    private let bridge: Bridge

    static let depthLimit = 64
    private static let window: Int32 = 64 << 10

    /// What the C callbacks reach.
    private final class Bridge {
        let handler: XMLHandler
        let parser: XML_Parser
        var depth = 0

        init(handler: XMLHandler, parser: XML_Parser) {
            self.handler = handler
            self.parser = parser
        }

        func stop(_ why: String) {
            if handler.refusal == nil { handler.refusal = why }
            XML_StopParser(parser, 0)
        }
    }

    init(file: InputFile, entry: ZipEntry, handler: XMLHandler) throws(TableProblem) {
        source = try ZipReader(file: file, entry: entry)
        guard let parser = XML_ParserCreate(nil) else {
            throw TableProblem(path: file.path, what: "cannot read XML", why: "no memory for it", advice: "Close other programs")
        }
        self.parser = parser
        part = entry.name
        path = file.path
        bridge = Bridge(handler: handler, parser: parser)
        XML_SetUserData(parser, Unmanaged.passUnretained(bridge).toOpaque())
        XML_SetElementHandler(parser, Self.startElement, Self.endElement)
        XML_SetCharacterDataHandler(parser, Self.characters)
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            guard let data else { return }
            Unmanaged<Bridge>.fromOpaque(data).takeUnretainedValue().stop("it declares a document type, which no spreadsheet does")
        }
    }

    deinit { XML_ParserFree(parser) }

    private static let startElement: XML_StartElementHandler = { data, name, attributes in
        guard let data, let name, let attributes else { return }
        let bridge = Unmanaged<Bridge>.fromOpaque(data).takeUnretainedValue()
        guard bridge.handler.refusal == nil else { return }
        bridge.depth += 1
        guard bridge.depth <= XMLReader.depthLimit else { return bridge.stop("its elements are nested deeper than \(XMLReader.depthLimit)") }
        bridge.handler.start(XMLName(name), XMLAttributes(pairs: attributes))
        if bridge.handler.refusal != nil { XML_StopParser(bridge.parser, 0) }
    }

    private static let endElement: XML_EndElementHandler = { data, name in
        guard let data, let name else { return }
        let bridge = Unmanaged<Bridge>.fromOpaque(data).takeUnretainedValue()
        guard bridge.handler.refusal == nil else { return }
        bridge.depth -= 1
        bridge.handler.end(XMLName(name))
        if bridge.handler.refusal != nil { XML_StopParser(bridge.parser, 0) }
    }

    private static let characters: XML_CharacterDataHandler = { data, text, count in
        guard let data, let text, count > 0 else { return }
        let bridge = Unmanaged<Bridge>.fromOpaque(data).takeUnretainedValue()
        guard bridge.handler.refusal == nil else { return }
        text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bridge.handler.text(UnsafeBufferPointer(start: $0, count: Int(count))) }
    }

    /// Reads one piece more; false at the end of the document.
    func step() throws(TableProblem) -> Bool {
        guard let buffer = XML_GetBuffer(parser, Self.window) else {
            throw TableProblem(path: path, what: "cannot read XML", why: "no memory for it", advice: "Close other programs")
        }
        let got = try source.read(into: buffer.assumingMemoryBound(to: UInt8.self), count: Int(Self.window))
        let status = XML_ParseBuffer(parser, Int32(got), got == 0 ? 1 : 0)
        if let why = bridge.handler.refusal { throw .workbook(path, "\(part): \(why)", "Save it again from a spreadsheet program") }
        guard status == XML_STATUS_OK else {
            let why = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "not XML"
            throw .damagedWorkbook(path, "\(part): \(why) in line \(XML_GetCurrentLineNumber(parser))")
        }
        return got > 0
    }

    /// Reads a whole part.
    static func read(_ entry: ZipEntry, of file: InputFile, by handler: XMLHandler) throws(TableProblem) {
        let reader = try XMLReader(file: file, entry: entry, handler: handler)
        while try reader.step() {}
    }
}
