import Actions
import Basics
import PolicyLanguage
import Storage

/// Puts the packs in force that come with the program, for a region and what lies in it; those that are there already are left alone.
package struct InstallPacks: Action {
    package static let name = "policy.install"
    package static let permission = Permission.policyApprove
    var packs: [PackTexts]
    var from: CalendarDate

    /// `from` is a day long past for packs whose parameters tell themselves since when they hold.
    package init(packs: [PackTexts], from: CalendarDate = CalendarDate(daysSinceEpoch: 0)) { (self.packs, self.from) = (packs, from) }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Int {
        let known = Set(try writing.transaction.rows("SELECT DISTINCT p.pack FROM policy_packs p").map { try $0.text("pack") })
        var installed = 0
        for pack in packs where !known.contains(pack.id) {
            try writing.insert(
                into: .policyPacks,
                [
                    "pack": pack.id, "region": writing.reading.scope.region, "version": 1, "in_force_from": from,
                    "texts": try LawLibrary.text(of: pack.files), "approved_by": writing.actor.account, "installed_ms": writing.now,
                ])
            installed += 1
        }
        writing.note("packs", Int64(installed))
        return installed
    }
}

/// Says that a county works by the law of another area, or again by its own.
package struct FollowLaw: Action {
    package static let name = "policy.follow"
    package static let permission = Permission.policyApprove
    var region: Int64
    /// Digits of the area; empty for the county's own.
    var area: String

    package init(region: Int64, area: String) { (self.region, self.area) = (region, area) }

    package func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    package func perform(in writing: Writing) throws -> Int64 {
        guard area.isEmpty || ([2, 4, 6, 9, 12].contains(area.utf8.count) && area.utf8.allSatisfy { (0x30...0x39).contains($0) }) else {
            throw Refusal.invalid("area", .badArea)
        }
        let known = try writing.transaction.row("SELECT a.id FROM policy_areas a WHERE a.region = \(region)")?.integer("id")
        switch (known, area.isEmpty) {
        case (let id?, true): try writing.remove(.policyAreas, id: id)
        case (let id?, false): try writing.change(.policyAreas, id: id, ["area": area])
        case (nil, true): break
        case (nil, false): try writing.insert(into: .policyAreas, ["region": region, "area": area])
        }
        return region
    }
}
