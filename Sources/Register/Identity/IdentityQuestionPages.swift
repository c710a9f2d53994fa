import Actions
import Basics
import Storage
import Web

/// Rows of register files whose ID number the register has under another name or in another household.
struct IdentityQuestionsPage: ListModel {
    static let template = "identity-questions"

    struct Row: Codable, Sendable {
        var question: Int64
        var link: String
        var kind: String
        var name: String
        var household: String
        var fileName: String
        var fileHousehold: String
        var origin: String
        var made: String
        var state: String
        var isOpen: Bool
    }

    var title: String
    var count: Int64
    var isOpenList: Bool
    var rows: [Row]
    var isEmpty: Bool
    var next: String?

    static let specimen = IdentityQuestionsPage(
        title: "1 人的证件号要核对", count: 1, isOpenList: true,
        rows: [
            Row(
                question: 4, link: "/identity-questions/4", kind: "姓名不同", name: "田茂林", household: "9900000001", fileName: "田茂森",
                fileHousehold: "9900000001", origin: "导入 3，第 17 行", made: "2026-11-22", state: "待定", isOpen: true)
        ], isEmpty: false, next: nil)
}

/// One of them, side by side, and the form of the decision.
struct IdentityQuestionPage: PageModel {
    static let template = "identity-question"

    struct Side: Codable, Sendable {
        var name: String
        var household: String
    }

    var version: Int64?
    var question: Int64
    var title: String
    var kind: String
    var isOtherName: Bool
    var identity: HouseholdPage.Masked?
    var register: Side
    var file: Side
    var isOtherHousehold: Bool
    var personLink: String
    var householdLink: String
    var origin: String
    var isOpen: Bool
    var outcome: String?
    var decided: String?
    var reason: String?
    var form: FormState

    static let specimen = IdentityQuestionPage(
        version: 9, question: 4, title: "田茂林", kind: "姓名不同", isOtherName: true,
        identity: HouseholdPage.Masked(masked: "990121********0017", reveal: nil, what: "田茂林的证件号"),
        register: Side(name: "田茂林", household: "9900000001"), file: Side(name: "田茂森", household: "9900000002"), isOtherHousehold: true,
        personLink: "/households/1/people/1", householdLink: "/households/1", origin: "导入 3，第 17 行", isOpen: true,
        outcome: nil, decided: nil, reason: nil, form: FormState(for: DecideIdentityQuestion.self))
}

/// The list, with how many wait.
struct IdentityQuestionList: Query {
    static let permission = Permission.identityDecide
    let open: Bool
    let after: Int64?
    let limit: Int

    func answer(in reading: Reading) throws -> (found: [IdentityQuestion], open: Int64) {
        (try IdentityQuestion.list(open: open, after: after, limit: limit, in: reading), try IdentityQuestion.open(in: reading))
    }
}

/// One question with the person's number.
struct IdentityQuestionFacts: Query {
    static let permission = Permission.identityDecide
    let id: Int64
    let names: NameColleagues

    func answer(in reading: Reading) throws -> (question: IdentityQuestion, identity: String?, decidedBy: Colleague?) {
        guard let question = try IdentityQuestion.find(id, in: reading) else { throw Refusal.notFound }
        let last = try VersionTable<MemberField>.believed(of: [question.person], in: reading).last
        let decidedBy = try question.decidedBy.flatMap { try names([$0], reading)[$0] }
        return (question, last?.facts.text(.idNumber), decidedBy)
    }
}

extension IdentityQuestionsPage {
    static func read(_ visit: Visit) async throws -> IdentityQuestionsPage {
        let isOpenList = visit.query("state") != "decided"
        let limit = try visit.limit
        let answer = try await visit.ask(IdentityQuestionList(open: isOpenList, after: visit.after.flatMap { Int64($0) }, limit: limit + 1))
        let words = Words(visit)
        let shown = answer.found.prefix(limit)
        let title = answer.open == 0 ? "identity.title.none" : "identity.title"
        return IdentityQuestionsPage(
            title: words.text(title, ["count": Figures.count(answer.open)]), count: answer.open, isOpenList: isOpenList,
            rows: shown.map { Row($0, words) }, isEmpty: shown.isEmpty, next: answer.found.count > limit ? shown.last.map { String($0.id) } : nil)
    }
}

extension IdentityQuestionsPage.Row {
    fileprivate init(_ question: IdentityQuestion, _ words: Words) {
        self.init(
            question: question.id, link: "/identity-questions/\(question.id)", kind: words.text("identity.kind.\(question.kind.rawValue)"),
            name: question.name, household: String(question.householdNumber), fileName: question.fileName,
            fileHousehold: String(question.fileHousehold), origin: question.origin(words), made: question.made.chinaDate.description,
            state: words.text("identity.state.\(question.state.rawValue)"), isOpen: question.state == .open)
    }
}

extension IdentityQuestion {
    fileprivate func origin(_ words: Words) -> String { words.text("identity.origin", ["batch": batch, "line": String(line)]) }
}

extension IdentityQuestionPage {
    /// `form` is the decision as it was sent, with what is wrong with it.
    static func read(_ visit: Visit, _ names: @escaping NameColleagues, _ form: FormState? = nil) async throws -> IdentityQuestionPage {
        let (asked, identity, decidedBy) = try await visit.ask(IdentityQuestionFacts(id: visit.id("question"), names: names))
        let words = Words(visit)
        let reveal = try visit.actor.may(.personReveal) ? "/households/\(asked.household)/people/\(asked.person)/reveals/id_number" : nil
        var form = form ?? FormState(for: DecideIdentityQuestion.self, baseVersion: asked.leaf)
        let choices = DecideIdentityQuestion.Decision.allCases.filter { $0 != .take || asked.kind == .otherName }
        form.choose(
            "decision",
            from: choices.map { choice in
                let hint =
                    asked.kind == .otherHousehold && choice == .keep ? "identity.decide.keep.household" : "identity.decide.\(choice.rawValue).hint"
                return FormOption(choice.rawValue, words.text("identity.decide.\(choice.rawValue)"), hint: words.text(hint))
            })
        let account = asked.decidedBy.map { decidedBy?.name ?? words.text("account", ["number": String($0)]) }
        return IdentityQuestionPage(
            version: asked.leaf, question: asked.id, title: words.text("identity.one", ["name": asked.name]),
            kind: words.text("identity.kind.\(asked.kind.rawValue)"), isOtherName: asked.kind == .otherName,
            identity: identity.map {
                .init(masked: Masking.residentID($0), reveal: reveal, what: words.text("member.identity", ["name": asked.name]))
            },
            register: Side(name: asked.name, household: String(asked.householdNumber)),
            file: Side(name: asked.fileName, household: String(asked.fileHousehold)), isOtherHousehold: asked.fileHousehold != asked.householdNumber,
            personLink: "/households/\(asked.household)/people/\(asked.person)", householdLink: "/households/\(asked.household)",
            origin: asked.origin(words), isOpen: asked.state == .open,
            outcome: asked.state == .open ? nil : words.text("identity.state.\(asked.state.rawValue)"),
            decided: asked.decided.map { words.line([$0.chinaText, account]) }, reason: asked.reason, form: form)
    }
}

extension Route {
    /// The list, one question, its decision.
    static func identityQuestions(_ names: @escaping NameColleagues) -> [Route] {
        [
            .list(
                "/identity-questions", IdentityQuestionsPage.self, needs: .identityDecide, summary: "route.identity-questions",
                inputs: [RouteInput("state", summary: "input.question-state")]
            ) { visit in try await IdentityQuestionsPage.read(visit) },
            .page("/identity-questions/{question}", IdentityQuestionPage.self, needs: .identityDecide, summary: "route.identity-question") { visit in
                try await IdentityQuestionPage.read(visit, names)
            },
            .act(
                "/identity-questions/{question}", DecideIdentityQuestion.self, summary: "route.identity-decide",
                redo: { visit, form in try await IdentityQuestionPage.read(visit, names, form) },
                then: { _, visit in .seeOther("/identity-questions/\(try visit.id("question"))").noting("identity.note") }),
        ]
    }
}
