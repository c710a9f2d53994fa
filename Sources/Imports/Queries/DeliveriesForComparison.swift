import Actions
import Basics
import Register
import Storage

/// What departments have told about a region on a day: of every source the whole deliveries in use there, for the region itself, for places above it
/// and for places in it, each with its supplements.
///
/// For a village the newest period decides, and among deliveries of one period the one made for the smaller place: what `DeliveriesInUse` shows on a
/// household's page is what a comparison reads.
package struct DeliveriesForComparison: Query {
    package static let permission = Permission.householdRead
    package var region: RegionCode
    package var day: CalendarDate
    /// As it was before these were taken into use: without them, and with what they replaced.
    package var before: Set<Int64>

    package init(region: RegionCode, day: CalendarDate, before: Set<Int64> = []) { (self.region, self.day, self.before) = (region, day, before) }

    package struct Whole: Sendable {
        package var id: Int64
        package var region: RegionCode
        package var period: String
        package var periodLast: CalendarDate
        package var parsed: BlobName
        /// Of whom its rows speak; nil for sources without an index.
        package var owners: BlobName?
        package var rows: Int
        package var supplements: [Supplement]
        /// Places in its region where another one is in use.
        package var notIn: [RegionCode]
        var version: Int64
    }

    package struct Supplement: Sendable {
        package var id: Int64
        package var parsed: BlobName
        package var owners: BlobName?
        package var rows: Int
    }

    /// By source, in the order of their ids.
    package func answer(in reading: Reading) throws -> [String: [Whole]] {
        var bySource: [String: [Row]] = [:]
        for row in try rows(reading) { bySource[try row.text("source"), default: []].append(row) }
        return try bySource.mapValues(Self.inUse).filter { !$0.value.isEmpty }
    }

    private func rows(_ reading: Reading) throws -> [Row] {
        let above = RegionCode.Level.allCases.compactMap { region.ancestor(at: $0)?.number }
        return try reading.rows(
            """
            SELECT d.id, d.source, d.region, d.period, d.period_last, d.version, d.base_id, d.rows_accepted, f.parsed_blob, o.blob AS owners
            FROM deliveries d JOIN delivery_files f ON f.delivery_id = d.id LEFT JOIN delivery_owners o ON o.delivery_id = d.id
            WHERE (d.region IN \(list: above) OR \(within: Scope(region: region), "d.region"))
              AND \(sql: inUse) AND f.parsed_blob IS NOT NULL AND d.period_first <= \(day)
            ORDER BY d.source, d.id
            """)
    }

    private var inUse: SQL {
        guard !before.isEmpty else { return "d.state = 'accepted'" }
        let later = before.sorted()
        return "(d.state = 'accepted' OR (d.state = 'superseded' AND d.superseded_by IN \(list: later))) AND d.id NOT IN \(list: later)"
    }

    private static func owners(_ row: Row) throws -> BlobName? { try row.optionalText("owners").flatMap { BlobName($0) } }

    private static func accepted(_ row: Row) throws -> Int { Int(clamping: try row.optionalInteger("rows_accepted") ?? 0) }

    private static func inUse(_ rows: [Row]) throws -> [Whole] {
        var wholes: [Whole] = []
        for row in rows where try row.isNull("base_id") {
            guard let parsed = try BlobName(row.text("parsed_blob")) else { continue }
            wholes.append(
                Whole(
                    id: try row.integer("id"), region: try row.region("region"), period: try row.text("period"),
                    periodLast: try row.date("period_last"), parsed: parsed, owners: try owners(row), rows: try accepted(row), supplements: [],
                    notIn: [],
                    version: try row.integer("version")))
        }
        for row in rows {
            guard let base = try row.optionalInteger("base_id"), let place = wholes.firstIndex(where: { $0.id == base }),
                let parsed = try BlobName(row.text("parsed_blob"))
            else { continue }
            wholes[place].supplements.append(Supplement(id: try row.integer("id"), parsed: parsed, owners: try owners(row), rows: try accepted(row)))
        }
        // One for each place: its newest.
        let newest = Dictionary(grouping: wholes, by: \.region).compactMap { $0.value.max { $1.isBetter(than: $0) } }
        return newest.compactMap { whole in
            guard !newest.contains(where: { $0.region != whole.region && $0.region.contains(whole.region) && $0.isBetter(than: whole) }) else {
                return nil
            }
            var whole = whole
            whole.notIn = newest.filter { $0.region != whole.region && whole.region.contains($0.region) && $0.isBetter(than: whole) }.map(\.region)
            return whole
        }.sorted { $0.id < $1.id }
    }
}

extension DeliveriesForComparison.Whole {
    /// The order of `DeliveriesInUse`.
    fileprivate func isBetter(than other: Self) -> Bool {
        (other.periodLast, other.region.level, other.version) < (periodLast, region.level, version)
    }
}
