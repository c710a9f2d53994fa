import Actions
import Basics
import Regions
import Storage
import Web

/// One person of a household: what the register holds, how it was before, what it once believed.
struct PersonPage: PageModel {
    static let template = "person"

    struct Span: Codable, Sendable {
        var from: String
        var days: String
        var known: String
        var facts: [HouseholdPage.Fact]
    }

    var name: String
    var back: String
    /// The household's name, and the places it lies in.
    var household: String
    var crumbs: [HouseholdPage.Crumb]
    var masked: [HouseholdPage.Masked]
    var facts: [HouseholdPage.Fact]
    var history: [Span]
    var former: [Span]
    /// What departments know; nil when nobody was asked.
    var departments: KnownElsewhere?
    var departmentSummary: String?

    static let specimen = PersonPage(
        name: "田茂林", back: "/households/1", household: "田茂林户",
        crumbs: [HouseholdPage.Crumb(name: "大坪乡", link: "/households?region=990121204000")],
        masked: [HouseholdPage.Masked(masked: "990121********0017", reveal: "/households/1/people/1/reveals/id_number", what: "田茂林的证件号")],
        facts: [HouseholdPage.Fact(name: "与户主关系", text: "户主")],
        history: [Span(from: "2014-05-08", days: "2014-05-08 起", known: "2026-11-22 起知道", facts: [HouseholdPage.Fact(name: "健康状况", text: "健康")])],
        former: [])
}

extension PersonPage {
    static func read(_ visit: Visit, _ elsewhere: AskElsewhere?) async throws -> PersonPage {
        let found = try await visit.ask(ShowPerson(household: visit.id("household"), person: visit.id("person")))
        let words = Words(visit)
        var page = try PersonPage(found, visit, words)
        if let elsewhere, let last = found.versions.last,
            let question = HouseholdInQuestion(last, in: found.thread.region, on: visit.now.chinaDate)
        {
            page.departments = try await elsewhere(question, visit).ofOne.titled(words, of: "person")
            page.departmentSummary = words.text("member.departments.summary")
        }
        return page
    }

    private init(_ found: ShowPerson.Answer, _ visit: Visit, _ words: Words) throws {
        guard let last = found.versions.last ?? found.former.last else { throw Refusal.notFound }
        let name = last.facts.text(.name) ?? Words.none
        let reveals = try visit.actor.may(.personReveal) && last.isBelieved
        let path = "/households/\(found.thread.id)/people/\(last.owner)/reveals/"
        let numbers: [MemberField] = [.idNumber, .phone, .diagnosis]
        self.init(
            name: name, back: "/households/\(found.thread.id)",
            household: found.head.map { words.text("household.title", ["name": $0]) }
                ?? words.text("household.number", ["number": String(found.thread.number)]),
            crumbs: found.path.dropFirst(3).map { HouseholdPage.Crumb(name: $0.name, link: "/households?region=\($0.code)") },
            masked: numbers.compactMap { field in
                words.fact(field, last.facts).map {
                    .init(masked: $0, reveal: reveals ? path + field.column : nil, what: words.line([name, words.title(field.declaration)]))
                }
            },
            facts: Self.facts(last, words), history: Self.spans(found.versions, words, changed: true),
            former: Self.spans(found.former, words, changed: false))
    }

    private static func facts(_ version: Version<MemberField>, _ words: Words) -> [HouseholdPage.Fact] {
        MemberField.allCases.filter { !$0.declaration.isSealed && $0 != .household }.compactMap { field in
            words.fact(field, version.facts).map { HouseholdPage.Fact(name: words.title(field.declaration), text: $0) }
        }
    }

    /// Each span of days with what differs from the one before it; of the first, nothing is repeated.
    private static func spans(_ versions: [Version<MemberField>], _ words: Words, changed: Bool) -> [Span] {
        var before: Facts<MemberField>?
        var spans: [Span] = []
        for version in versions {
            let all = facts(version, words)
            let known = before.map { Set(facts(of: $0, words)) } ?? []
            let shown = changed && before == nil ? [] : all.filter { !known.contains($0.name + $0.text) }
            let days =
                version.validUntil.map { words.text("member.span", ["from": version.validFrom.description, "until": $0.description]) }
                ?? words.text("member.since", ["day": version.validFrom.description])
            spans.append(
                Span(
                    from: version.validFrom.description, days: days,
                    known: words.text("member.known", ["from": version.knownFrom.chinaDate.description]), facts: shown))
            before = version.facts
        }
        return spans.reversed()
    }

    private static func facts(of facts: Facts<MemberField>, _ words: Words) -> [String] {
        MemberField.allCases.compactMap { field in words.fact(field, facts).map { words.title(field.declaration) + $0 } }
    }
}
