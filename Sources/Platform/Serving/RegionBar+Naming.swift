import Actions
import Basics
import Regions
import Web

extension RegionBar {
    /// What the bar at the top shows: the places above the account's own, which it cannot leave; the way down to where it looks; what lies below.
    static func named(_ looking: RegionCode, _ scope: Scope, _ reading: Reading) throws -> RegionBar {
        let path = try RegionNames.path(to: looking, on: reading.today, in: reading).map { Place($0) }
        let here = path.last { $0.code == looking.digits } ?? Place(code: looking.digits, name: looking.prefix)
        let own = scope.region.level
        let above = path.filter { $0.code != here.code }
        let below = looking.level == .village ? [] : try RegionChildren(of: looking).answer(in: reading).map { Place($0) }
        return RegionBar(
            locked: above.filter { $0.level < own }, above: above.filter { $0.level >= own }, here: here, below: below)
    }
}

extension RegionBar.Place {
    fileprivate init(_ region: Region) { self.init(code: String(region.code), name: region.name) }

    fileprivate var level: RegionCode.Level { (try? RegionCode(code).level) ?? .village }
}
