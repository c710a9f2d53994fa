import Comparison
import PolicyLanguage

/// What would change if parameters were set otherwise: clues before and after, by county and rule.
struct WhatIf {
    struct Row: Encodable {
        /// Six digits; empty for clues that belong to no county.
        var county: String
        var rule: String
        var before: Int
        var after: Int
        var difference: Int
    }

    /// The settings as they were typed, sorted.
    var settings: [String]
    /// Only where there is a difference, by county and rule.
    var rows: [Row]
    /// Clues in all, before and after.
    var before: Int
    var after: Int

    init(settings: [String], rules: [RuleResult], before: [Clue], after: [Clue]) {
        self.settings = settings.sorted()
        self.before = before.count
        self.after = after.count
        var counts: [ClueTally.Cell: (before: Int, after: Int)] = [:]
        for clue in before { counts[.init(county: clue.county, rule: clue.rule), default: (0, 0)].before += 1 }
        for clue in after { counts[.init(county: clue.county, rule: clue.rule), default: (0, 0)].after += 1 }
        rows = counts.filter { $0.value.before != $0.value.after }.compactMap { cell, count in
            guard rules.indices.contains(cell.rule) else { return nil }
            return Row(
                county: cell.county == 0 ? "" : String(cell.county), rule: rules[cell.rule].rule.id, before: count.before, after: count.after,
                difference: count.after - count.before)
        }
        rows.sort { ($0.county, $0.rule) < ($1.county, $1.rule) }
    }

    /// `whatif.csv`.
    func write(to path: String) throws {
        let sink = try ByteSink(path: path)
        sink.append("county,rule,before,after,difference\n")
        for row in rows {
            sink.append(row.county)
            sink.appendField(row.rule)
            for number in [row.before, row.after, row.difference] { sink.appendField(Int64(number)) }
            sink.append(byte: 0x0A)
        }
        try sink.close()
    }

    /// The same as a table for the terminal.
    var text: String {
        var table = TextTable([
            .init(title: "county"), .init(title: "rule"), .init(title: "before", isNumber: true), .init(title: "after", isNumber: true),
            .init(title: "difference", isNumber: true),
        ])
        table.rows = rows.prefix(60).map {
            [
                $0.county.isEmpty ? "-" : $0.county, $0.rule, $0.before.grouped, $0.after.grouped,
                ($0.difference > 0 ? "+" : "") + $0.difference.grouped,
            ]
        }
        let head = "What if \(settings.joined(separator: ", ")): \(before.grouped) clues would become \(after.grouped)\n"
        let rest = rows.count > 60 ? "and \((rows.count - 60).grouped) more lines in whatif.csv\n" : ""
        return rows.isEmpty ? head + "nothing changes\n" : head + table.text + rest
    }
}
