import Basics
import PolicyLanguage

/// What a run over the database found: one clue, with the database's own ids.
package struct FoundInRegister: Sendable, Hashable {
    /// The bit pattern of `Clue.identity`: the same from run to run for the same rule, subject and grouping key.
    package var identity: Int64
    /// The rule's id, the pack it stands in (`hebei/entry-bars-2018`) and the installed version of that pack.
    package var rule: String
    package var pack: String
    package var packVersion: Int
    package var subject: Subject
    /// `households.id`.
    package var household: Int64?
    /// `members.person`.
    package var person: Int64?
    /// Where the clue is worked on: 12 digits, filled up with zeros; 0 for nowhere.
    package var region: Int64
    /// In the rule's order.
    package var evidence: [EvidenceItem]
    /// What a row or a group is called by, unmasked; empty for persons, households and villages. By part, whether it tells who somebody is.
    package var key: [String]
    package var personalKeys: [Bool]
    /// Names of the sources (`vehicles`) whose rows the rule looks at; Imports shows them by owner.
    package var sources: [String]

    package enum Subject: String, Sendable, Codable, CaseIterable { case person, household, village, row, group }

    package init(
        identity: Int64, rule: String, pack: String, packVersion: Int, subject: Subject, household: Int64?, person: Int64?, region: Int64,
        evidence: [EvidenceItem], key: [String] = [], personalKeys: [Bool] = [], sources: [String] = []
    ) {
        (self.identity, self.rule, self.pack, self.packVersion) = (identity, rule, pack, packVersion)
        (self.subject, self.household, self.person, self.region) = (subject, household, person, region)
        (self.evidence, self.key, self.personalKeys, self.sources) = (evidence, key, personalKeys, sources)
    }
}

/// One number that a clue rests on, as printed.
package struct EvidenceItem: Sendable, Hashable, Codable {
    /// What the value is a number of: fen, hundredths of the unit, yyyymmdd, 0 or 1, a whole number.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case money, squareMetres, mu, kilometres, percent, decimal, date, flag, number
    }

    /// The name in the rule.
    package var name: String
    package var title: [String: String]
    package var kind: Kind
    /// 0 where there is none.
    package var value: Int64

    package init(name: String, title: [String: String], kind: Kind, value: Int64) {
        (self.name, self.title, self.kind, self.value) = (name, title, kind, value)
    }
}
