import Actions
import Basics

/// What needs the reader today: everything the rooms say waits for this account, by deadline.
struct WorkbenchPage: PageModel {
    struct Group: Codable, Sendable, Hashable {
        var urgency: String
        var title: String
        var isLate: Bool
        var isToday: Bool
        var items: [Item]
    }

    struct Item: Codable, Sendable, Hashable {
        var count: Int64
        var countText: String
        var unit: String
        var text: String
        var detail: String?
        var link: String
        var verb: String
        var isLate: Bool
        var isToday: Bool
    }

    static let template = "workbench"
    /// 今天要办 4 件，本周 3 件.
    var title: String
    var date: String
    var today: Int
    var week: Int
    var groups: [Group]
    /// What a new installation still lacks; nil when nothing, or for those who can do nothing about it.
    var start: String?

    static var specimen: WorkbenchPage {
        let items = [
            WorkItem(.overdue, count: 47, unit: "条", text: "线索核查超期", detail: "最长超 6 天", link: "/clues?late=yes", verb: "督办"),
            WorkItem(.week, count: 1, unit: "份", text: "市场监管局数据未送", link: "/deliveries", verb: "再催"),
        ]
        var page = WorkbenchPage(items: items, on: .first, language: .zh, strings: StringCatalogue())
        page.title = "今天要办 1 件，本周 1 件"
        page.start = "平台还差 2 步才用得起来，下一步：第一轮比对"
        for index in page.groups.indices { page.groups[index].title = ["已超期", "本周"][index] }
        return page
    }

    init(items: [WorkItem], on day: CalendarDate, language: Language, strings: StringCatalogue) {
        let open = items.filter { $0.count > 0 }
        today = open.count { $0.urgency != .week }
        week = open.count { $0.urgency == .week }
        let key =
            open.isEmpty ? "workbench.title.none" : today == 0 ? "workbench.title.week" : week == 0 ? "workbench.title.today" : "workbench.title.both"
        title = strings.text(key, language, ["today": String(today), "week": String(week)])
        date = Figures.day(day, language, year: true) + (language == .zh ? " " : ", ") + Figures.weekday(day, language)
        groups = WorkItem.Urgency.allCases.compactMap { urgency in
            let items = open.filter { $0.urgency == urgency }
            guard !items.isEmpty else { return nil }
            return Group(
                urgency: urgency.rawValue, title: strings.text("workbench.\(urgency.rawValue)", language), isLate: urgency == .overdue,
                isToday: urgency == .today,
                items: items.map {
                    Item(
                        count: $0.count, countText: Figures.count($0.count), unit: $0.unit, text: $0.text, detail: $0.detail, link: $0.link,
                        verb: $0.verb,
                        isLate: urgency == .overdue, isToday: urgency == .today)
                })
        }
    }
}

/// Gathers what the rooms say, in one reading.
struct Waiting: Query {
    static let permission = Permission("workbench.read")
    let sources: [@Sendable (Reading, Language) throws -> [WorkItem]]
    let language: Language

    func answer(in reading: Reading) throws -> [WorkItem] { try sources.flatMap { try $0(reading, language) } }
}
