import Tabular

/// Why a delivery cannot be used at all (single bad rows are rejected one by one and are no such problem).
package enum DeliveryProblem: Error, Sendable, CustomStringConvertible {
    case file(TableProblem)
    case header(path: String, source: String, what: String)
    case tooFewRows(source: String, rows: Int, minimum: Int)
    case tooManyRejected(source: String, percent: Double, maximum: Double)
    case registerMissing(role: String)
    case outOfMemory

    package var description: String {
        switch self {
        case .file(let problem): "\(problem)"
        case .header(let path, let source, let what):
            "\(path): the header does not fit source \(source): \(what); mend the file, or add the header to the titles in its source.yaml"
        case .tooFewRows(let source, let rows, let minimum):
            "\(source): \(rows) rows, but its source.yaml asserts at least \(minimum); ask the department for the whole file"
        case .tooManyRejected(let source, let percent, let maximum):
            "\(source): \(percent) % of the rows were rejected, but its source.yaml asserts at most \(maximum) %; see rejects/\(source).csv"
        case .registerMissing(let role): "no file of the register's \(role) was found; the comparison needs persons and households"
        case .outOfMemory: "the system has no memory left; run with fewer packs or a smaller data folder"
        }
    }
}
