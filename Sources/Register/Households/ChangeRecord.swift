import Actions
import Basics
import Storage

/// The kinds of change that the register records; each has an action. The raw value stands in the database and names its text.
package enum ChangeKind: String, Sendable, Codable, CaseIterable {
    case registered, birth, death, marriageIn = "marriage-in", departure, split, splitOff = "split-off", merge, mergedInto = "merged-into"
    case move, succession, head, correction, status, monitoring, riskRemoval = "risk-removal", income, photo, imported
}

/// What is written beside the facts: who changed what, from when, why, on what evidence.
struct ChangeRecord {
    var kind: ChangeKind
    var on: CalendarDate
    var reason: String
    var evidence: String?
    var person: Int64?
    var other: Int64?
    var field: String?
    var before: String?
    var after: String?

    init(_ kind: ChangeKind, _ act: some HouseholdAct) {
        self.kind = kind
        on = act.on
        reason = act.reason
        evidence = act.evidence
    }

    init(_ kind: ChangeKind, on: CalendarDate, reason: String, evidence: String? = nil) {
        self.kind = kind
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    func with(person: Int64? = nil, other: Int64? = nil, field: String? = nil, before: String? = nil, after: String? = nil) -> ChangeRecord {
        var copy = self
        copy.person = person ?? copy.person
        copy.other = other ?? copy.other
        copy.field = field ?? copy.field
        copy.before = before ?? copy.before
        copy.after = after ?? copy.after
        return copy
    }

    func write(household: Int64, in writing: Writing) throws {
        try writing.insert(
            into: .registerChanges,
            [
                "household": household, "kind": kind.rawValue, "effective_on": on, "recorded_ms": writing.now.milliseconds,
                "device_time": writing.deviceTime, "account": writing.actor.account, "person": person, "other_household": other, "field": field,
                "code_before": before, "code_after": after, "reason": reason, "evidence": evidence,
            ])
        if let person { writing.note("person", person) }
    }
}
