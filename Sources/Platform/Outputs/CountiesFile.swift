import Comparison
import PolicyLanguage

/// `counties.csv`: clues of each rule in each county, only where there are some, by county and rule.
struct CountiesFile {
    let result: ComparisonResult
    let tally: ClueTally

    func write(to path: String) throws {
        let sink = try ByteSink(path: path)
        sink.append("county,rule,clues\n")
        // Rules need not stand in the order of their ids.
        let order = result.rules.indices.sorted { result.rules[$0].rule.id.utf8.lexicographicallyPrecedes(result.rules[$1].rule.id.utf8) }
        for (code, clues) in tally.counties {
            for rule in order where clues[rule] > 0 {
                sink.append(number: code)
                sink.appendField(result.rules[rule].rule.id)
                sink.appendField(Int64(clues[rule]))
                sink.append(byte: 0x0A)
            }
        }
        try sink.close()
    }
}
