/// Takes a `multipart/form-data` body apart as it arrives (RFC 7578). A file's bytes are passed on at once; only a boundary's length is held back.
struct MultipartReader {
    enum Event {
        case field(String, String)
        case fileBegins(String)
        case file([UInt8])
    }

    private enum State { case preamble, headers, field(name: String), file, done }

    /// A field is a line or two, the head of a part less.
    private static let fieldLimit = 64 << 10
    private static let headLimit = 4 << 10

    private let delimiter: [UInt8]
    private var buffer: [UInt8]
    private var state = State.preamble
    private var fieldCount = 0

    var isComplete: Bool { if case .done = state { true } else { false } }

    /// nil when the header names no boundary.
    init?(contentType: String) {
        let parts = contentType.split(separator: ";").map { $0.trimmed }
        guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
        guard let parameter = parts.first(where: { $0.lowercased().hasPrefix("boundary=") }) else { return nil }
        let boundary = parameter.dropFirst("boundary=".count).filter { $0 != "\"" }
        guard (1...70).contains(boundary.utf8.count) else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
        buffer = [0x0D, 0x0A]  // so that the first boundary looks like the others
    }

    mutating func feed(_ bytes: [UInt8]) throws -> [Event] {
        buffer += bytes
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// One part of the work; false when more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws -> Bool {
        switch state {
        case .done:
            buffer = []
            return false
        case .preamble:
            guard let found = Search.first(delimiter, in: buffer) else {
                guard buffer.count <= Self.headLimit else { throw RequestFault.malformed("no boundary") }
                return false
            }
            return try passDelimiter(at: found)
        case .headers: return try head(&events)
        case .field(let name):
            guard let found = Search.first(delimiter, in: buffer) else {
                guard buffer.count <= Self.fieldLimit else { throw RequestFault.malformed("a field is too long") }
                return false
            }
            guard let value = String(validating: buffer[..<found], as: UTF8.self) else { throw RequestFault.malformed("a field is not UTF-8") }
            guard try passDelimiter(at: found) else { return false }
            events.append(.field(name, value))
            return true
        case .file: return try file(&events)
        }
    }

    private mutating func file(_ events: inout [Event]) throws -> Bool {
        guard let found = Search.first(delimiter, in: buffer) else {
            let safe = buffer.count - delimiter.count
            if safe > 0 {
                events.append(.file(Array(buffer[..<safe])))
                buffer.removeFirst(safe)
            }
            return false
        }
        let content = Array(buffer[..<found])
        guard try passDelimiter(at: found) else { return false }
        if !content.isEmpty { events.append(.file(content)) }
        return true
    }

    /// Goes behind a boundary: to the next part's head, or to the end. Needs the two bytes behind it.
    private mutating func passDelimiter(at found: Int) throws -> Bool {
        let after = found + delimiter.count
        guard buffer.count >= after + 2 else { return false }
        let isLast = buffer[after] == UInt8(ascii: "-") && buffer[after + 1] == UInt8(ascii: "-")
        guard isLast || (buffer[after] == 0x0D && buffer[after + 1] == 0x0A) else {
            throw RequestFault.malformed("a boundary is not followed by a line end")
        }
        // A part without headers begins with the empty line at once, so the line end is kept for the search.
        buffer.removeFirst(isLast ? after + 2 : after)
        state = isLast ? .done : .headers
        return true
    }

    private mutating func head(_ events: inout [Event]) throws -> Bool {
        guard let end = Search.first([0x0D, 0x0A, 0x0D, 0x0A], in: buffer) else {
            guard buffer.count <= Self.headLimit else { throw RequestFault.malformed("a part's head is too long") }
            return false
        }
        guard let head = String(validating: buffer[..<end], as: UTF8.self) else { throw RequestFault.malformed("a part's head is not UTF-8") }
        buffer.removeFirst(end + 4)
        guard let line = head.split(separator: "\r\n").first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = Self.parameter("name", in: String(line))
        else { throw RequestFault.malformed("a part has no name") }
        fieldCount += 1
        guard fieldCount <= 100 else { throw RequestFault.malformed("too many fields") }
        if let fileName = Self.parameter("filename", in: String(line)) {
            events.append(.fileBegins(fileName))
            state = .file
        } else {
            state = .field(name: name)
        }
        return true
    }

    /// A quoted parameter of the disposition header. Browsers write `%22` for a quote inside.
    private static func parameter(_ name: String, in line: String) -> String? {
        for part in line.split(separator: ";").dropFirst() {
            let text = part.trimmed
            guard text.lowercased().hasPrefix("\(name)=") else { continue }
            return text.dropFirst(name.count + 1).filter { $0 != "\"" }.replacing("%22", with: "\"")
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmed: String { String(self).trimmed }
}

/// A plain search for a short pattern.
enum Search {
    static func first(_ pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        guard let head = pattern.first, bytes.count >= pattern.count else { return nil }
        let last = bytes.count - pattern.count
        var index = 0
        while index <= last, let next = bytes[index...last].firstIndex(of: head) {
            if bytes[next..<next + pattern.count].elementsEqual(pattern) { return next }
            index = next + 1
        }
        return nil
    }
}
