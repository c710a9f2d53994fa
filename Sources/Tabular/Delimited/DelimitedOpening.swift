/// Finds out what a delimited file is before its first record: encoding, delimiter, header.
struct DelimitedOpening {
    let file: InputFile
    let options: TableOptions

    /// Bytes in which the header must end.
    private static let headBytes = 1 << 20

    func open() throws(TableProblem) -> any RecordSource {
        let head = try file.bytes(count: Self.headBytes, at: 0)
        let mark = ByteOrderMark(head)
        let encoding: TextEncoding
        if let known = options.encoding ?? mark?.encoding {
            encoding = known
        } else {
            encoding = try EncodingGuess(file: file, head: head).encoding()
        }
        let skipped = mark.map { $0.encoding == encoding ? $0.length : 0 } ?? 0
        let delimiter = options.delimiter ?? guessDelimiter(head: Array(head.dropFirst(skipped)), encoding: encoding)
        // A trail byte of GB18030 can be `|`, never one of the others.
        let isRaw = encoding == .utf8 || (encoding == .gb18030 && delimiter < 0x30)
        var feed = ByteFeed(file: file, offset: skipped, transcoding: isRaw ? nil : encoding)
        let stretch = Stretch()
        let found = try findHeader(&feed, stretch, delimiter: delimiter, encoding: isRaw ? encoding : .utf8)
        let description = FileDescription(
            path: file.path, format: .delimited, encoding: encoding, delimiter: delimiter, byteOrderMark: skipped > 0, sheet: nil,
            header: found.names, headerLine: found.line, size: file.size, titleLines: found.titles)
        let splitter = RecordSplitter(
            delimiter: delimiter, columns: found.names.count, encoding: isRaw ? encoding : .utf8, blockBytes: options.blockBytes)
        let reading = DelimitedReading(feed: feed, splitter: splitter, stretchBytes: options.stretchBytes, line: found.nextLine)
        return DelimitedSource(description: description, reading: reading)
    }

    private func guessDelimiter(head: [UInt8], encoding: TextEncoding) -> UInt8 {
        var text = [UInt8](repeating: 0, count: head.count / 2 * 3 + Stretch.padding)
        var length = 0
        text.withUnsafeMutableBufferPointer {
            guard let base = $0.baseAddress else { return }
            _ = Transcoder(from: encoding).decode(head, isLast: head.count < Self.headBytes, into: base, length: &length)
        }
        return DelimiterGuess(text: Array(text[..<length]), knownHeaders: options.knownHeaders).delimiter()
    }

    private struct Found {
        var names: [String]
        var line: Int
        var titles: Int
        var nextLine: Int
    }

    /// Reads the first lines and leaves `feed` behind the header.
    private func findHeader(
        _ feed: inout ByteFeed, _ stretch: Stretch, delimiter: UInt8, encoding: TextEncoding
    ) throws(TableProblem) -> Found {
        stretch.reserve(Self.headBytes + 1, keeping: 0)
        let (have, isLast) = try feed.extend(stretch, have: 0, want: Self.headBytes)
        var limit = have
        if isLast, have > 0, stretch.bytes[have - 1] != Byte.newline {
            stretch.bytes[have] = Byte.newline
            limit += 1
        }
        let lines = FirstLines(bytes: stretch.bytes, limit: limit, isLast: isLast, delimiter: delimiter).records(atMost: HeaderSearch.lines)
        let search = HeaderSearch(known: options.knownHeaders)
        let names = lines.map { line in line.fields.map { HeaderSearch.name($0, encoding: encoding) } }
        guard let place = search.place(in: names) else {
            let isOldMac = stretch.first(Byte.newline, from: 0, to: have) == nil && stretch.first(Byte.carriageReturn, from: 0, to: have) != nil
            throw TableProblem(
                path: file.path, line: 1, what: "no header found",
                why: isOldMac ? "its lines end in CR alone" : "no line of the first \(have) bytes can be split into fields",
                advice: "Save it as CSV with one line of column names")
        }
        let header = lines[place]
        feed.consume(stretch, count: header.next, have: have)
        return Found(names: names[place], line: header.line, titles: place, nextLine: header.nextLine)
    }
}

/// The first records of a text, as they stand.
struct FirstLines {
    let bytes: UnsafeMutablePointer<UInt8>
    let limit: Int
    let isLast: Bool
    let delimiter: UInt8

    struct Record {
        var line: Int
        var fields: [[UInt8]]
        /// Where the next record begins, and on which line.
        var next: Int
        var nextLine: Int
    }

    /// Columns a header may have: more than any spreadsheet.
    static let columns = 16_384

    /// The first records that are not blank; lines that cannot be split are left out.
    func records(atMost count: Int) -> [Record] {
        var starts = [UInt32](repeating: 0, count: Self.columns)
        var ends = starts
        var records: [Record] = []
        let scanner = RecordScanner(delimiter: delimiter, columns: Self.columns)
        var at = 0
        var line = 1
        while records.count < count, at < limit {
            let outcome = scanner.scan(bytes, from: at, limit: limit, isLast: isLast, starts: &starts, ends: &ends)
            let next: Int
            switch outcome {
            case .record(let after, _, _), .fault(_, let after): next = after
            case .endless, .unresolved: return records
            }
            let nextLine = line + (at..<next).count { bytes[$0] == Byte.newline }
            if case .record(_, let count, let doubled) = outcome, count <= Self.columns, next - at > 2 || bytes[at] > 0x20 {
                let fields = (0..<count).map { Array(UnsafeBufferPointer(start: bytes + Int(starts[$0]), count: Int(ends[$0] - starts[$0]))) }
                records.append(
                    Record(line: line, fields: doubled ? fields.map(Self.unescaped) : fields, next: next, nextLine: nextLine))
            }
            at = next
            line = nextLine
        }
        return records
    }

    private static func unescaped(_ field: [UInt8]) -> [UInt8] {
        var field = field
        let length = field.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { RecordScanner.unescape($0, from: 0, to: buffer.count) } ?? 0
        }
        return Array(field[..<length])
    }
}
