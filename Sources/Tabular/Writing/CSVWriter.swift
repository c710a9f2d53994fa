/// How a CSV file is written.
package struct CSVOptions: Sendable {
    /// UTF-8 or GB18030.
    package var encoding: TextEncoding
    /// Spreadsheet programs take a UTF-8 file without it for the system's encoding.
    package var byteOrderMark: Bool
    package var delimiter: UInt8
    /// Lines end in CR LF.
    package var carriageReturns: Bool
    /// Puts `'` before a text that begins with `= + - @`, TAB or CR, which a spreadsheet would run as a formula.
    package var neutralise: Bool

    package init(
        encoding: TextEncoding = .utf8, byteOrderMark: Bool = false, delimiter: UInt8 = UInt8(ascii: ","), carriageReturns: Bool = false,
        neutralise: Bool = false
    ) {
        self.encoding = encoding
        self.byteOrderMark = byteOrderMark
        self.delimiter = delimiter
        self.carriageReturns = carriageReturns
        self.neutralise = neutralise
    }
}

/// Writes delimited text (RFC 4180), field after field: no string is made on the way. The file appears when it is closed; a writer
/// that is let go before leaves nothing behind.
package final class CSVWriter {
    private let file: OutputFile
    private let options: CSVOptions
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0
    private var isFirst = true
    private var rowStart = 0
    private var problem: TableProblem?
    private var scratch: [UInt8] = []

    private static let flushAt = 256 << 10

    package init(path: String, options: CSVOptions = CSVOptions()) throws(TableProblem) {
        guard options.encoding == .utf8 || options.encoding == .gb18030 else {
            throw TableProblem(path: path, what: "cannot write", why: "no \(options.encoding.rawValue) is written", advice: "Choose UTF-8 or GB18030")
        }
        file = try OutputFile(path: path)
        self.options = options
        capacity = Self.flushAt * 2
        bytes = .allocate(capacity: capacity)
        if options.byteOrderMark { put(options.encoding == .utf8 ? [0xEF, 0xBB, 0xBF] : [0x84, 0x31, 0x95, 0x33]) }
        rowStart = count
    }

    deinit { bytes.deallocate() }

    /// A field of UTF-8 text.
    package func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    /// A field of UTF-8 text.
    package func text(_ text: UnsafeBufferPointer<UInt8>) {
        separate()
        guard let base = text.baseAddress, text.count > 0 else { return }
        let isFormula = options.neutralise && Self.isFormula(base[0])
        let needsQuotes = text.contains { $0 == options.delimiter || $0 == Byte.quote || $0 == Byte.newline || $0 == Byte.carriageReturn }
        // Twice for GB18030 or doubled quotes; both together are no more, since a quote is one byte in either.
        reserve(text.count * 2 + 3)
        if needsQuotes { append(Byte.quote) }
        if isFormula { append(UInt8(ascii: "'")) }
        if options.encoding == .utf8 {
            appendText(base, count: text.count, needsQuotes: needsQuotes)
        } else {
            encode(text, needsQuotes: needsQuotes)
        }
        if needsQuotes { append(Byte.quote) }
    }

    /// A whole number.
    package func int(_ value: Int) {
        separate()
        reserve(24)
        appendInt(value)
    }

    /// An amount in fen, written in yuan with two decimals.
    package func money(fen: Int) {
        separate()
        reserve(24)
        if fen < 0 { append(UInt8(ascii: "-")) }
        let amount = fen.magnitude
        appendDigits(amount / 100)
        append(UInt8(ascii: "."))
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: amount / 10 % 10))
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: amount % 10))
    }

    /// A date, in days since 1970-01-01, written `yyyy-MM-dd`.
    package func date(days: Int) {
        guard CivilDate.days.contains(days) else { return int(days) }
        separate()
        scratch.removeAll(keepingCapacity: true)
        CivilDate.append(days: days, to: &scratch)
        put(scratch)
    }

    /// A field without anything in it.
    package func empty() { separate() }

    /// Ends the row; writes to the disk now and then.
    package func endRow() throws(TableProblem) {
        reserve(4)
        // An empty line would not be a row.
        if count == rowStart, !isFirst {
            append(Byte.quote)
            append(Byte.quote)
        }
        if options.carriageReturns { append(Byte.carriageReturn) }
        append(Byte.newline)
        isFirst = true
        if count >= Self.flushAt { try flush() }
        rowStart = count
    }

    /// A whole row of texts.
    package func row(_ fields: [String]) throws(TableProblem) {
        for field in fields { text(field) }
        try endRow()
    }

    /// Writes what is left and gives the file its name. Nothing may be written after.
    package func close() throws(TableProblem) {
        try flush()
        try file.commit()
    }

    private func flush() throws(TableProblem) {
        if let problem { throw problem }
        try file.write(bytes, count: count)
        count = 0
    }

    private static func isFormula(_ first: UInt8) -> Bool {
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), Byte.tab, Byte.carriageReturn: true
        default: false
        }
    }

    private func separate() {
        reserve(1)
        if !isFirst { append(options.delimiter) }
        isFirst = false
    }

    private func appendText(_ text: UnsafePointer<UInt8>, count length: Int, needsQuotes: Bool) {
        guard needsQuotes else {
            (bytes + count).update(from: text, count: length)
            count += length
            return
        }
        for at in 0..<length {
            if text[at] == Byte.quote { append(Byte.quote) }
            append(text[at])
        }
    }

    private func encode(_ text: UnsafeBufferPointer<UInt8>, needsQuotes: Bool) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count * 2) { room in
            guard let base = room.baseAddress else { return }
            let length = GB18030.encode(text, into: base)
            if length < 0 {
                problem = TableProblem(
                    path: file.path, what: "cannot write", why: "a text is not UTF-8", advice: "This is a fault of the program: report it")
            } else {
                appendText(base, count: length, needsQuotes: needsQuotes)
            }
        }
    }

    private func appendInt(_ value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        appendDigits(value.magnitude)
    }

    private func appendDigits(_ value: UInt) {
        var width = 1
        var rest = value
        while rest >= 10 {
            rest /= 10
            width += 1
        }
        rest = value
        for at in stride(from: width - 1, through: 0, by: -1) {
            bytes[count + at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += width
    }

    private func put(_ some: [UInt8]) {
        reserve(some.count)
        for byte in some { append(byte) }
    }

    /// Room must have been reserved.
    private func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    private func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: (count + more) * 2)
        larger.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = larger
        capacity = (count + more) * 2
    }
}
