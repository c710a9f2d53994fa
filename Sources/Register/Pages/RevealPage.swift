import Actions
import Basics
import Web

/// Asks for what purpose a masked number is to be shown, and shows it: for browsers that cannot ask on the page itself.
struct RevealPage: PageModel {
    static let template = "reveal"

    var title: String
    /// Which number.
    var what: String
    var household: String
    var back: String
    var action: String
    var purposes: [FormOption]
    /// The number, once its purpose was given; empty when the register has none.
    var value: String?
    var isShown: Bool
    var isNone: Bool
    var form: FormState

    static let specimen = RevealPage(
        title: "田茂林·证件号", what: "证件号", household: "田茂林户", back: "/households/1", action: "/households/1/people/1/reveals/id_number",
        purposes: [FormOption("visit", "入户核实身份")], value: "990121********0017", isShown: true, isNone: false, form: FormState(for: RevealNumber.self))

    /// The purposes that may be given.
    static let purposes = ["visit", "service", "clue", "check"]

    static func read(_ visit: Visit, _ sent: FormState? = nil, value: String? = nil) async throws -> RevealPage {
        let found = try await visit.ask(ShowHousehold(id: visit.id("household")))
        let words = Words(visit)
        guard let field = RevealNumber.Field(rawValue: try visit.parameter("field")) else { throw Refusal.notFound }
        let person = try? visit.id("person")
        let member = found.members.first { $0.owner == person }
        guard person == nil || member != nil else { throw Refusal.notFound }
        let household = found.head?.facts.text(.name).map { words.text("household.title", ["name": $0]) }
        let chosen = visit.request.purpose
        let what = words.text("reveal.\(field.rawValue)")
        let name = member?.facts.text(.name)
        return RevealPage(
            title: words.line([name ?? household, what]), what: words.line([name, what]),
            household: household ?? words.text("household.number", ["number": String(found.thread.number)]),
            back: "/households/\(found.thread.id)", action: visit.path,
            purposes: purposes.map { purpose in
                var option = FormOption(purpose, words.text("purpose.\(purpose)"))
                option.isChosen = purpose == chosen
                return option
            },
            value: value, isShown: value != nil, isNone: value?.isEmpty ?? false, form: sent ?? FormState(for: RevealNumber.self))
    }
}
