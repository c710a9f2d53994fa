/// A table of text for a terminal, its columns aligned by what they take on the screen.
struct TextTable {
    struct Column {
        var title: String
        var isNumber = false
        /// Texts wider than this are cut.
        var widest = 60
    }

    var columns: [Column]
    var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// Head, a line, the rows; two blanks between columns and none at the end of a line.
    var text: String {
        let cells = rows.map { row in zip(columns, row).map { $0.isNumber ? $1 : $1.fitted(to: $0.widest) } }
        let widths = columns.indices.map { at in
            ([columns[at].title] + cells.compactMap { $0.indices.contains(at) ? $0[at] : nil }).map(\.displayWidth).max() ?? 0
        }
        let head = line(columns.map(\.title), widths)
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
        return ([head, rule] + cells.map { line($0, widths) }).map { $0 + "\n" }.joined()
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (at, cell) in cells.enumerated() {
            if at > 0 { line += "  " }
            let isLast = at == cells.count - 1
            line += isLast && !columns[at].isNumber ? cell : cell.padded(to: widths[at], atStart: columns[at].isNumber)
        }
        return line
    }
}

extension Int {
    /// `1,234,567`.
    var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }
}
