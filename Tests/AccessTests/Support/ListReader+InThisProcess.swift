import Foundation
import Storage
import Tabular
import TestSupport

@testable import Access

extension ListReader {
    /// Reads lists without a worker process, which this room does not know; the platform's tests read them with one.
    static func inThisProcess(_ blobs: BlobStore) -> ListReader {
        ListReader { blob, knownHeaders in
            let folder = try TemporaryFolder()
            let path = folder.file("list")
            try Data(blobs.bytes(blob)).write(to: URL(fileURLWithPath: path))
            do {
                let source = try TableFile.open(path: path, options: TableOptions(knownHeaders: knownHeaders))
                var lines: [Line] = []
                try TableTexts(source).forEach { lines += $0.map { Line(number: $0.number, cells: $0.cells) } }
                let waiting = Waiting(lines)
                return Opened(header: source.description.header) { await waiting.take() }
            } catch is TableProblem {
                throw Unreadable()
            }
        }
    }

    /// What was not taken yet, some lines at a time.
    private actor Waiting {
        private var lines: [Line]
        init(_ lines: [Line]) { self.lines = lines }

        func take() -> [Line]? {
            guard !lines.isEmpty else { return nil }
            defer { lines.removeFirst(min(3, lines.count)) }
            return Array(lines.prefix(3))
        }
    }
}
