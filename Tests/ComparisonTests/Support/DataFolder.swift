import Foundation
import Tabular

/// A folder of deliveries written by a test, gone when the test is.
final class DataFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "deliveries-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes `<name>.csv` with the columns and rows of a table written as people read one: `|` between cells, a line a row.
    func write(_ name: String, _ table: String) throws {
        let rows = table.split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        }
        try write(name, rows: rows)
    }

    func write(_ name: String, rows: [[String]]) throws {
        let writer = try CSVWriter(path: "\(path)/\(name).csv")
        for row in rows { try writer.row(row) }
        try writer.close()
    }
}
