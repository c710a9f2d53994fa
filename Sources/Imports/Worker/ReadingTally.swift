import Datasets
import Tabular

/// Adds up what a file holds while its blocks go by.
struct ReadingTally {
    var facts = ReadingFacts()
    private let schema: SourceSchema
    private var filled: [Int]
    private var sums: [Int64?]
    private let days: Int?
    private let region: Int?
    private var reasons: [String: RejectCount] = [:]
    /// More townships than any province has: a column of nonsense shall not fill the memory.
    private static let placeLimit = 20_000

    init(schema: SourceSchema) {
        self.schema = schema
        filled = schema.columns.map { _ in 0 }
        sums = schema.columns.map { $0.kind == .money ? 0 : nil }
        days = schema.columns.firstIndex { $0.kind == .date }
        region = schema.columns.firstIndex { $0.kind == .region }
    }

    /// A block after it was decoded: `chosen` are the accepted rows.
    mutating func add(_ block: RecordBlock, _ decoder: BlockDecoder, _ chosen: ChosenRows, rejects: [RejectedRow]) {
        facts.rows += block.rows + block.faults.count
        facts.accepted += chosen.count
        facts.rejected += rejects.count
        facts.normalised += decoder.normalised
        facts.malformed += decoder.malformed
        for column in filled.indices where decoder.fields[column] >= 0 && schema.columns[column].kind != .ignored {
            let values = decoder.values[column]
            var n = 0
            for i in 0..<chosen.count { n &+= values[Int(chosen.rows[i])] != absent ? 1 : 0 }
            filled[column] += n
            if sums[column] != nil { addSum(column, values, chosen) }
        }
        if let days { addDays(decoder.values[days], chosen) }
        if let region { addPlaces(decoder.values[region], chosen) }
        for reject in rejects { count(reject) }
    }

    private mutating func addSum(_ column: Int, _ values: UnsafeMutablePointer<Int64>, _ chosen: ChosenRows) {
        var sum = sums[column] ?? 0
        for i in 0..<chosen.count {
            let value = values[Int(chosen.rows[i])]
            if value == absent { continue }
            let (next, overflow) = sum.addingReportingOverflow(value)
            if overflow {
                sums[column] = nil
                return
            }
            sum = next
        }
        sums[column] = sum
    }

    private mutating func addDays(_ values: UnsafeMutablePointer<Int64>, _ chosen: ChosenRows) {
        for i in 0..<chosen.count {
            let value = values[Int(chosen.rows[i])]
            if value == absent { continue }
            facts.firstDay = min(facts.firstDay ?? value, value)
            facts.lastDay = max(facts.lastDay ?? value, value)
        }
    }

    private mutating func addPlaces(_ values: UnsafeMutablePointer<Int64>, _ chosen: ChosenRows) {
        for i in 0..<chosen.count {
            let value = values[Int(chosen.rows[i])]
            if value == absent { continue }
            let township = value / 1000 * 1000
            if facts.places.count >= Self.placeLimit, facts.places[township] == nil { continue }
            facts.places[township, default: 0] += 1
        }
    }

    private mutating func count(_ reject: RejectedRow) {
        let key = reject.reason + "|" + reject.column
        if reasons[key] == nil {
            reasons[key] = RejectCount(reason: reject.reason, column: reject.column, rows: 1, first: reject)
        } else {
            reasons[key]?.rows += 1
        }
    }

    /// Lines of the first file that stand in a corrected file's first column, of the rows accepted now.
    mutating func addMended(_ block: RecordBlock, _ chosen: ChosenRows, field: Int) {
        for i in 0..<chosen.count {
            let at = Int(chosen.rows[i]) * block.columns + field
            let start = Int(block.starts[at])
            let length = Int(block.ends[at]) - start
            guard length > 0, length <= 10, let text = CellText.string(block.bytes + start, length, block.encoding), let line = Int(text) else {
                continue
            }
            facts.mended.append(line)
        }
    }

    /// The tally with its reasons sorted, most rows first.
    func finished() -> ReadingFacts {
        var facts = facts
        for (column, declared) in schema.columns.enumerated() where declared.kind != .ignored {
            facts.filled[declared.name] = filled[column]
            if let sum = sums[column] { facts.sums[declared.name] = sum }
        }
        facts.reasons = reasons.values.sorted { ($1.rows, $0.reason, $0.column) < ($0.rows, $1.reason, $1.column) }
        return facts
    }
}
