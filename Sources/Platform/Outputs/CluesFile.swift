import Comparison
import PolicyLanguage

/// `clues.csv`: every clue, a line each, in the result's order (rule, household, person, evidence).
///
/// The first five columns are what programs compare: `rule,household_id,person_id,e1,e2`. Evidence is printed as whole numbers: fen,
/// hundredths, yyyymmdd; 0 where there is none.
struct CluesFile {
    let result: ComparisonResult
    let person: MaskedPerson

    /// Columns of evidence: as many as the rule with the most has, and at least two.
    private var evidenceColumns: Int { max(2, result.rules.map(\.rule.evidence.count).max() ?? 0) }

    var header: String {
        let more = evidenceColumns > 2 ? (3...evidenceColumns).map { ",e\($0)" }.joined() : ""
        return "rule,household_id,person_id,e1,e2,clue,county,village,pack,version,outcome,severity,verified\(more),key,name,id\n"
    }

    func write(to path: String) throws {
        let sink = try ByteSink(path: path)
        sink.append(header)
        let ids = result.rules.map { CSVField.bytes($0.rule.id) }
        let tails = result.rules.map(Self.tail)
        let columns = evidenceColumns
        var who: [UInt8] = []
        for clue in result.clues {
            sink.append(ids[clue.rule])
            sink.appendField(clue.householdID)
            sink.appendField(clue.personID)
            sink.appendField(clue.evidence.first ?? 0)
            sink.appendField(clue.evidence.count > 1 ? clue.evidence[1] : 0)
            sink.append(byte: 0x2C)
            sink.appendHexadecimal(clue.identity)
            for region in [clue.county, clue.villageNamed] {
                if region == 0 { sink.append(byte: 0x2C) } else { sink.appendField(region) }
            }
            sink.append(tails[clue.rule])
            for place in 2..<columns { sink.appendField(clue.evidence.count > place ? clue.evidence[place] : 0) }
            sink.append(byte: 0x2C)
            if !clue.key.isEmpty { sink.append(CSVField.bytes(person.key(clue.key, personal: result.rules[clue.rule].personalKeys))) }
            who.removeAll(keepingCapacity: true)
            append(clue, to: &who)
            sink.append(who)
        }
        try sink.close()
    }

    /// The end of a line: `,name,id`.
    func append(_ clue: Clue, to bytes: inout [UInt8]) {
        bytes.append(0x2C)
        if !person.appendPlain(name: clue.name, to: &bytes) { bytes += CSVField.bytes(person.name(clue.name)) }
        bytes.append(0x2C)
        if !person.appendPlain(idNumber: clue.idNumber, to: &bytes) { bytes += CSVField.bytes(person.idNumber(clue.idNumber)) }
        bytes.append(0x0A)
    }

    /// What is the same for every clue of a rule: `,pack,version,outcome,severity,verified`.
    private static func tail(_ rule: RuleResult) -> [UInt8] {
        var bytes: [UInt8] = [0x2C]
        bytes += CSVField.bytes(rule.pack)
        bytes += Array(",\(rule.rule.version),\(rule.rule.outcome.rawValue),\(rule.rule.severity),\(rule.rule.verified ? "yes" : "no")".utf8)
        return bytes
    }
}
