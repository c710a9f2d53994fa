/// Finds the line of column names. Department files often begin with a title line or two.
struct HeaderSearch {
    /// Lines among which the header must be.
    static let lines = 10

    private let known: Set<String>

    init(known: [String]) { self.known = Set(known.map(Self.trimmed)) }

    /// The place of the header among the first lines: the first that holds two known names or all of them; without known names, or
    /// when none fits, the first line.
    func place(in lines: [[String]]) -> Int? {
        let wanted = min(2, known.count)
        if wanted > 0, let place = lines.firstIndex(where: { Set($0).intersection(known).count >= wanted }) { return place }
        return lines.isEmpty ? nil : 0
    }

    /// A cell of the header as a name.
    static func name(_ bytes: [UInt8], encoding: TextEncoding) -> String {
        let text: String
        if encoding == .gb18030 {
            var room = [UInt8](repeating: 0, count: bytes.count * 2 + 4)
            let length = bytes.withUnsafeBufferPointer { source in
                room.withUnsafeMutableBufferPointer { target in target.baseAddress.map { GB18030.decode(source, into: $0) } ?? -1 }
            }
            text = length < 0 ? String(decoding: bytes, as: UTF8.self) : String(decoding: room[..<length], as: UTF8.self)
        } else {
            text = String(decoding: bytes, as: UTF8.self)
        }
        return trimmed(text)
    }

    /// Without blanks around it: half and full width, no-break, line ends in a cell, and the mark some programs put in front of each file
    /// they append.
    static func trimmed(_ text: String) -> String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar.value == 0xFEFF || scalar.value == 0x200B
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[first...last])
    }
}
