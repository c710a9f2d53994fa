extension FileInspection {
    /// The inspection for a person.
    var text: String { head + "\n" + table + verdict + bad }

    private var head: String {
        var lines = [
            "file      \(path)", "form      \(format)\(sheet.map { ", sheet \($0)" } ?? "")",
            "encoding  \(encoding)\(byteOrderMark ? " with a byte order mark" : "")",
        ]
        if let delimiter { lines.append("delimiter \(delimiter)") }
        lines.append("header    line \(headerLine), \(columns.count) columns")
        lines.append("rows      \(rows.grouped)\(faults > 0 ? ", \(faults.grouped) of them broken" : "")")
        if formulas > 0 { lines.append("formulas  \(formulas.grouped) cells; the saved values were read") }
        return lines.map { $0 + "\n" }.joined()
    }

    private var table: String {
        var table = TextTable([
            .init(title: "column", widest: 28), .init(title: "read as", widest: 24), .init(title: "type"), .init(title: "filled", isNumber: true),
            .init(title: "distinct", isNumber: true), .init(title: "examples (masked)", widest: 60),
        ])
        table.rows = columns.map {
            [
                $0.header, $0.readAs ?? "-", $0.type, PercentText.of($0.filled, of: rows - faults),
                ($0.distinctIsExact ? "" : "~") + $0.distinct.grouped,
                $0.examples.joined(separator: "  "),
            ]
        }
        return table.text
    }

    private var verdict: String {
        guard let fit else { return "\nno data source has files of this name; --source NAME holds the file against one\n" }
        var lines = ["", "source    \(fit.source)"]
        if let problem = fit.problem {
            lines.append("          no row can be accepted: \(problem)")
        } else {
            lines.append(
                "          \(fit.accepted.grouped) rows accepted, \(fit.rejected.grouped) rejected; \(fit.normalised.grouped) keys normalised, "
                    + "\(fit.malformed.grouped) malformed")
        }
        if !fit.missingColumns.isEmpty { lines.append("          not in the file: \(fit.missingColumns.joined(separator: ", "))") }
        if !fit.unknownHeaders.isEmpty { lines.append("          not known: \(fit.unknownHeaders.joined(separator: ", "))") }
        return lines.map { $0 + "\n" }.joined()
    }

    private var bad: String {
        guard !badRows.isEmpty else { return "" }
        var table = TextTable([
            .init(title: "line", isNumber: true), .init(title: "column"), .init(title: "value", widest: 24), .init(title: "reason"),
            .init(title: "what to do", widest: 80),
        ])
        table.rows = badRows.map { [String($0.line), $0.column, $0.value, $0.reason, $0.advice] }
        return "\nbad rows\(badRows.count == Self.shownBadRows ? " (the first \(badRows.count))" : "")\n" + table.text
    }
}
