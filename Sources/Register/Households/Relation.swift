import Basics

/// The codes of the relation list that rules speak of, and how relations change when somebody else becomes the head.
package enum Relation {
    package static let head = "head"
    package static let spouse = "spouse"
    package static let other = "other"

    /// What a member most probably is to a new head, for the form to offer; the official decides. Nil where only the family knows.
    ///
    /// `new` is what the new head was to the old one, `sex` the new head's, `member` what the member was to the old one.
    package static func suggested(member: String, new: String, sex: String?) -> String? {
        switch (new, member) {
        case (spouse, "son"), (spouse, "daughter"), (spouse, "grandson"), (spouse, "granddaughter"), (spouse, "daughter-in-law"),
            (spouse, "son-in-law"), (spouse, "daughters-son"), (spouse, "daughters-daughter"):
            member
        case (spouse, "father"): sex == "female" ? "husbands-father" : "wifes-father"
        case (spouse, "mother"): sex == "female" ? "husbands-mother" : "wifes-mother"
        case (spouse, "wifes-father"), (spouse, "husbands-father"): "father"
        case (spouse, "wifes-mother"), (spouse, "husbands-mother"): "mother"
        case ("son", "daughter-in-law"): spouse
        case ("daughter", "son-in-law"): spouse
        case ("son", "grandson"): "son"
        case ("son", "granddaughter"): "daughter"
        case ("daughter", "daughters-son"): "son"
        case ("daughter", "daughters-daughter"): "daughter"
        case ("son", "son"), ("son", "daughter"), ("daughter", "son"), ("daughter", "daughter"): "sibling"
        case ("son", "father"), ("daughter", "father"): "grandfather"
        case ("son", "mother"), ("daughter", "mother"): "grandmother"
        default: nil
        }
    }

    /// What the old head is to the new one.
    package static func ofOldHead(new: String, oldHeadSex: String?) -> String? {
        switch new {
        case spouse: spouse
        case "son", "daughter": oldHeadSex == "male" ? "father" : oldHeadSex == "female" ? "mother" : nil
        case "father", "mother": oldHeadSex == "male" ? "son" : oldHeadSex == "female" ? "daughter" : nil
        case "sibling": "sibling"
        default: nil
        }
    }
}
