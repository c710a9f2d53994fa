import Actions
import Basics
import Regions
import Storage

/// A household moves to another village. It keeps its number and its history; from the day on it belongs to the other place, and whoever
/// looks after the old one sees it no more. Moving it out of one's own region needs a permission of its own.
package struct MoveHousehold: HouseholdAct {
    package static let name = "household.move"

    package var household: Int64
    package var to: Int64
    package var naturalVillage: String?
    package var address: String?
    package var on: CalendarDate
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, to: Int64, naturalVillage: String? = nil, address: String? = nil, on: CalendarDate, reason: String,
        evidence: String? = nil
    ) {
        self.household = household
        self.to = to
        self.naturalVillage = naturalVillage
        self.address = address
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> Int64 {
        let change = try HouseholdChange(self, in: writing)
        guard let target = RegionCode(number: to), target.level == .village,
            try RegionNames.isInUse(target, on: writing.today, in: writing.reading)
        else { throw Refusal.invalid("to", RegisterProblems.notAVillage(to)) }
        guard target != change.thread.region else { throw Refusal.invalid("to", RegisterProblems.sameRegion) }
        if !writing.actor.scope.contains(target), !writing.actor.may(.householdMoveOut) { throw Refusal.forbidden(.householdMoveOut) }
        var changes: [HouseholdField: Value] = [.region: .integer(to)]
        do {
            changes[.naturalVillage] = try FactReading.value(naturalVillage ?? "", of: HouseholdField.naturalVillage.declaration)
            changes[.address] = try FactReading.value(address ?? "", of: HouseholdField.address.declaration)
        } catch { throw Refusal.invalid("address", error) }
        try change.change(changes)
        try change.close(ChangeRecord(.move, self).with(before: change.thread.region.digits, after: target.digits))
        try PeopleIndex.move(household: household, to: target, in: writing)
        return to
    }
}
