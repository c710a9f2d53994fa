/// The facts a rule may name. Made from the sources' schemas by whoever knows both (module Comparison).
package struct Vocabulary: Sendable {
    /// Keyed by `person`, `household`, `village` and every dataset's name.
    package var records: [String: RecordType]
    /// What the packs' own `parameters/` give under `parameter.` is added by the pack loader.
    package init(records: [String: RecordType]) { self.records = records }
}

/// A kind of record: the register's person, household and village, or one row of a dataset.
///
/// Beside its own columns a record has links: a person has `household`; a household `members` and `village`; a village
/// `households`; a row that matched has `person`, `household`, `village` as far as its anchor reaches. Person, household
/// and village also have, by name, the list of rows of every dataset anchored at or below them (`person.vehicles`,
/// `household.vehicles` with the rows of all members, `village.vehicles`).
package struct RecordType: Sendable {
    /// What a dataset's row is matched to.
    package enum Anchor: String, Sendable { case person, household, village, none }

    package var name: String
    package var anchor: Anchor
    package var fields: [Field]

    package init(name: String, anchor: Anchor, fields: [Field]) {
        self.name = name
        self.anchor = anchor
        self.fields = fields
    }

    package struct Field: Sendable {
        package var name: String
        package var type: ValueType
        /// Whether a cell may be empty, which makes the field absent.
        package var optional: Bool
        /// The values a coded text may take; nil for free text and other types.
        package var codes: [String]?
        package var title: String

        package init(name: String, type: ValueType, optional: Bool, codes: [String]? = nil, title: String) {
            self.name = name
            self.type = type
            self.optional = optional
            self.codes = codes
            self.title = title
        }
    }
}
