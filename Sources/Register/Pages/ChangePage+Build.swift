import Actions
import Basics
import Regions
import Storage
import Web

extension ChangePage {
    /// The form, fresh or with what was typed and what is wrong with it.
    static func read(_ kind: ChangeForm, _ visit: Visit, _ sent: FormState?) async throws -> ChangePage {
        let found = try await visit.ask(ShowHousehold(id: visit.id("household")))
        let words = Words(visit)
        var form = sent ?? FormState(for: EmptyForm.self, baseVersion: found.thread.leaf)
        let targets = kind == .move ? try await visit.ask(MoveTargets(from: found.thread.region, county: county(visit, form))) : nil
        if sent == nil, kind == .income { form["year"] = String(IncomePeriod(containing: visit.now.chinaDate).until.year) }
        if sent == nil, kind != .correction { form["on"] = visit.now.chinaDate.description }
        let rows = memberRows(kind, found, form, words) + (kind == .income ? itemRows(form, words) : [])
        return ChangePage(
            title: words.text("form.\(kind.rawValue)"),
            household: words.text("household.title", ["name": found.head?.facts.text(.name) ?? String(found.thread.number)]),
            back: "/households/\(found.thread.id)", action: kind.path(found.thread.id),
            fields: kind.controls.map { field($0, found, form, words) }, grounds: ChangeForm.grounds.map { field($0, found, form, words) },
            rowsTitle: words.text(kind.memberRows?.title ?? "household.income"),
            rowsHint: kind.memberRows.map { words.text($0.hint) } ?? "", rows: rows, hasRows: !rows.isEmpty,
            townships: townships(targets, form["to"]), counties: targets?.counties.map { option($0, chosen: targets?.county?.prefix) } ?? [],
            hasCounties: (targets?.counties.count ?? 0) > 1, form: form)
    }

    /// The county whose villages are asked for: in the address, or that of a village which was sent.
    private static func county(_ visit: Visit, _ form: FormState) -> RegionCode? {
        let asked = visit.query("county").flatMap { try? RegionCode($0 + "000000") }
        return asked?.level == .county ? asked : RegionCode(number: Int64(form["to"]) ?? 0)?.ancestor(at: .county)
    }

    private static func townships(_ targets: MoveTargets.Answer?, _ chosen: String) -> [Township] {
        (targets?.townships ?? []).map { township in
            Township(
                name: township.name,
                villages: township.villages.map { village in
                    var option = FormOption(String(village.code), village.name)
                    option.isChosen = option.value == chosen
                    return option
                })
        }
    }

    private static func option(_ county: Region, chosen: String?) -> FormOption {
        var option = FormOption(String(county.code / 1_000_000), county.name)
        option.isChosen = option.value == chosen
        return option
    }

    private static func field(
        _ spec: ChangeForm.Spec, _ found: HouseholdFacts, _ form: FormState, _ words: Words
    ) -> Field {
        var field = Field(
            label: words.text(spec.label), hint: spec.hint.map { words.text($0) } ?? "", id: "f-" + spec.name, name: spec.name,
            value: form[spec.name],
            error: form.fields[spec.name]?.error, options: [])
        switch spec.control {
        case .text: field.isText = true
        case .date: field.isDate = true
        case .area: field.isArea = true
        case .amount: field.isAmount = true
        case .check: field.isCheck = true
        case .village: field.isVillage = true
        case .code(let list, let without):
            field.isSelect = true
            field.options = options(list, without, words)
        case .several(let list):
            field.isChoices = true
            field.options = options(list, [], words)
        case .member:
            field.isSelect = true
            field.options = found.members.map {
                FormOption(String($0.owner), words.line([$0.facts.text(.name), words.fact(MemberField.relation, $0.facts)]))
            }
        case .choice(let choices):
            field.isSelect = true
            field.options = choices.map { FormOption($0.0, words.text($0.1)) }
        }
        choose(&field, form.fields[spec.name]?.values ?? [field.value])
        return field
    }

    private static func options(_ list: String, _ without: Set<String>, _ words: Words) -> [FormOption] {
        (CodeLists.shipped[list]?.items ?? []).filter { !without.contains($0.code) }.map { FormOption($0.code, words.isChinese ? $0.zh : $0.en) }
    }

    private static func choose(_ field: inout Field, _ values: [String]) {
        let id = field.id
        field.options = field.options.map { option in
            var option = option
            option.isChosen = values.contains(option.value)
            option.id = "\(id)-\(option.value)"
            return option
        }
    }

    private static func memberRows(_ kind: ChangeForm, _ found: HouseholdFacts, _ form: FormState, _ words: Words) -> [Row] {
        guard let rows = kind.memberRows else { return [] }
        return found.members.enumerated().map { index, member in
            let name = "\(rows.name).\(index).relation"
            var field = Field(
                label: member.facts.text(.name) ?? Words.none, hint: "", id: "f-\(rows.name)-\(index)-relation", name: name, value: form[name],
                error: form.fields[name]?.error, options: options("relation", kind == .split ? [] : ["head"], words), isSelect: true)
            choose(&field, [field.value])
            return Row(
                title: member.facts.text(.name) ?? Words.none, detail: words.fact(MemberField.relation, member.facts) ?? "",
                keyName: "\(rows.name).\(index).person", key: String(member.owner), field: field, basis: nil)
        }
    }

    private static func itemRows(_ form: FormState, _ words: Words) -> [Row] {
        (CodeLists.shipped["income_item"]?.items ?? []).enumerated().map { index, item in
            func field(_ part: String, _ label: String) -> Field {
                let name = "items.\(index).\(part)"
                return Field(
                    label: label, hint: "", id: "f-items-\(index)-\(part)", name: name, value: form[name], error: form.fields[name]?.error,
                    options: [],
                    isText: true)
            }
            let title = words.isChinese ? item.zh : item.en
            return Row(
                title: title, detail: words.text("income.\(item.group ?? "other")"), keyName: "items.\(index).item", key: item.code,
                field: field("amount", words.line([title, words.text("form.amount")])),
                basis: field("basis", words.line([title, words.text("form.basis")])))
        }
    }
}

/// A form before anything was typed.
private struct EmptyForm: Decodable {}
