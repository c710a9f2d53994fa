import Foundation
import Tabular

/// The rows of a workbook, read with our own reader: what is written must be readable.
struct UnpackedWorkbook {
    var rows: [[String]] = []
    var text: String { rows.map { $0.joined(separator: "\t") }.joined(separator: "\n") }

    init(path: String, sheet: String? = nil, known: [String] = []) throws {
        let source = try TableFile.open(path: path, options: TableOptions(knownHeaders: known, sheet: sheet))
        rows.append(source.description.header)
        let (stretch, block) = (Stretch(), RecordBlock())
        while case .filled = try source.take(stretch, waiting: true) {
            while stretch.next(block) {
                for row in 0..<block.rows {
                    rows.append(
                        (0..<block.columns).map { column in
                            let at = row * block.columns + column
                            let (start, end) = (Int(block.starts[at]), Int(block.ends[at]))
                            return String(decoding: UnsafeBufferPointer(start: block.bytes + start, count: end - start), as: UTF8.self)
                        })
                }
                for fault in block.faults { rows.append(["fault", "\(fault.line)", fault.reason.rawValue]) }
            }
        }
    }
}
