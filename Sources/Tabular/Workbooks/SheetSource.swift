import Synchronization

/// A sheet of a workbook. `take` unpacks and parses some thousand rows under the lock.
final class SheetSource: RecordSource {
    private let opened: FileDescription
    private let reading: Mutex<SheetReading>

    private init(description: FileDescription, reading: sending SheetReading) {
        opened = description
        self.reading = Mutex(reading)
    }

    /// What was found out; `formulas` counts what was met so far.
    var description: FileDescription {
        var description = opened
        description.formulas = reading.withLock { $0.formulas }
        return description
    }

    func take(_ stretch: Stretch, waiting: Bool) throws(TableProblem) -> Taken {
        if waiting {
            return try reading.withLock { (state) throws(TableProblem) -> Taken in try state.fill(stretch) }
        }
        let taken = try reading.withLockIfAvailable { (state) throws(TableProblem) -> Taken in try state.fill(stretch) }
        return taken ?? .busy
    }

    static func open(file: InputFile, options: TableOptions) throws(TableProblem) -> any RecordSource {
        let directory = try ZipDirectory(file: file, unpackedLimit: options.unpackedLimit)
        let parts = try WorkbookParts(file: file, directory: directory, wanted: options.sheet)
        let strings = SharedStrings(limit: options.unpackedLimit)
        if let entry = parts.strings { try XMLReader.read(entry, of: file, by: strings) }
        let header = try SheetHeader(file: file, parts: parts, strings: strings, known: options.knownHeaders)
        let description = FileDescription(
            path: file.path, format: .workbook, encoding: .utf8, delimiter: nil, byteOrderMark: false, sheet: parts.sheetName,
            header: header.names, headerLine: header.line, size: file.size, titleLines: header.titles)
        let reading = try SheetReading(
            file: file, parts: parts, strings: strings, header: header, stretchBytes: options.stretchBytes)
        return SheetSource(description: description, reading: reading)
    }
}

/// The row of a sheet that names its columns.
struct SheetHeader {
    let names: [String]
    let line: Int
    let titles: Int

    init(file: InputFile, parts: WorkbookParts, strings: SharedStrings, known: [String]) throws(TableProblem) {
        var rows: [(line: Int, names: [String])] = []
        let parser = SheetParser(strings: strings, parts: parts, columns: nil) { line, text, cells, _ in
            guard rows.count < HeaderSearch.lines else { return true }
            rows.append((line, cells.map { HeaderSearch.name(Array(text[$0]), encoding: .utf8) }))
            return true
        }
        let reader = try XMLReader(file: file, entry: parts.sheet, handler: parser)
        while rows.count < HeaderSearch.lines, try reader.step() {}
        guard let place = HeaderSearch(known: known).place(in: rows.map(\.names)) else {
            throw TableProblem(
                path: file.path, what: "no header found", why: "the sheet \(parts.sheetName) is empty", advice: "Say which sheet to read")
        }
        names = rows[place].names
        line = rows[place].line
        titles = place
    }
}

/// How far a sheet has been read.
// Why: it is only touched under the lock of its source, and lets go of the rows it put into a stretch before it makes the next.
final class SheetReading: @unchecked Sendable {
    private let reader: XMLReader
    private let parser: SheetParser
    private let sink: Sink
    private let stretchBytes: Int
    private let columns: Int
    /// Bytes of text rows may hold that come out of one piece of XML.
    private static let batchLimit = 1 << 27
    /// Bytes of the file not yet counted to a stretch.
    private var uncounted: Int
    private var sequence = 0
    private var isOver = false
    /// Met after rows that had to be handed over first.
    private var problem: TableProblem?

    /// Where the parser puts its rows.
    private final class Sink {
        var rows: SheetRows
        init(_ rows: SheetRows) { self.rows = rows }
    }

    var formulas: Int { parser.formulas }

    init(file: InputFile, parts: WorkbookParts, strings: SharedStrings, header: SheetHeader, stretchBytes: Int) throws(TableProblem) {
        let sink = Sink(SheetRows(columns: header.names.count))
        let headerLine = header.line
        parser = SheetParser(strings: strings, parts: parts, columns: header.names.count) { line, text, cells, fault in
            guard line > headerLine else { return true }
            // Cells may refer to one long text again and again.
            guard sink.rows.bytes.count + text.count <= Self.batchLimit else { return false }
            if let fault { sink.rows.add(fault) } else { sink.rows.add(line: line, text: text, cells: cells) }
            return true
        }
        reader = try XMLReader(file: file, entry: parts.sheet, handler: parser)
        self.sink = sink
        self.stretchBytes = stretchBytes
        columns = header.names.count
        uncounted = file.size
    }

    func fill(_ stretch: Stretch) throws(TableProblem) -> Taken {
        stretch.content = .nothing
        if let problem {
            self.problem = nil
            isOver = true
            throw problem
        }
        guard !isOver else { return .end }
        sink.rows = SheetRows(columns: columns)
        do throws(TableProblem) {
            while sink.rows.bytes.count < stretchBytes, !isOver { isOver = try !reader.step() }
        } catch {
            isOver = true
            guard sink.rows.rows + sink.rows.faults.count > 0 else { throw error }
            problem = error
        }
        guard sink.rows.rows + sink.rows.faults.count > 0 else { return .end }
        stretch.content = .rows(sink.rows)
        stretch.sequence = sequence
        stretch.byteCount = isOver ? uncounted : min(uncounted, sink.rows.bytes.count / 8)
        uncounted -= stretch.byteCount
        sequence += 1
        return .filled
    }
}
