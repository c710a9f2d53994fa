import Actions
import Basics
import Storage

/// Names of regions. They are public: a name may be shown of a place outside the scope, what lies in it may not.
package enum RegionNames {
    /// Everything in use or once in use, by code, with the name it has or last had.
    package static func all(in reading: Reading) throws -> [Int64: Region] {
        var regions: [Int64: Region] = [:]
        try reading.reader.forEach(
            """
            SELECT r.id, r.level, r.valid_until, n.name FROM regions r JOIN region_names n ON n.region = r.id WHERE n.valid_until IS NULL
            """
        ) { row in
            let region = try region(row)
            regions[region.code] = region
            return true
        }
        return regions
    }

    /// The places a code lies in, from the province down to itself, as they were called on a day. A day before a list was loaded is
    /// answered with the first name known.
    package static func path(to code: RegionCode, on day: CalendarDate, in reading: Reading) throws -> [Region] {
        let codes = RegionCode.Level.allCases.compactMap { code.ancestor(at: $0)?.number }
        let rows = try reading.rows(
            """
            SELECT r.id, r.level, r.valid_until, n.name, n.valid_from AS named_from FROM regions r JOIN region_names n ON n.region = r.id
            WHERE r.id IN \(list: codes) ORDER BY r.id, n.valid_from
            """)
        var path: [Region] = []
        for row in rows {
            let region = try region(row)
            if path.last?.code != region.code {
                path.append(region)
            } else if try row.date("named_from") <= day {
                path[path.count - 1] = region
            }
        }
        return path
    }

    /// Whether a code exists and had not ended on a day. A list's day is not when the place began, so the beginning is not asked.
    package static func isInUse(_ code: RegionCode, on day: CalendarDate, in reading: Reading) throws -> Bool {
        try reading.row("SELECT r.id FROM regions r WHERE r.id = \(code.number) AND (r.valid_until IS NULL OR r.valid_until > \(day))") != nil
    }

    static func region(_ row: Row) throws -> Region {
        Region(
            code: try row.integer("id"), name: try row.text("name"), level: try row.text("level"), until: try row.optionalDate("valid_until"))
    }
}

extension RegionNames {
    /// The townships and villages of a county that are in use on a day, each township before its villages.
    package static func below(_ county: RegionCode, on day: CalendarDate, in reading: Reading) throws -> [Region] {
        try named("r.level IN ('township', 'village') AND \(sql: SQL.within(county, "r.id"))", on: day, in: reading)
    }

    /// The counties of a province or a city that are in use on a day.
    package static func counties(of place: RegionCode, on day: CalendarDate, in reading: Reading) throws -> [Region] {
        try named("r.level = 'county' AND \(sql: SQL.within(place, "r.id"))", on: day, in: reading)
    }

    /// The villages of a place that are in use on a day.
    package static func villages(of place: RegionCode, on day: CalendarDate, in reading: Reading) throws -> [Region] {
        try named("r.level = 'village' AND \(sql: SQL.within(place, "r.id"))", on: day, in: reading)
    }

    private static func named(_ condition: SQL, on day: CalendarDate, in reading: Reading) throws -> [Region] {
        try reading.rows(
            """
            SELECT r.id, r.level, r.valid_until, n.name FROM regions r JOIN region_names n ON n.region = r.id
            WHERE \(sql: condition) AND (r.valid_until IS NULL OR r.valid_until > \(day)) AND n.valid_until IS NULL ORDER BY r.id
            """
        ).map(region)
    }
}
