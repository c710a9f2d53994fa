import Basics
import Comparison
import Datasets
import PolicyLanguage

/// What `compare` prints: a table of rules, and where the report is.
struct RunSummary {
    let facts: RunFacts
    let output: OutputFolder
    let seconds: Double

    var text: String { table + notes + (facts.whatIf.map { "\n" + $0.text } ?? "") + "\n" + places }

    private var table: String {
        var table = TextTable([
            .init(title: "rule"), .init(title: "规则 title", widest: 44), .init(title: "线索 clues", isNumber: true),
            .init(title: "无法判定 undecided", isNumber: true), .init(title: "", widest: 40),
        ])
        let ran = ran
        table.rows = ran.filter { $0.clues > 0 || $0.undecided > 0 }.map {
            [$0.rule.id, $0.rule.title.zh, $0.clues.grouped, $0.undecided.grouped, $0.rule.verified ? "" : "暂未核实 unverified"]
        }
        table.rows.append(["", "合计 all", ran.reduce(0) { $0 + $1.clues }.grouped, ran.reduce(0) { $0 + $1.undecided }.grouped, ""])
        return table.text
    }

    private var ran: [RuleResult] { facts.result.rules.filter { $0.skipped == nil }.sorted { $0.rule.id < $1.rule.id } }

    private var notes: String {
        let result = facts.result
        var lines: [String] = []
        let silent = ran.count { $0.clues == 0 && $0.undecided == 0 }
        if silent > 0 { lines.append("\(silent) more rules were run and found nothing") }
        let skipped = result.rules.count { $0.skipped != nil }
        if skipped > 0 { lines.append("\(skipped) rules were not run; the report says why") }
        if !result.missingSources.isEmpty { lines.append("not received: \(result.missingSources.sorted().joined(separator: ", "))") }
        if !facts.unknownFiles.isEmpty {
            lines.append("\(facts.unknownFiles.count) files belong to no source and were not read; the report names them")
        }
        return lines.isEmpty ? "" : "\n" + lines.map { $0 + "\n" }.joined()
    }

    private var places: String {
        let result = facts.result
        let rows = result.files.reduce(0) { $0 + $1.rows }
        let rejected = result.files.reduce(0) { $0 + $1.rejected }
        let time = "\(Int(seconds)).\(Int(seconds * 10) % 10) s"
        return """
            \(result.persons.grouped) people in \(result.households.grouped) households, \(result.files.count) files, \(rows.grouped) rows \
            (\(rejected.grouped) rejected), \(result.clues.count.grouped) clues as of \(result.asOf), in \(time)
            report 报告: \(output.file("report.html"))

            """
    }
}
