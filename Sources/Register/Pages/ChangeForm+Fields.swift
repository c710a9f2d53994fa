import Basics
import Web

extension ChangeForm {
    /// How a field of a form is filled in.
    enum Control: Sendable {
        case text, date, area, amount, check, village
        case code(String, without: Set<String> = [])
        case several(String)
        case member
        case choice([(String, String)])
    }

    /// A field: its name, the key of its label, the key of its hint, how it is filled in.
    typealias Spec = (name: String, label: String, hint: String?, control: Control)

    /// What ends every form.
    static let grounds: [Spec] = [("reason", "form.reason", "form.reason.hint", .area), ("evidence", "form.evidence", nil, .text)]

    /// The fields of a form in their order, without its reason and evidence.
    var controls: [Spec] {
        let day: Spec = ("on", "form.on", "form.on.hint", .date)
        let newHead: Spec = ("new_head", "form.new-head", "form.new-head.hint", .member)
        switch self {
        case .birth:
            return [
                day, ("name", "form.name", nil, .text), ("sex", "form.sex", nil, .code("sex")),
                ("relation", "form.relation", nil, .code("relation", without: ["head", "spouse"])),
                ("mother", "form.mother", "form.mother.hint", .member),
                ("id_number", "form.id-number", "form.id-number.hint", .text), ("ethnicity", "form.ethnicity", nil, .text),
            ]
        case .death: return [("person", "form.person", nil, .member), day, newHead]
        case .arrival:
            return [
                ("kind", "form.kind", nil, .code("joining", without: ["import", "birth"])), day, ("name", "form.name", nil, .text),
                ("sex", "form.sex", nil, .code("sex")), ("birth_date", "form.birth-date", nil, .date),
                ("relation", "form.relation", nil, .code("relation", without: ["head"])),
                ("id_number", "form.id-number", "form.id-number.hint", .text),
                ("ethnicity", "form.ethnicity", nil, .text), ("phone", "form.phone", nil, .text),
            ]
        case .departure:
            return [
                ("person", "form.person", nil, .member), ("kind", "form.kind", nil, .code("leaving", without: ["death"])), day, newHead,
            ]
        case .head: return [("new_head", "form.new-head", nil, .member), day]
        case .move:
            return [
                ("to", "form.to", "form.to.hint", .village), day, ("natural_village", "form.natural-village", nil, .text),
                ("address", "form.address", nil, .text),
            ]
        case .split:
            return [
                day, ("number", "form.number", "form.number.hint", .text), ("address", "form.address", nil, .text), newHead,
            ]
        case .merge: return [("into", "form.into", nil, .text), day]
        case .correction:
            return [
                (
                    "about", "form.about", nil,
                    .choice([("household", "form.about.household"), ("living", "form.about.living"), ("member", "form.about.member")])
                ),
                ("person", "form.person", nil, .member), ("field", "form.field", nil, .choice(Self.correctable)),
                ("value", "form.value", "form.value.hint", .text),
                ("from", "form.from", nil, .date), ("until", "form.until", nil, .date),
            ]
        case .income:
            return [
                ("year", "form.year", nil, .text), day, ("compensation", "form.compensation", nil, .amount),
                ("self_paid", "form.self-paid", nil, .amount),
                ("signed", "form.signed", nil, .check),
            ]
        case .status: return [("to", "form.status", nil, .code("status")), ("attribute", "form.attribute", nil, .code("attribute")), day]
        case .monitoring:
            return [
                ("kind", "form.monitored", nil, .code("monitored")), ("risks", "form.risks", nil, .several("risk")),
                ("consent_letter", "form.consent", nil, .text), day,
            ]
        case .riskRemoval: return [("way", "form.way", nil, .code("removal_way")), day]
        }
    }

    /// Facts that may be corrected, the household's, then how it lives, then the members'.
    private static let correctable: [(String, String)] = {
        let declared = HouseholdField.declared + LivingField.declared + MemberField.declared
        var seen: Set<String> = []
        return declared.filter { $0.correctable && seen.insert($0.name).inserted }.map { ($0.name, "field.\($0.name)") }
    }()

    /// The list of members in the form, if it has one: the name of its fields and the text above it.
    var memberRows: (name: String, title: String, hint: String)? {
        switch self {
        case .death, .departure, .head: ("relations", "form.relations", "form.relations.hint")
        case .split: ("leaving", "form.leaving", "form.leaving.hint")
        case .merge: ("relations", "form.relations.merge", "form.relations.merge.hint")
        default: nil
        }
    }
}
