import Storage
import Tabular

/// One record of a list.
package struct ListLine: Codable, Sendable, Hashable {
    package var line: Int
    /// Nil for a record that cannot be split into cells.
    package var cells: [String]?
}

/// Reads a list of any columns: the header first, then every record as texts. What they mean is not the worker's business.
struct ListReading {
    /// Records of one frame, so that none comes near the longest that is taken.
    private static let linesPerFrame = 500
    private let path: String
    private let order: ReadingOrder

    init(path: String, order: ReadingOrder) { (self.path, self.order) = (path, order) }

    func run(_ send: (Frame) throws -> Void) throws {
        let options = TableOptions(knownHeaders: order.knownHeaders, unpackedLimit: order.limits.unpacked)
        do {
            let source = try TableFile.open(path: path, options: options)
            let file = source.description
            try send(
                .opened(
                    OpenedFile(
                        format: file.format.rawValue, encoding: file.encoding.rawValue, delimiter: "", byteOrderMark: file.byteOrderMark,
                        sheet: file.sheet, header: file.header, headerLine: file.headerLine, mapped: [:], unknownHeaders: [], missingColumns: [],
                        corrects: nil, preview: [])))
            try TableTexts(source).forEach { lines in
                for start in stride(from: 0, to: lines.count, by: Self.linesPerFrame) {
                    let some = lines[start..<min(start + Self.linesPerFrame, lines.count)]
                    try send(.lines(some.map { ListLine(line: $0.number, cells: $0.cells) }))
                }
            }
        } catch let problem as TableProblem {
            throw FileRefusal(.unreadable, "\(problem.what): \(problem.why). \(problem.advice)")
        }
        try send(.finished(ReadingFacts()))
    }
}

extension ImportsParts {
    /// Hours a list may take: accounts are made while it is read.
    private static let listHours = 6

    /// Starts a worker on a list that was handed in: its header comes first, then its records. Throws `FileRefusal` for a file that is none.
    package func list(_ blob: BlobName, knownHeaders: [String]) async throws -> (header: [String], next: @Sendable () async throws -> [ListLine]?) {
        var order = ReadingOrder(task: .list, sources: sourcesFolder, folder: "", limits: limits)
        order.limits.wallSeconds = Self.listHours * 3600
        order.limits.unpacked = max(order.limits.unpacked, 1 << 30)
        order.knownHeaders = knownHeaders
        let worker = try WorkerProcess(program, order: order, file: try memory(of: blob))
        guard case .opened(let opened)? = try await worker.next() else { throw FileRefusal(.garbled, "no header") }
        return (
            opened.header,
            {
                while let frame = try await worker.next() {
                    if case .lines(let lines) = frame { return lines }
                }
                return nil
            }
        )
    }
}
