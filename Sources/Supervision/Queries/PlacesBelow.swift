import Actions
import Basics
import Regions
import Storage

/// The places directly below the one looked at, as counts are put together by them.
struct PlacesBelow {
    let scope: Scope
    /// A region's code divided by this is its place's number.
    let unit: Int64

    init(_ scope: Scope) {
        self.scope = scope
        let below = RegionCode.Level(rawValue: scope.region.level.rawValue + 1) ?? .village
        var unit: Int64 = 1
        for _ in below.digits..<12 { unit *= 10 }
        self.unit = unit
    }

    /// The place of a number; what lies in the region itself and in no place below it is the region's own.
    func place(_ number: Int64) -> RegionCode? { RegionCode(number: number * unit) }

    func place(of region: RegionCode) -> RegionCode? { place(region.number / unit) }

    /// What places are called by themselves.
    static func names(_ codes: some Sequence<RegionCode>, in reading: Reading) throws -> [RegionCode: String] {
        try RegionNames.places(of: codes, in: reading).mapValues { name in name.split(separator: " ").last.map(String.init) ?? name }
    }
}
