import Actions
import Basics
import Storage

/// Somebody with the document in hand says whose number it is: the register is right, the file's name is, or the two are different people.
package struct DecideIdentityQuestion: Action {
    package static let name = "identity.decide"
    package static let permission = Permission.identityDecide

    package enum Decision: String, Codable, Sendable, CaseIterable {
        /// The register stays as it is; the file was wrong.
        case keep
        /// The person gets the file's name; the former one stays on record as what was believed.
        case take
        /// Two people, one of them with a wrong number: the row stays rejected until its file is mended.
        case otherPerson = "other-person"

        var state: IdentityQuestion.State {
            switch self {
            case .keep: .kept
            case .take: .taken
            case .otherPerson: .otherPerson
            }
        }
    }

    package var question: Int64
    package var decision: Decision
    package var reason: String

    package init(question: Int64, decision: Decision, reason: String) {
        (self.question, self.decision, self.reason) = (question, decision, reason)
    }

    package func place(in reading: Reading) throws -> RegionCode? { try IdentityQuestion.find(question, in: reading)?.region }
    package func version(in reading: Reading) throws -> Int64? { try IdentityQuestion.find(question, in: reading)?.leaf }

    package func perform(in writing: Writing) throws -> Decision {
        guard let asked = try IdentityQuestion.find(question, in: writing.reading) else { throw Refusal.notFound }
        guard asked.state == .open else { throw Refusal.conflict(RegisterProblems.questionDecided) }
        try RegisterRules.check(reason: reason)
        if decision == .take { try take(asked, in: writing) }
        try writing.change(
            .identityQuestions, id: question,
            ["state": decision.state.rawValue, "reason": reason, "decided_ms": writing.now, "decided_by": writing.actor.account])
        writing.subject = "household/\(asked.household)"
        writing.note("question", question)
        writing.note("decision", decision.rawValue)
        return decision
    }

    /// Corrects the name for all its time, as an officer would on the household's page, on the evidence of the file.
    private func take(_ asked: IdentityQuestion, in writing: Writing) throws {
        guard asked.kind == .otherName else { throw Refusal.invalid("decision", RegisterProblems.sameName) }
        // Somebody may have corrected it meanwhile.
        guard PersonName.normalise(asked.fileName) != asked.name else { return }
        let correction = CorrectFact(
            household: asked.household, about: .member, person: asked.person, field: MemberField.name.column, value: asked.fileName, reason: reason,
            evidence: "导入 \(asked.batch) 人员表第 \(asked.line) 行")
        _ = try correction.perform(in: writing)
    }
}
