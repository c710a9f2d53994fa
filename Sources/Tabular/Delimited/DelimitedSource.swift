import CBytes
import Synchronization

/// A delimited text file. `take` reads the next window under the lock, finds the end of its last record and counts its
/// lines; everything else happens in the thread that took it.
final class DelimitedSource: RecordSource {
    let description: FileDescription
    private let reading: Mutex<DelimitedReading>

    init(description: FileDescription, reading: sending DelimitedReading) {
        self.description = description
        self.reading = Mutex(reading)
    }

    func take(_ stretch: Stretch, waiting: Bool) throws(TableProblem) -> Taken {
        if waiting {
            return try reading.withLock { (state) throws(TableProblem) -> Taken in try state.fill(stretch) }
        }
        let taken = try reading.withLockIfAvailable { (state) throws(TableProblem) -> Taken in try state.fill(stretch) }
        return taken ?? .busy
    }
}

/// How far a delimited file has been read.
struct DelimitedReading {
    var feed: ByteFeed
    let splitter: RecordSplitter
    let stretchBytes: Int
    /// The line of the file the next stretch begins with.
    var line: Int
    private var sequence = 0
    private var isOver = false

    init(feed: ByteFeed, splitter: RecordSplitter, stretchBytes: Int, line: Int) {
        self.feed = feed
        self.splitter = splitter
        self.stretchBytes = stretchBytes
        self.line = line
    }

    private enum Cut {
        case at(Int)
        /// No record ends in the bytes at hand.
        case more
        /// The first record is longer than any may be.
        case endless
    }

    /// Reads the next stretch. After an error nothing more is given.
    mutating func fill(_ stretch: Stretch) throws(TableProblem) -> Taken {
        stretch.content = .nothing
        guard !isOver else { return .end }
        isOver = true
        let begin = feed.position
        var want = stretchBytes
        var have = 0
        while true {
            stretch.reserve(want + 1, keeping: have)
            var isLast: Bool
            (have, isLast) = try feed.extend(stretch, have: have, want: want)
            if isLast, have == 0 { return .end }
            stretch.limit = have
            stretch.isLast = isLast
            if isLast, stretch.bytes[have - 1] != Byte.newline {
                stretch.bytes[have] = Byte.newline
                stretch.limit = have + 1
            }
            switch cut(stretch) {
            case .more:
                want = max(want, have) * 2
                continue
            case .at(let end):
                stretch.end = end
                stretch.faults = []
                stretch.line = line
                line += lastCount
                feed.consume(stretch, count: end, have: have)
                isOver = isLast && end >= have
            case .endless:
                stretch.end = 0
                stretch.faults = [.tooLong(line: line)]
                isOver = try skipLine(stretch, have: have)
            }
            break
        }
        stretch.content = .text(splitter)
        stretch.cursor = 0
        stretch.sequence = sequence
        stretch.byteCount = feed.position - begin
        sequence += 1
        return .filled
    }

    /// Newlines before the last cut.
    private var lastCount = 0

    /// Finds the end of the last whole record of the bytes at hand.
    private mutating func cut(_ stretch: Stretch) -> Cut {
        var quote: Int32 = 0
        lastCount = bytes_survey(stretch.bytes, stretch.limit, &quote)
        stretch.hasQuotes = quote != 0
        guard quote != 0 else {
            if let end = stretch.afterLastNewline(from: 0, to: stretch.limit) { return .at(end) }
            return stretch.limit > RecordScanner.recordLimit ? .endless : .more
        }
        let result = cutAmongQuotes(stretch)
        if case .at(let end) = result { lastCount = bytes_survey(stretch.bytes, end, &quote) }
        return result
    }

    /// Where all quotes stand around fields, the last newline outside them. Otherwise goes from quote to quote: up to a quote every
    /// newline ends a record, from there on the scanner says.
    private func cutAmongQuotes(_ stretch: Stretch) -> Cut {
        let quick = bytes_cut_quoted(stretch.bytes, stretch.limit, splitter.delimiter)
        if quick > 0, !stretch.isLast || quick == stretch.limit { return .at(quick) }
        let scanner = RecordScanner(delimiter: splitter.delimiter, columns: 1)
        var start: UInt32 = 0
        var end: UInt32 = 0
        var at = 0
        while at < stretch.limit {
            guard let quote = stretch.first(Byte.quote, from: at, to: stretch.limit) else {
                if let last = stretch.afterLastNewline(from: at, to: stretch.limit) { return .at(last) }
                break
            }
            at = stretch.afterLastNewline(from: at, to: quote) ?? at
            switch scanner.scan(stretch.bytes, from: at, limit: stretch.limit, isLast: stretch.isLast, starts: &start, ends: &end) {
            case .record(let next, _, _), .fault(_, let next): at = next
            case .endless: return at > 0 ? .at(at) : .endless
            case .unresolved: return at > 0 ? .at(at) : .more
            }
        }
        if at > 0 { return .at(at) }
        return stretch.limit > RecordScanner.recordLimit ? .endless : .more
    }

    /// Reads past the line the bytes at hand do not end; says whether the file is over.
    private mutating func skipLine(_ stretch: Stretch, have: Int) throws(TableProblem) -> Bool {
        var quote: Int32 = 0
        line += bytes_survey(stretch.bytes, have, &quote)
        feed.consume(stretch, count: have, have: have)
        let window = max(stretchBytes, 4096)
        while true {
            stretch.reserve(window + 1, keeping: 0)
            let (have, isLast) = try feed.extend(stretch, have: 0, want: window)
            if let newline = stretch.first(Byte.newline, from: 0, to: have) {
                feed.consume(stretch, count: newline + 1, have: have)
                line += 1
                return isLast && newline + 1 == have
            }
            feed.consume(stretch, count: have, have: have)
            if isLast { return true }
        }
    }
}
