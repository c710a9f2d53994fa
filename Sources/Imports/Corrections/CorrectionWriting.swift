import Basics
import Datasets
import Tabular

/// Writes the correction file: the rejected rows as they came, in the format, encoding and with the delimiter they came in, with two columns in front
/// (the line they had, and why they came back with what to do). The file is read once more from beginning to end, so that nothing of a rejected
/// row needs to be kept anywhere but in the sealed original.
final class CorrectionWriting {
    private let opening: FileOpening
    private let order: ReadingOrder
    private let path: String
    private let send: (Frame) throws -> Void
    /// Lines where records begin, ascending; the end of one is the beginning of the next.
    private var starts: [UInt32] = []
    private var rejects: [Returned] = []
    /// How many of the order's rows have been passed.
    private var passed = 0
    private var sheet: CorrectionSheet?

    /// A row to copy, and what to write before it.
    private struct Returned {
        var line: Int
        var told: String
    }

    init(_ opening: FileOpening, order: ReadingOrder, path: String, send: @escaping (Frame) throws -> Void) {
        (self.opening, self.order, self.path, self.send) = (opening, order, path, send)
    }

    func run() throws {
        let isWorkbook = opening.records.description.format == .workbook
        if isWorkbook { sheet = CorrectionSheet(name: opening.records.description.sheet ?? "Sheet1", header: titles + header) }
        var limits = order.limits
        limits.rejects = 0
        let reading = FileReading(opening, limits: limits) { [send] frame in
            // Signs of life only: the rows themselves went out when the file was read for the first time.
            if case .progress = frame { try send(frame) }
        }
        reading.visit = { [unowned self] block, rejected in
            let returned = returned(of: block, rejected)
            if isWorkbook { addCells(block, returned) } else { note(block, returned) }
        }
        try reading.run()
        if let sheet {
            for piece in try sheet.finished().chunked(1 << 20) { try send(.bytes(piece)) }
        } else {
            try copyLines()
        }
        try send(.finished(ReadingFacts()))
    }

    private var titles: [String] { [CorrectionColumns.lineHeader(delivery: order.delivery), CorrectionColumns.reasonTitle] }

    /// The file's own columns, without those of an earlier correction.
    private var header: [String] {
        let header = opening.records.description.header
        return header.indices.filter { opening.correction?.places.contains($0) != true }.map { header[$0] }
    }

    /// Why and what to do: `所有人身份证号：必填但为空（办法）`.
    private func told(_ reject: RejectedRow) -> String {
        let title = opening.schema.columns.first { $0.name == reject.column }?.title.zh
        let remedy = order.remedies[reject.reason] ?? reject.reason
        return (title.map { $0 + "：" } ?? "") + remedy + (reject.detail.isEmpty ? "" : "（\(reject.detail)）")
    }

    /// The rows of a block that go back: those the order names, or else those that were rejected now.
    private func returned(of block: RecordBlock, _ rejected: [RejectedRow]) -> [Returned] {
        guard let named = order.returned else { return rejected.map { Returned(line: $0.line, told: told($0)) } }
        let last = max(block.rows > 0 ? Int(block.lines[block.rows - 1]) : 0, block.faults.map(\.line).max() ?? 0)
        var found: [Returned] = []
        while passed < named.lines.count, named.lines[passed] <= last {
            found.append(Returned(line: named.lines[passed], told: named.text(passed)))
            passed += 1
        }
        return found
    }

    // MARK: Workbooks

    private func addCells(_ block: RecordBlock, _ rejected: [Returned]) {
        var row = 0
        for reject in rejected {
            while row < block.rows, Int(block.lines[row]) < reject.line { row += 1 }
            var cells: [String] = []
            if row < block.rows, Int(block.lines[row]) == reject.line {
                cells = (0..<block.columns).filter { opening.correction?.places.contains($0) != true }.map { field in
                    let at = row * block.columns + field
                    let start = Int(block.starts[at])
                    return CellText.string(block.bytes + start, Int(block.ends[at]) - start, block.encoding) ?? ""
                }
            }
            sheet?.add([String(reject.line), reject.told] + cells)
        }
    }

    // MARK: Delimited text

    private func note(_ block: RecordBlock, _ rejected: [Returned]) {
        rejects += rejected
        let lines = (0..<block.rows).map { block.lines[$0] }
        starts += block.faults.isEmpty ? lines : (lines + block.faults.map { UInt32(clamping: $0.line) }).sorted()
    }

    private func copyLines() throws {
        let file = opening.records.description
        guard let delimiter = file.delimiter else { return }
        let encoding = CorrectionEncoding(encoding: file.encoding)
        let separator = encoding.encoded(String(UnicodeScalar(delimiter)))
        var lines = RawLines(
            descriptor: ReadDelivery.fileDescriptor, encoding: encoding, skipping: file.byteOrderMark ? encoding.mark.count : 0)
        var out: [UInt8] = file.byteOrderMark ? encoding.mark : []
        let firstRecord = starts.first.map(Int.init) ?? .max
        var wanted: [(from: Int, to: Int, front: [String])] = [(file.headerLine, min(firstRecord, file.headerLine + 16), titles)]
        for reject in rejects { wanted.append((reject.line, end(of: reject.line), [String(reject.line), reject.told])) }
        var place = 0
        while place < wanted.count {
            let line = lines.line
            guard let bytes = try lines.next() else { break }
            guard line >= wanted[place].from else { continue }
            if line == wanted[place].from {
                for text in wanted[place].front { out += encoding.field(text, delimiter: delimiter) + separator }
            }
            out += bytes
            if line + 1 >= wanted[place].to { place += 1 }
            if out.count >= 1 << 20 {
                try send(.bytes(out))
                out.removeAll(keepingCapacity: true)
            }
        }
        if !out.isEmpty { try send(.bytes(out)) }
    }

    /// The line where the record after this one begins.
    private func end(of line: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= line { low = middle + 1 } else { high = middle }
        }
        return low < starts.count ? Int(starts[low]) : .max
    }
}

extension [UInt8] {
    /// Pieces of at most `size` bytes.
    func chunked(_ size: Int) -> [[UInt8]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
