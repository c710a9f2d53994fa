import Actions
import Basics
import Storage

/// The places directly below one, for the switcher: within the scope those in use on a day; on the way down to the scope only the one
/// that leads to it, because what lies beside it is not theirs to choose.
package struct RegionChildren: Query {
    package static let permission = Permission.regionRead
    package var of: RegionCode
    package var on: CalendarDate?

    package init(of: RegionCode, on: CalendarDate? = nil) {
        self.of = of
        self.on = on
    }

    package func answer(in reading: Reading) throws -> [Region] {
        let day = on ?? reading.today
        guard reading.scope.contains(of) || of.contains(reading.scope.region) else { throw Refusal.notFound }
        return try reading.rows(
            """
            SELECT r.id, r.level, r.valid_until, n.name FROM regions r JOIN region_names n ON n.region = r.id
            WHERE r.parent = \(of.number) AND (r.valid_until IS NULL OR r.valid_until > \(day))
            AND n.valid_from = (SELECT MAX(m.valid_from) FROM region_names m WHERE m.region = r.id AND m.valid_from <= \(day)) ORDER BY r.id
            """
        ).map(RegionNames.region).filter { child in
            guard let code = RegionCode(number: child.code) else { return false }
            return reading.scope.contains(code) || code.contains(reading.scope.region)
        }
    }
}
