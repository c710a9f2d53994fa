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
        var household: String
        var village: String
        var note: String?
    }

    var title: String
    var rows: [Row]
    var isEmpty: Bool
    var isExpired: Bool
    var next: String?

    static let specimen = PeoplePage(
        title: "找到 1 人", rows: [Row(person: 1, name: "田茂林", link: "/households/1/people/1", household: "/households/1", village: "柳树村", note: nil)],
        isEmpty: false, isExpired: false, next: nil)
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
            return PeoplePage(title: words.text("people.expired"), rows: [], isEmpty: true, isExpired: true, next: nil)
        }
        let found = try await visit.ask(FindPeople(search.text, after: search.after, limit: visit.limit))
        var next: String?
        if let place = found.next { next = try await visit.keepFilter(PeopleSearch(text: search.text, after: place)) }
        let count = String(found.people.count)
        let key = found.people.isEmpty ? "people.title.none" : next == nil ? "people.title" : "people.title.more"
        return PeoplePage(
            title: words.text(key, ["count": count]),
            rows: found.people.map { person in
                Row(
                    person: person.person, name: person.name, link: "/households/\(person.household)/people/\(person.person)",
                    household: "/households/\(person.household)", village: person.village, note: person.isPresent ? nil : words.text("people.gone"))
            }, isEmpty: found.people.isEmpty, isExpired: false, next: next)
    }
}
