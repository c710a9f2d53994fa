import Actions
import Basics

/// What came of a comparison over the database.
package struct RunOutcome: Sendable {
    /// `comparison_runs.id`; 0 for a re-evaluation of a few households, which keeps no run.
    package var run: Int64
    package var asOf: CalendarDate
    /// What was looked at: a clue outside it is not touched by this outcome.
    package var extent: Extent
    /// All rules of the packs in force, those that were skipped with their reason. Clues of a skipped rule are neither confirmed nor refuted.
    package var rules: [RuleOutcome]
    package var clues: [FoundInRegister]
    /// About whom a rule that was asked could not decide, by the identity a clue about them has: such a clue is neither confirmed nor refuted.
    package var undecided: Set<Int64> = []

    package enum Extent: Sendable, Hashable {
        /// A region with everything below it.
        case region(Int64)
        /// Everything that rules say of some households (`households.id`), their people and what belongs to them; and the clues of these identities,
        /// which are about villages, rows and groups that were asked again, and about others in these groups.
        case touched(households: Set<Int64>, identities: Set<Int64>)
    }

    package init(run: Int64, asOf: CalendarDate, extent: Extent, rules: [RuleOutcome], clues: [FoundInRegister]) {
        (self.run, self.asOf, self.extent, self.rules, self.clues) = (run, asOf, extent, rules, clues)
    }
}

/// What came of one rule.
package struct RuleOutcome: Sendable, Hashable {
    /// The rule's id.
    package var id: String
    package var pack: String
    package var packVersion: Int
    package var title: [String: String]
    /// Why it was not run; nil when it was.
    package var skipped: String?
    /// Whom it was asked of, and for how many of them its condition ended in an error.
    package var subjects: Int
    package var undecided: Int
    package var clues: Int
    /// Whether a clue that is not among those found is no longer true: not of a rule that was skipped, nor of one that could not decide about so many
    /// that they are not told one by one.
    package var refutes: Bool
    /// What the rule says of the clue's kind (`Rule.Outcome`: veto, strict_review, warning, omission, data_error) and how grave it is.
    package var outcome: String
    package var severity: Int
    /// Codes of explanations that are usual for the rule's false clues.
    package var falsePositives: [String]

    package init(
        id: String, pack: String, packVersion: Int, title: [String: String], skipped: String?, subjects: Int, undecided: Int, clues: Int,
        refutes: Bool = true, outcome: String = "", severity: Int = 0, falsePositives: [String] = []
    ) {
        self.refutes = refutes && skipped == nil
        (self.outcome, self.severity, self.falsePositives) = (outcome, severity, falsePositives)
        (self.id, self.pack, self.packVersion, self.title) = (id, pack, packVersion, title)
        (self.skipped, self.subjects, self.undecided, self.clues) = (skipped, subjects, undecided, clues)
    }
}

/// What a room above does with an outcome. It may be given the same outcome again, when the job was killed after it: doing it twice is doing it once.
package typealias TakeUp = @Sendable (RunOutcome, Work) async throws -> Void
