import Actions
import Basics
import Storage

/// The risks of a monitored household are removed. It stays in the register and its kind stays known; it is looked after once a year.
package struct RemoveRisk: HouseholdAct {
    package static let name = "household.removeRisk"
    package static let permission = Permission.householdStatus

    package var household: Int64
    /// `help` or `natural`.
    package var way: String
    package var on: CalendarDate
    package var reason: String
    package var evidence: String?

    package init(household: Int64, way: String, on: CalendarDate, reason: String, evidence: String? = nil) {
        self.household = household
        self.way = way
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> String {
        let change = try HouseholdChange(self, in: writing)
        try RegisterRules.check(code: way, of: "removal_way", field: "way")
        guard change.facts.text(.monitored) != nil, change.facts.flag(.riskRemoved) != true else {
            throw Refusal.invalid("household", RegisterProblems.notMonitored)
        }
        let before = change.facts.text(.risks)
        try change.change([.riskRemoved: .integer(1), .riskRemovalWay: .text(way), .riskRemovedOn: .text(on.description)])
        try change.close(ChangeRecord(.riskRemoval, self).with(before: before, after: way))
        return way
    }
}
