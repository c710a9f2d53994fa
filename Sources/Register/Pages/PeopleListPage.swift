import Actions
import Basics
import Web

/// The people of the region looked at who meet some conditions: the list behind a figure that counts people.
struct PeopleListPage: ListModel {
    static let template = "people-list"

    struct Row: Codable, Sendable {
        var person: Int64
        var name: String
        var link: String
        var relation: String
        var village: String
        var sex: String
        var age: String
        var health: String
        var labour: String
        var work: String
    }

    var title: String
    var count: Int64
    var chosen: [Chosen]
    var moment: String?
    var now: String?
    var rows: [Row]
    var isEmpty: Bool
    var next: String?

    static let specimen = PeopleListPage(
        title: "1,204 人", count: 1_204, chosen: [Chosen.specimen], moment: "按 2025-12-31 的情况", now: "/people/list",
        rows: [
            Row(
                person: 1, name: "田茂林", link: "/households/1/people/1", relation: "户主", village: "柳树村", sex: "男", age: "52", health: "长期慢性病",
                labour: "弱劳动力", work: "—")
        ], isEmpty: false, next: "990121204207-1-1")

    static func read(_ visit: Visit) async throws -> PeopleListPage {
        let filter = PersonFilter(visit.query)
        let moment = try ListMoment(visit)
        let asOf = try await visit.moment(moment)
        var after: ListPeople.Place?
        if let text = visit.after {
            guard let place = ListPeople.Place(text) else { throw Refusal.notFound }
            after = place
        }
        let answer = try await visit.ask(ListPeople(filter: filter, after: after, limit: visit.limit, asOf: asOf))
        let words = Words(visit)
        return PeopleListPage(
            title: words.text("people.list.title", ["count": Figures.count(answer.count)]), count: answer.count,
            chosen: Chosen.all(filter.pairs, visit), moment: words.moment(asOf), now: asOf.map { _ in moment.address(ofToday: visit) },
            rows: answer.rows.map { row in
                Row(
                    person: row.person, name: row.name,
                    link: "/households/\(row.household)/people/\(row.person)", relation: words.code("relation", row.relation) ?? Words.none,
                    village: row.village, sex: words.code("sex", row.sex) ?? Words.none,
                    age: row.born.map { String($0.years(to: answer.day)) } ?? words.text("word.unknown"),
                    health: words.codes("health", row.health) ?? Words.none, labour: words.code("labour", row.labour) ?? Words.none,
                    work: words.code("work_area", row.workArea) ?? Words.none)
            }, isEmpty: answer.rows.isEmpty, next: answer.next?.text)
    }
}
