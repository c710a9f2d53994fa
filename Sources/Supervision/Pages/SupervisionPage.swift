import Actions
import Basics
import Clues
import Web
import WorkOrders

/// What is overdue: by place with the way down, by whoever holds it, and what has waited longest. Every number leads to its list, every line to an urging.
struct SupervisionPage: PageModel {
    static let template = "supervision"

    struct Number: Codable, Sendable { var text: String; var link: String?; var isLate: Bool }
    struct Figure: Codable, Sendable { var title: String; var number: Number; var unit: String }
    struct Place: Codable, Sendable {
        var name: String
        var link: String
        var clues: Number
        var orders: Number
        var measures: Number
        var urged: Number
        var oldest: String
        var left: String
        var urgeLink: String?
    }

    struct Person: Codable, Sendable {
        var post: String; var link: String?; var late: String; var oldest: String; var left: String; var urgeLink: String?
    }
    struct Waiting: Codable, Sendable {
        var link: String; var rule: String; var place: String; var holder: String?; var due: String; var left: String; var urgeLink: String?
    }

    var title: String
    var day: String
    var figures: [Figure]
    var places: [Place]
    var people: [Person]
    var longest: [Waiting]
    var hasLongest: Bool
    var isEmpty: Bool
    var newLink: String?

    static let specimen = SupervisionPage(
        title: "超期 268 件，最长 12 个工作日", day: "2026-11-23",
        figures: [Figure(title: "线索超期", number: Number(text: "214", link: "/clues?late=yes", isLate: true), unit: "条")],
        places: [
            Place(
                name: "大坪乡", link: "/supervision?region=990121204000",
                clues: Number(text: "14", link: "/clues?late=yes&region=990121204000", isLate: true),
                orders: Number(text: "9", link: nil, isLate: true), measures: Number(text: "0", link: nil, isLate: false),
                urged: Number(text: "1", link: "/urgings", isLate: false), oldest: "2026-11-06", left: "超期 12 个工作日",
                urgeLink: "/urgings/new?place=990121204000")
        ],
        people: [
            Person(post: "柳树村 村信息员 陈大勇", link: "/tasks?holder=7", late: "9", oldest: "2026-11-06", left: "超期 12 个工作日", urgeLink: "/urgings/new")
        ],
        longest: [
            Waiting(
                link: "/clues/1", rule: "名下有小型汽车", place: "柳树村", holder: "村信息员 陈大勇", due: "2026-11-06", left: "超期 12 个工作日",
                urgeLink: "/urgings/new?about=clue&thing=1")
        ], hasLongest: true, isEmpty: false, newLink: "/urgings/new")

    static func read(_ visit: Visit, _ parts: SupervisionParts) async throws -> SupervisionPage {
        let found = try await visit.ask(OverdueHere(parts: parts))
        let (words, actor) = (SupervisionWords(visit), try visit.actor)
        let here = actor.scope.region
        let total = found.places.reduce(OverdueHere.Place(region: here)) { sum, each in
            OverdueHere.Place(
                region: here, clues: sum.clues + each.clues, orders: sum.orders + each.orders, measures: sum.measures + each.measures,
                urged: sum.urged + each.urged, silent: sum.silent + each.silent,
                oldest: [sum.oldest, each.oldest].compactMap { $0 }.min())
        }
        let links = SupervisionLinks(actor)
        func urge(_ region: RegionCode, _ query: String) -> String? { actor.may(.urgingSend) ? "/urgings/new?place=\(region.digits)\(query)" : nil }
        return SupervisionPage(
            title: total.clues + total.orders == 0
                ? words("supervision.title.none")
                : words(
                    "supervision.title",
                    ["count": words.count(total.clues + total.orders), "left": total.oldest.map { words.left($0, found.today) } ?? ""]),
            day: found.today.description, figures: figures(total, links, words),
            places: found.places.filter { $0.isAny || $0.urged > 0 }.map { place in
                Place(
                    name: found.names[place.region] ?? place.region.prefix, link: "/supervision?region=\(place.region.digits)",
                    clues: links.clues(place, words), orders: links.orders(place, words), measures: links.measures(place, words),
                    urged: links.urged(place, words), oldest: place.oldest?.description ?? "—",
                    left: place.oldest.map { words.left($0, found.today) } ?? "",
                    urgeLink: place.region == here ? nil : urge(place.region, place.clues == 0 ? "&about=orders" : "&about=clues"))
            },
            people: found.people.map { person in
                Person(
                    post: words.post(person.post, found.names) ?? "—",
                    link: actor.may(.workOrderRead) ? "/tasks?whose=all&late=yes&holder=\(person.account)\(words.keep)" : nil,
                    late: words.count(person.late),
                    oldest: person.oldest.description, left: words.left(person.oldest, found.today),
                    urgeLink: person.post.flatMap { urge($0.region, "&about=orders&holder=\(person.account)") })
            },
            longest: found.longest.map { each in
                let due = each.clue.due ?? found.today
                return Waiting(
                    link: "/clues/\(each.clue.id)", rule: words.isChinese ? each.rule.titleZh : each.rule.titleEn,
                    place: found.names[each.clue.region] ?? each.clue.region.prefix, holder: each.holder.flatMap { words.post(found.posts[$0], [:]) },
                    due: due.description, left: words.left(due, found.today),
                    urgeLink: each.clue.region == here ? nil : urge(each.clue.region, "&about=clue&thing=\(each.clue.id)"))
            }, hasLongest: !found.longest.isEmpty, isEmpty: found.places.allSatisfy { !$0.isAny && $0.urged == 0 },
            newLink: actor.may(.urgingSend) ? "/urgings/new" : nil)
    }

    private static func figures(_ total: OverdueHere.Place, _ links: SupervisionLinks, _ words: SupervisionWords) -> [Figure] {
        [
            Figure(title: words("supervision.clues"), number: links.clues(total, words), unit: words("unit.clues")),
            Figure(title: words("supervision.orders"), number: links.orders(total, words), unit: words("unit.orders")),
            Figure(title: words("supervision.measures"), number: links.measures(total, words), unit: words("unit.measures")),
            Figure(title: words("supervision.urged"), number: links.urged(total, words), unit: words("unit.orders")),
            Figure(title: words("supervision.silent"), number: links.silent(total, words), unit: words("unit.orders")),
        ]
    }
}

/// The lists that the numbers of a place lead to, for readers who may open them.
struct SupervisionLinks {
    private let actor: Actor
    init(_ actor: Actor) { self.actor = actor }

    private func number(_ count: Int64, _ permission: Permission, _ path: String, _ region: RegionCode, _ words: SupervisionWords)
        -> SupervisionPage.Number
    {
        .init(text: words.count(count), link: count > 0 && actor.may(permission) ? "\(path)&region=\(region.digits)" : nil, isLate: count > 0)
    }

    func clues(_ place: OverdueHere.Place, _ words: SupervisionWords) -> SupervisionPage.Number {
        number(place.clues, .clueRead, "/clues?late=yes", place.region, words)
    }

    func orders(_ place: OverdueHere.Place, _ words: SupervisionWords) -> SupervisionPage.Number {
        number(place.orders, .workOrderRead, "/tasks?whose=all&late=yes", place.region, words)
    }

    func measures(_ place: OverdueHere.Place, _ words: SupervisionWords) -> SupervisionPage.Number {
        number(place.measures, .measureRead, "/accountability?late=yes", place.region, words)
    }

    func urged(_ place: OverdueHere.Place, _ words: SupervisionWords) -> SupervisionPage.Number {
        var number = number(place.urged, .urgingRead, "/urgings?state=open", place.region, words)
        number.isLate = place.silent > 0
        return number
    }

    func silent(_ place: OverdueHere.Place, _ words: SupervisionWords) -> SupervisionPage.Number {
        number(place.silent, .urgingRead, "/urgings?late=yes", place.region, words)
    }
}
