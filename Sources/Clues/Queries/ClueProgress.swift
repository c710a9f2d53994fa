import Actions
import Basics
import Storage

/// How far the clues of a region are: counts by state for each place one level below.
package struct ClueProgress: Query {
    package static let permission = Permission.clueFigures
    package init() {}

    package struct Line: Sendable {
        package var region: RegionCode
        package var states: [ClueState: Int64]
        package var late: Int64
        package var all: Int64 { states.values.reduce(0, +) }
        package var closed: Int64 { states[.closed] ?? 0 }
    }

    package struct Answer: Sendable {
        package var lines: [Line]
        package var today: CalendarDate
    }

    package func answer(in reading: Reading) throws -> Answer {
        let below = RegionCode.Level(rawValue: reading.scope.region.level.rawValue + 1) ?? .village
        var unit: Int64 = 1
        for _ in below.digits..<12 { unit *= 10 }
        var lines: [Line] = []
        var from: Int64 = 0
        // From one place that has clues to the next, each counted on the index of states: grouping a million rows would take the tenfold time.
        while let place = try nextPlace(from: from, unit, reading) {
            if let line = try line(place, unit, reading) { lines.append(line) }
            from = (place + 1) * unit
        }
        return Answer(lines: lines.sorted { ($0.late, $1.region.number) > ($1.late, $0.region.number) }, today: reading.today)
    }

    private func nextPlace(from: Int64, _ unit: Int64, _ reading: Reading) throws -> Int64? {
        let row = try reading.row(
            "SELECT MIN(c.region) AS region FROM clues c WHERE \(within: reading.scope, "c.region") AND c.region >= \(from)")
        return try row?.optionalInteger("region").map { $0 / unit }
    }

    private func line(_ place: Int64, _ unit: Int64, _ reading: Reading) throws -> Line? {
        guard let region = RegionCode(number: place * unit) else { return nil }
        // A clue may lie in the region looked at itself, and in no place below it.
        let isItself = region == reading.scope.region
        guard let scope = isItself ? reading.scope : reading.scope.narrowed(to: region) else { return nil }
        let here: SQL = isItself ? "\(within: scope, "c.region") AND c.region = \(region)" : "\(within: scope, "c.region")"
        var line = Line(region: region, states: [:], late: 0)
        for state in ClueState.allCases {
            let count = try reading.count("SELECT COUNT(*) FROM clues c WHERE c.state = \(state) AND \(sql: here)")
            if count > 0 { line.states[state] = count }
        }
        line.late = try reading.count(
            "SELECT COUNT(*) FROM clues c WHERE c.closed_ms IS NULL AND c.due_on < \(reading.today) AND \(sql: here)")
        return line
    }
}

/// What of the clues waits for the reader.
struct CluesWaiting {
    private let reading: Reading
    init(_ reading: Reading) { self.reading = reading }

    /// Clues in these states, and those that were raised out of them.
    func count(_ states: [ClueState]) throws -> Int64 {
        let names = states.map(\.rawValue)
        let raised = try reading.count(
            "SELECT COUNT(*) FROM clues c WHERE c.state = 'escalated' AND c.held IN \(list: names) AND \(within: reading.scope, "c.region")")
        return try raised
            + reading.count("SELECT COUNT(*) FROM clues c WHERE c.state IN \(list: names) AND \(within: reading.scope, "c.region")")
    }

    func late() throws -> Int64 {
        try reading.count(
            "SELECT COUNT(*) FROM clues c WHERE c.closed_ms IS NULL AND c.due_on < \(reading.today) AND \(within: reading.scope, "c.region")")
    }

    func open() throws -> Int64 {
        try reading.count("SELECT COUNT(*) FROM clues c WHERE c.closed_ms IS NULL AND \(within: reading.scope, "c.region")")
    }

    /// Drawn by lot and not judged yet.
    func drawn() throws -> Int64 {
        try reading.count(
            """
            SELECT COUNT(*) FROM clue_reviews w JOIN clues c ON c.id = w.clue
            WHERE w.result = 'waiting' AND \(within: reading.scope, "c.region")
            """)
    }
}
