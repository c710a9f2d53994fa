import Comparison
import Foundation

/// Writes everything a comparison leaves behind, phase by phase.
struct ComparisonOutputs {
    let folder: OutputFolder
    let person: MaskedPerson
    let threads: Int
    let withWorkbooks: Bool
    let progress: ProgressDisplay

    /// Writes the files; the record that went into `run.json`. Timings of the writing are added to the result's phases.
    func write(_ facts: RunFacts) throws -> RunRecord {
        var facts = facts
        let tally = ClueTally(facts.result)
        try measured("write lists", &facts) { facts in
            try CluesFile(result: facts.result, person: person).write(to: folder.file("clues.csv"))
            try CountiesFile(result: facts.result, tally: tally).write(to: folder.file("counties.csv"))
            try RejectFiles(result: facts.result, dataFolder: facts.dataFolder).write(to: try folder.folder("rejects", emptiedOf: ".csv"))
            if let whatIf = facts.whatIf { try whatIf.write(to: folder.file("whatif.csv")) } else { try folder.remove("whatif.csv") }
        }
        let counties = try folder.folder("counties", emptiedOf: ".xlsx")
        if withWorkbooks {
            try measured("write workbooks", &facts) { facts in
                let workbooks = CountyWorkbooks(
                    result: facts.result, packs: facts.shelf.packs, person: person, names: facts.province.names, threads: threads)
                try workbooks.write(to: counties) { [progress] done, total in progress.show("write workbooks", done: done, total: total) }
            }
        }
        try measured("write report", &facts) { facts in try folder.write(ReportPage(facts: facts, tally: tally).text, to: "report.html") }
        let record = RunRecord(facts)
        try folder.write(JSONText.of(record), to: "run.json")
        return record
    }

    private func measured(_ name: String, _ facts: inout RunFacts, _ work: (RunFacts) throws -> Void) throws {
        progress.show(name, done: 0, total: 0)
        let clock = ContinuousClock()
        let start = clock.now
        try work(facts)
        facts.result.phases.append(.init(name: name, seconds: (clock.now - start).seconds))
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
