import Actions
import Basics
import Storage

extension RegionNames {
    /// Where each of some places lies, from the county down (a province or city by itself), as it is called now: 石桥县 大坪乡 田家村. A code
    /// that is in no list is missing.
    package static func places(of codes: some Sequence<RegionCode>, in reading: Reading) throws -> [RegionCode: String] {
        let codes = Set(codes)
        let wanted = Set(codes.flatMap { code in RegionCode.Level.allCases.compactMap { code.ancestor(at: $0)?.number } })
        guard !wanted.isEmpty else { return [:] }
        var names: [Int64: String] = [:]
        let sql: SQL = "SELECT region, name FROM region_names WHERE valid_until IS NULL AND region IN \(list: wanted.sorted())"
        for row in try reading.rows(sql) { names[try row.integer("region")] = try row.text("name") }
        var places: [RegionCode: String] = [:]
        for code in codes where names[code.number] != nil {
            let levels = RegionCode.Level.allCases.filter { $0 >= min(.county, code.level) && $0 <= code.level }
            places[code] = levels.compactMap { code.ancestor(at: $0).flatMap { names[$0.number] } }.joined(separator: " ")
        }
        return places
    }

    /// Which of some codes no list holds, or whose region has ended by a day. Where no list was loaded yet, none is unknown.
    package static func unknown(among codes: some Sequence<RegionCode>, on day: CalendarDate, in reading: Reading) throws -> Set<RegionCode> {
        guard try reading.row("SELECT id FROM regions LIMIT 1") != nil else { return [] }
        var unknown = Set(codes)
        let wanted = unknown.map(\.number).sorted()
        for start in stride(from: 0, to: wanted.count, by: 500) {
            let some = Array(wanted[start..<min(start + 500, wanted.count)])
            let sql: SQL = "SELECT id FROM regions WHERE id IN \(list: some) AND (valid_until IS NULL OR valid_until > \(day))"
            for row in try reading.rows(sql) { unknown.remove(try row.region("id")) }
        }
        return unknown
    }
}
