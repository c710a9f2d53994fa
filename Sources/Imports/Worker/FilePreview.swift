import Basics
import Datasets
import Tabular

/// The first rows of a file for the page where somebody says which column is which: enough to recognise a column, nobody to be recognised by.
enum FilePreview {
    static let rowCount = 6

    static func rows(of opening: FileOpening) -> [[String]] {
        let stretch = Stretch()
        let block = RecordBlock()
        guard case .filled? = try? opening.records.take(stretch, waiting: true), stretch.next(block) else { return [] }
        let kinds = kinds(opening)
        return (0..<min(rowCount, block.rows)).map { row in
            (0..<block.columns).map { field in
                let at = row * block.columns + field
                let start = Int(block.starts[at])
                let text = CellText.string(block.bytes + start, min(Int(block.ends[at]) - start, 120), block.encoding) ?? "?"
                return masked(text, kinds[field])
            }
        }
    }

    /// By field of the file: the schema's column that stands there.
    private static func kinds(_ opening: FileOpening) -> [Int: SourceSchema.Column] {
        var kinds: [Int: SourceSchema.Column] = [:]
        for (column, place) in opening.headers.places.enumerated() { if let place { kinds[place] = opening.schema.columns[column] } }
        return kinds
    }

    /// Values of a known kind as the reject list shows them; of anything else only its shape, since nobody knows what it is.
    private static func masked(_ text: String, _ column: SourceSchema.Column?) -> String {
        if text.isEmpty { return "" }
        if let column, column.kind != .text, column.kind != .ignored { return Reject.masked(text, column.kind) }
        return String(text.map { $0.isNumber ? "9" : $0.isASCII && $0.isLetter ? "a" : $0.isLetter ? "〇" : $0 }.prefix(16))
    }
}
