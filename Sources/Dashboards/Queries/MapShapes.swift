import Actions
import Basics
import Register
import Storage

/// Outlines of some regions, as far as there are any. Outlines are public, like names; what is worth seeing within them is not.
struct MapShapes: Query {
    static let permission = Permission.figureRead
    let of: [RegionCode]

    func answer(in reading: Reading) throws -> [(region: RegionCode, outline: MapOutline)] {
        let codes = of.map(\.number).sorted()
        var found: [(RegionCode, MapOutline)] = []
        for start in stride(from: 0, to: codes.count, by: 500) {
            let some = Array(codes[start..<min(start + 500, codes.count)])
            for row in try reading.rows("SELECT s.id, s.outline FROM map_shapes s WHERE s.id IN \(list: some) ORDER BY s.id") {
                if let outline = MapOutline(bytes: try row.bytes("outline")) { found.append((try row.region("id"), outline)) }
            }
        }
        return found
    }
}

/// Whether anything was drawn since: the number of the last map that was taken over; 0 before the first.
struct MapVersion: Query {
    static let permission = Permission.figureRead
    func answer(in reading: Reading) throws -> Int64 { try reading.count("SELECT COALESCE(MAX(i.id), 0) FROM map_imports i") }
}
