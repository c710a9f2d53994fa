import Actions
import Basics
import Storage

/// A decided step of a household's status: entered, exited, returned, policies ended, taken off. Nothing is deleted by it.
package struct ChangeStatus: HouseholdAct {
    package static let name = "household.changeStatus"
    package static let permission = Permission.householdStatus

    package var household: Int64
    package var to: String
    /// The attribute that belongs to the new status; left as it is when not given.
    package var attribute: String?
    package var on: CalendarDate
    /// The decision: meeting, notice, document number.
    package var reason: String
    package var evidence: String?

    package init(household: Int64, to: String, attribute: String? = nil, on: CalendarDate, reason: String, evidence: String? = nil) {
        self.household = household
        self.to = to
        self.attribute = attribute
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    /// Which status may follow which.
    static let steps: [String: Set<String>] = [
        "unregistered": ["poor"],
        "poor": ["exited", "removed"],
        "exited": ["returned", "exited-without", "removed"],
        "exited-without": ["returned", "removed"],
        "returned": ["exited", "removed"],
        "removed": ["poor"],
    ]

    /// The date that each status carries.
    private static let dates: [String: HouseholdField] = [
        "poor": .enteredOn, "exited": .exitedOn, "returned": .relapsedOn, "removed": .removedOn,
    ]

    package func perform(in writing: Writing) throws -> String {
        let change = try HouseholdChange(self, in: writing)
        let before = change.facts.text(.status) ?? "unregistered"
        guard Self.steps[before]?.contains(to) ?? false else { throw Refusal.invalid("to", RegisterProblems.statusStep) }
        var changes: [HouseholdField: Value] = [.status: .text(to)]
        if let date = Self.dates[to] { changes[date] = .text(on.description) }
        if let attribute, !attribute.isEmpty { changes[.attribute] = .text(try checked(attribute)) }
        try change.change(changes)
        try change.close(ChangeRecord(.status, self).with(before: before, after: to))
        return to
    }

    /// An attribute of exited households does not go with a poor one, and the reverse.
    private func checked(_ attribute: String) throws -> String {
        guard let item = CodeLists.shipped["attribute"]?[attribute] else {
            throw Refusal.invalid("attribute", RegisterProblems.unknownCode(attribute))
        }
        let exited = to == "exited" || to == "exited-without"
        guard item.exited.map({ $0 == exited }) ?? true else { throw Refusal.invalid("attribute", RegisterProblems.statusStep) }
        return attribute
    }
}
