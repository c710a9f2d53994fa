import Actions
import Basics
import Synchronization
import Web

/// Sheets that were drawn already: cutting borders down takes longer than a page may.
package final class MapCabinet: Sendable {
    private struct Key: Hashable {
        let regions: [RegionCode]
        let version: Int64
    }

    private struct Kept {
        var sheets: [Key: MapSheet?] = [:]
        var order: [Key] = []
    }

    private let kept = Mutex(Kept())
    /// Sheets that are kept: some tens of kilobytes each.
    private static let most = 200

    package init() {}

    /// The sheet of some regions; nil where none of them has an outline.
    func sheet(of regions: [RegionCode], at desk: Desk, as actor: Actor) async throws -> MapSheet? {
        let key = Key(regions: regions.sorted(), version: try await desk.ask(MapVersion(), as: actor))
        if let known = kept.withLock({ $0.sheets[key] }) { return known }
        let sheet = MapSheet(try await desk.ask(MapShapes(of: regions), as: actor))
        kept.withLock { kept in
            if kept.sheets.updateValue(sheet, forKey: key) == nil { kept.order.append(key) }
            while kept.order.count > Self.most { kept.sheets[kept.order.removeFirst()] = nil }
        }
        return sheet
    }
}
