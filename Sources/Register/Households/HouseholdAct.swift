import Actions
import Basics
import Storage

/// A change to one household: from when, why, on what evidence. Each kind is an action of its own.
package protocol HouseholdAct: Action {
    var household: Int64 { get }
    /// From when the change holds.
    var on: CalendarDate { get }
    var reason: String { get }
    /// What proves it: a certificate's number, a photo's number, a meeting's minutes.
    var evidence: String? { get }
}

extension HouseholdAct {
    package static var permission: Permission { .householdChange }

    package func place(in reading: Reading) throws -> RegionCode? { try HouseholdThread.find(household, in: reading)?.region }
    package func version(in reading: Reading) throws -> Int64? { try HouseholdThread.find(household, in: reading)?.leaf }
}
