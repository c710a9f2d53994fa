import Basics
import Declarations

/// A text in both languages of the product.
package struct Bilingual: Hashable, Sendable {
    package var zh: String
    package var en: String
    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// A checked rule of a pack: law as data, ready for either evaluator.
package struct Rule: Sendable {
    package enum Status: String, Sendable, CaseIterable { case experimental, released, retired }
    /// What a clue of this rule asks for. `veto` bars entry, `strict_review` a closer look, `warning` is an early warning,
    /// `omission` somebody left out, `data_error` a record to be put right.
    package enum Outcome: String, Sendable, CaseIterable {
        case veto, strictReview = "strict_review", warning, omission, dataError = "data_error"
    }

    /// What one clue is about.
    package enum Subject: Sendable {
        case person, household, village
        /// Each row of a dataset, in the scope as `row`.
        case row(dataset: String)
        /// Each group of a dataset's matched rows (or of the register's `persons`) with equal keys, in the scope as `rows`
        /// (the list) and `key` (the list of the keys' values); keys are written over `row`. A clue goes to every distinct
        /// person or household of the group, or to the group itself.
        case group(dataset: String, keys: [CheckedExpression], clueFor: ClueFor)
    }
    package enum ClueFor: String, Sendable, CaseIterable { case person, household, group }

    package struct Reference: Sendable {
        package var title: String
        package var place: String?
        package var section: String?
        package var url: String?
        package init(title: String, place: String? = nil, section: String? = nil, url: String? = nil) {
            self.title = title
            self.place = place
            self.section = section
            self.url = url
        }
    }

    package struct Let: Sendable {
        package var name: String
        package var value: CheckedExpression
        package init(name: String, value: CheckedExpression) {
            self.name = name
            self.value = value
        }
    }

    /// A named number that stands beside a clue. Prints fen, hundredths, yyyymmdd, 0/1 or the whole number.
    package struct Evidence: Sendable {
        package var name: String
        package var title: Bilingual
        package var value: CheckedExpression
        package init(name: String, title: Bilingual, value: CheckedExpression) {
            self.name = name
            self.title = title
            self.value = value
        }
    }

    package var id: String
    package var version: Int
    package var status: Status
    package var title: Bilingual
    package var subject: Subject
    package var outcome: Outcome
    /// 1 (look when there is time) to 3 (look first).
    package var severity: Int
    package var references: [Reference]
    /// When the rule holds; `nil` for an end or start that is not known, which `inForceKnown` says.
    package var inForceFrom: CalendarDate?
    package var inForceUntil: CalendarDate?
    package var inForceKnown: Bool
    /// False where the handbook marks the rule or a number of it as unverified; shown to the user.
    package var verified: Bool
    package var lets: [Let]
    package var condition: CheckedExpression
    package var evidence: [Evidence]
    /// `{name}` stands for an evidence value.
    package var message: Bilingual
    package var investigate: Bilingual
    /// Explanation codes of the pack's `codes/explanations.yaml`.
    package var falsePositives: [String]
    package var knownGaps: Bilingual?
    package var examples: [Example]
    package var position: Position

    /// Facts that must fire or must stay silent; run by `youshu policy check`.
    package struct Example: Sendable {
        package var title: String
        package var fires: Bool
        package var asOf: CalendarDate
        package var facts: Node
        /// Expected evidence by name, as printed numbers; empty to expect none.
        package var evidence: [String: Int64]
        package var position: Position
        package init(title: String, fires: Bool, asOf: CalendarDate, facts: Node, evidence: [String: Int64], position: Position) {
            self.title = title
            self.fires = fires
            self.asOf = asOf
            self.facts = facts
            self.evidence = evidence
            self.position = position
        }
    }

    package init(
        id: String, version: Int, status: Status, title: Bilingual, subject: Subject, outcome: Outcome, severity: Int,
        references: [Reference], inForceFrom: CalendarDate?, inForceUntil: CalendarDate?, inForceKnown: Bool, verified: Bool,
        lets: [Let], condition: CheckedExpression, evidence: [Evidence], message: Bilingual, investigate: Bilingual,
        falsePositives: [String], knownGaps: Bilingual?, examples: [Example], position: Position
    ) {
        self.id = id
        self.version = version
        self.status = status
        self.title = title
        self.subject = subject
        self.outcome = outcome
        self.severity = severity
        self.references = references
        self.inForceFrom = inForceFrom
        self.inForceUntil = inForceUntil
        self.inForceKnown = inForceKnown
        self.verified = verified
        self.lets = lets
        self.condition = condition
        self.evidence = evidence
        self.message = message
        self.investigate = investigate
        self.falsePositives = falsePositives
        self.knownGaps = knownGaps
        self.examples = examples
        self.position = position
    }
}
