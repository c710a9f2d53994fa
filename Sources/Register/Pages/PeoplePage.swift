import Actions
import Basics
import Web

/// Whom a search found.
struct PeoplePage: ListModel {
    static let template = "people"

    struct Row: Codable, Sendable {
        var person: Int64
        var name: String
        var link: String
        /// What was found: the name, its initials, a number.
        var matched: String
        /// What they are in their household: its head, a daughter.
        var relation: String
        var household: String
        var householdLink: String
        var village: String
        var note: String?
    }

    var title: String
    var rows: [Row]
    var isEmpty: Bool
    /// Nothing was searched yet.
    var isStart: Bool
    var isExpired: Bool
    var next: String?

    static let specimen = PeoplePage(
        title: "找到 1 人",
        rows: [
            Row(
                person: 1, name: "田茂林", link: "/households/1/people/1", matched: "姓名", relation: "户主", household: "田茂林户",
                householdLink: "/households/1", village: "大坪乡 柳树村", note: nil)
        ],
        isEmpty: false, isStart: false, isExpired: false, next: nil)
}

/// What was typed into the search box.
struct PeopleSearch: Codable, Sendable {
    var text: String
    /// Where the page begins; kept with the text, because a name is personal.
    var after: FindPeople.Place?
}

/// The form of the search box.
struct PeopleSearchForm: Codable, Sendable { var text: String }

extension PeoplePage {
    static func read(_ visit: Visit) async throws -> PeoplePage {
        let words = Words(visit)
        guard let search = try await visit.filter(PeopleSearch.self) else {
            let isStart = visit.query("q") == nil
            return PeoplePage(
                title: words.text(isStart ? "people.start" : "people.expired"), rows: [], isEmpty: true, isStart: isStart, isExpired: !isStart,
                next: nil)
        }
        let found = try await visit.ask(FindPeople(search.text, after: search.after, limit: visit.limit))
        var next: String?
        if let place = found.next { next = try await visit.keepFilter(PeopleSearch(text: search.text, after: place)) }
        let home = found.people.isEmpty ? nil : try await visit.ask(PeopleAtHome(people: found.people))
        let count = String(found.people.count)
        let key = found.people.isEmpty ? "people.title.none" : next == nil ? "people.title" : "people.title.more"
        return PeoplePage(
            title: words.text(key, ["count": count]),
            rows: found.people.map { person in
                Row(
                    person: person.person, name: person.name, link: "/households/\(person.household)/people/\(person.person)",
                    matched: words.text("people.match.\(person.matched.rawValue)"),
                    relation: words.code("relation", home?.relations[person.person]) ?? Words.none,
                    household: home?.heads[person.household].map { words.text("household.title", ["name": $0]) } ?? words.text("people.household"),
                    householdLink: "/households/\(person.household)", village: home?.places[person.region] ?? person.village,
                    note: person.isPresent ? nil : words.text("people.gone"))
            }, isEmpty: found.people.isEmpty, isStart: false, isExpired: false, next: next)
    }
}
