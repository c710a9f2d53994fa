import Basics
import Web

extension ChangeForm {
    /// How a field of a form is filled in.
    enum Control {
        case text, date, area, amount, check, village
        case code(String, without: Set<String> = [])
        case several(String)
        case member
        case choice([(String, String)])
    }

    /// The fields of a form in their order: name, key of the label, key of the hint.
    var controls: [(name: String, label: String, hint: String?, control: Control)] {
        let always: [(name: String, label: String, hint: String?, control: Control)] = [
            ("reason", "form.reason", "form.reason.hint", .area), ("evidence", "form.evidence", nil, .text),
        ]
        let day: (name: String, label: String, hint: String?, control: Control) = ("on", "form.on", "form.on.hint", .date)
        let newHead: (name: String, label: String, hint: String?, control: Control) = ("new_head", "form.new-head", "form.new-head.hint", .member)
        switch self {
        case .birth:
            return [
                day, ("name", "form.name", nil, .text), ("sex", "form.sex", nil, .code("sex")),
                ("relation", "form.relation", nil, .code("relation", without: ["head", "spouse"])), ("mother", "form.mother", "form.mother.hint", .member),
                ("id_number", "form.id-number", "form.id-number.hint", .text), ("ethnicity", "form.ethnicity", nil, .text),
            ] + always
        case .death: return [("person", "form.person", nil, .member), day, newHead] + always
        case .arrival:
            return [
                ("kind", "form.kind", nil, .code("joining", without: ["import", "birth"])), day, ("name", "form.name", nil, .text),
                ("sex", "form.sex", nil, .code("sex")), ("birth_date", "form.birth-date", nil, .date),
                ("relation", "form.relation", nil, .code("relation", without: ["head"])), ("id_number", "form.id-number", "form.id-number.hint", .text),
                ("ethnicity", "form.ethnicity", nil, .text), ("phone", "form.phone", nil, .text),
            ] + always
        case .departure:
            return [
                ("person", "form.person", nil, .member), ("kind", "form.kind", nil, .code("leaving", without: ["death"])), day, newHead,
            ] + always
        case .head: return [("new_head", "form.new-head", nil, .member), day] + always
        case .move:
            return [
                ("to", "form.to", "form.to.hint", .village), day, ("natural_village", "form.natural-village", nil, .text),
                ("address", "form.address", nil, .text),
            ] + always
        case .split:
            return [
                day, ("number", "form.number", "form.number.hint", .text), ("address", "form.address", nil, .text), newHead,
            ] + always
        case .merge: return [("into", "form.into", nil, .text), day] + always
        case .correction:
            return [
                ("about", "form.about", nil, .choice([("household", "form.about.household"), ("living", "form.about.living"), ("member", "form.about.member")])),
                ("person", "form.person", nil, .member), ("field", "form.field", nil, .choice(Self.correctable)), ("value", "form.value", "form.value.hint", .text),
                ("from", "form.from", nil, .date), ("until", "form.until", nil, .date),
            ] + always
        case .income:
            return [
                ("year", "form.year", nil, .text), day, ("compensation", "form.compensation", nil, .amount), ("self_paid", "form.self-paid", nil, .amount),
                ("signed", "form.signed", nil, .check),
            ] + always
        case .status: return [("to", "form.status", nil, .code("status")), ("attribute", "form.attribute", nil, .code("attribute")), day] + always
        case .monitoring:
            return [
                ("kind", "form.monitored", nil, .code("monitored")), ("risks", "form.risks", nil, .several("risk")),
                ("consent_letter", "form.consent", nil, .text), day,
            ] + always
        case .riskRemoval: return [("way", "form.way", nil, .code("removal_way")), day] + always
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
