import Actions

/// The specimen sheet: every part once, so that a change is seen and the checks of accessibility meet them all.
struct PartsPage: PageModel {
    static let template = "parts"
    var form: FormState
    var fresh: FormState
    var phone: Masked

    static let specimen = PartsPage(.zh)

    /// The fields the sheet shows.
    struct Fields: Codable, Sendable {
        enum Relation: String, Codable, CaseIterable, Sendable { case spouse, child, parent }
        let amount: String
        let birthDate: String
        let relation: Relation
        let kind: Relation
        let story: String
        let agreed: Bool
    }

    init(_ language: Language) {
        phone = Masked("138****2046", reveal: "/parts/phone")
        fresh = FormState(for: Fields.self, values: ["birth_date": "2025-10-21", "relation": "child", "kind": "spouse"])
        form = FormState(
            names: FormState.names(of: Fields.self), values: FormFields([("amount", "204.60"), ("kind", "child")]),
            problems: [
                .init(field: "amount", problem: .wrongShape("an amount of at least 2,046.00 yuan", "不少于 2,046.00 元的金额")),
                .init(field: "story", problem: .missing),
            ],
            language: language)
        let options =
            language == .zh
            ? [FormOption("spouse", "配偶", hint: "登记结婚的"), FormOption("child", "子女", hint: "含收养"), FormOption("parent", "父母")]
            : [
                FormOption("spouse", "Spouse", hint: "registered marriage"), FormOption("child", "Child", hint: "adopted ones too"),
                FormOption("parent", "Parent"),
            ]
        for field in ["relation", "kind"] {
            form.choose(field, from: options)
            fresh.choose(field, from: options)
        }
    }
}
