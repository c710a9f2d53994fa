import Basics
import Policies

/// A clue as a run found it, in the form in which it is taken up.
struct FoundClue: Codable, Sendable, Hashable {
    var identity: Int64
    var rule: String
    var packVersion: Int
    var subject: String
    var household: Int64?
    var person: Int64?
    /// 12 digits.
    var region: Int64
    /// The numbers in the rule's order.
    var evidence: String
    /// What a row or a group is called by; personal parts are masked, because nobody has to know them to work on the clue.
    var key: String?

    /// `nowhere`: the region a clue is kept under that belongs to no place: that of the run.
    init(_ found: FoundInRegister, nowhere: RegionCode) {
        (identity, rule, packVersion, subject) = (found.identity, found.rule, found.packVersion, found.subject.rawValue)
        (household, person) = (found.household, found.person)
        region = RegionCode(number: found.region)?.number ?? nowhere.number
        evidence = found.evidence.map { String($0.value) }.joined(separator: " ")
        let parts = found.key.enumerated().map { place, text in
            found.personalKeys.indices.contains(place) && !found.personalKeys[place] ? text : Self.masked(text)
        }
        key = parts.isEmpty ? nil : parts.joined(separator: "·")
    }

    /// A number of a person keeps its ends, a name its first character.
    private static func masked(_ text: String) -> String {
        if text.utf8.count >= 15, text.utf8.allSatisfy({ $0 < 0x80 }) { return Masking.residentID(text) }
        return String(text.prefix(1)) + String(repeating: "＊", count: max(1, min(text.count - 1, 8)))
    }
}
