import Actions
import Basics
import Storage

/// A household is taken under monitoring against return to poverty, or its kind or risks change: one to five risks, each needing measures.
package struct MonitorHousehold: HouseholdAct {
    package static let name = "household.monitor"
    package static let permission = Permission.householdStatus

    package var household: Int64
    /// A code of the kinds of monitored household.
    package var kind: String
    package var risks: [String]
    package var consentLetter: String?
    package var on: CalendarDate
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, kind: String, risks: [String], consentLetter: String? = nil, on: CalendarDate, reason: String, evidence: String? = nil
    ) {
        self.household = household
        self.kind = kind
        self.risks = risks
        self.consentLetter = consentLetter
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> String {
        let change = try HouseholdChange(self, in: writing)
        try RegisterRules.check(code: kind, of: "monitored", field: "kind")
        let value: Value
        do throws(Problem) { value = try FactReading.value(risks.joined(separator: ","), of: HouseholdField.risks.declaration) } catch {
            throw Refusal.invalid("risks", error)
        }
        guard value != .null else { throw Refusal.invalid("risks", RegisterProblems.noRisk) }
        let registered = ["exited", "exited-without", "poor", "returned"].contains(change.facts.text(.status) ?? "")
        if kind == "unstable", !registered { throw Refusal.invalid("kind", RegisterProblems.unstableNeverPoor) }
        if kind == "marginal", registered { throw Refusal.invalid("kind", RegisterProblems.marginalWasPoor) }
        var changes: [HouseholdField: Value] = [
            .monitored: .text(kind), .risks: value, .riskRemoved: .integer(0), .riskRemovalWay: .null, .riskRemovedOn: .null,
            .wasRegistered: .integer(registered ? 1 : 0),
        ]
        if change.facts.text(.monitored) == nil || change.facts.flag(.riskRemoved) == true { changes[.identifiedOn] = .text(on.description) }
        if let consentLetter, !consentLetter.isEmpty { changes[.consentLetter] = .text(consentLetter) }
        let before = change.facts.text(.risks)
        try change.change(changes)
        try change.close(ChangeRecord(.monitoring, self).with(before: before, after: risks.joined(separator: ",")))
        return kind
    }
}
