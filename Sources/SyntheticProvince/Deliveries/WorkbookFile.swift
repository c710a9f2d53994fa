import Basics
import Datasets
import Tabular

/// A small delivery sent as a spreadsheet. Its rows arrive as text with a separator no text holds, and every cell is written as text, as
/// departments do so that ID numbers and codes stay whole.
final class WorkbookFile: ProvinceFile {
    let path: String
    private let writer: WorkbookWriter
    private(set) var size = 0

    init(_ plan: DeliveryPlan, in directory: String) throws(Problem) {
        path = "\(directory)/\(plan.path)"
        do {
            writer = try WorkbookWriter(path: path)
            try writer.beginSheet("Sheet1", columns: plan.headers.map { WorkbookWriter.Column($0) })
        } catch {
            throw Self.problem(error)
        }
    }

    func append(_ bytes: [UInt8]) throws(Problem) {
        size += bytes.count
        do {
            for line in bytes.split(separator: 0x0A) {
                for field in line.dropLast().split(separator: DeliveryFormat.workbook.delimiter, omittingEmptySubsequences: false) {
                    if field.isEmpty { writer.empty() } else { writer.text(String(decoding: field, as: UTF8.self)) }
                }
                try writer.endRow()
            }
        } catch {
            throw Self.problem(error)
        }
    }

    func finish() throws(Problem) {
        do { try writer.close() } catch { throw Self.problem(error) }
    }

    private static func problem(_ problem: TableProblem) -> Problem {
        Problem(
            "delivery-not-written", what: .init(zh: "无法写出文件", en: problem.what), why: .init(zh: problem.why, en: problem.why),
            remedy: .init(zh: problem.advice, en: problem.advice), at: problem.path)
    }
}

/// A file of the province while it is written.
protocol ProvinceFile: AnyObject {
    /// Bytes of its rows so far; of a workbook before they are packed.
    var size: Int { get }
    func append(_ bytes: [UInt8]) throws(Problem)
    func finish() throws(Problem)
}
