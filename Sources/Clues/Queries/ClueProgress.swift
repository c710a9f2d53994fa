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
        let today = reading.today.daysSinceEpoch
        var counts: [Int64: (states: [Int64], late: Int64)] = [:]
        for village in try ClueLedger.sheet(for: reading).villages(in: reading.scope) {
            var count = counts[village.code / unit] ?? ([Int64](repeating: 0, count: ClueState.allCases.count), 0)
            for mark in village.marks {
                count.states[Int(mark.state)] += 1
                if mark.isOpen, mark.isLate(on: today) { count.late += 1 }
            }
            counts[village.code / unit] = count
        }
        // A clue may lie in the region looked at itself, and in no place below it.
        let lines = counts.compactMap { place, count in
            RegionCode(number: place * unit).map { region in
                let states = zip(ClueState.allCases, count.states).filter { $0.1 > 0 }
                return Line(region: region, states: Dictionary(uniqueKeysWithValues: states.map { ($0, $1) }), late: count.late)
            }
        }
        return Answer(lines: lines.sorted { ($0.late, $1.region.number) > ($1.late, $0.region.number) }, today: reading.today)
    }
}

/// What of the clues waits for the reader.
struct CluesWaiting {
    private let reading: Reading
    private let sheet: LedgerSheet

    init(_ reading: Reading) throws {
        self.reading = reading
        sheet = try ClueLedger.sheet(for: reading)
    }

    /// Clues in these states, and those that were raised out of them.
    func count(_ states: [ClueState]) -> Int64 {
        let meant = states.reduce(0 as UInt32) { $0 | 1 << UInt32(ClueMark.code(of: $1)) }
        return sheet.count(in: reading.scope) { mark in meant & (1 << UInt32(mark.state) | (mark.held == .max ? 0 : 1 << UInt32(mark.held))) != 0 }
    }

    func late() -> Int64 {
        let today = reading.today.daysSinceEpoch
        return sheet.count(in: reading.scope) { $0.isOpen && $0.isLate(on: today) }
    }

    func open() -> Int64 { sheet.count(in: reading.scope) { $0.isOpen } }

    /// Drawn by lot and not judged yet.
    static func drawn(_ reading: Reading) throws -> Int64 {
        try reading.count(
            """
            SELECT COUNT(*) FROM clue_reviews w JOIN clues c ON c.id = w.clue
            WHERE w.result = 'waiting' AND \(within: reading.scope, "c.region")
            """)
    }
}
