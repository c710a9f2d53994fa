import Actions
import Basics

/// Where a place lies: province, city, county, township, village, as they were called on a day (today when none is said).
package struct RegionPath: Query {
    package static let permission = Permission.regionRead
    package var to: RegionCode
    package var on: CalendarDate?

    package init(to: RegionCode, on: CalendarDate? = nil) {
        self.to = to
        self.on = on
    }

    package func answer(in reading: Reading) throws -> [Region] {
        let path = try RegionNames.path(to: to, on: on ?? reading.today, in: reading)
        guard path.last?.code == to.number else { throw Refusal.notFound }
        return path
    }
}
