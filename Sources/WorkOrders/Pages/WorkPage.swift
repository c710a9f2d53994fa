import Actions
import Basics
import Regions
import Storage
import Web

/// Open work by deadline: one's own, or all of the region looked at; also as a list to print and take along.
struct WorkPage: ListModel {
    static let template = "work"

    struct Row: Codable, Sendable {
        var order: Int64
        var number: Int
        var title: String
        var detail: String
        var address: String
        var place: String
        var link: String
        var orderLink: String
        var kind: String
        var items: String
        var holder: String?
        var state: String
        var mark: String
        var due: String
        var left: String
        var isLate: Bool
        var isSoon: Bool
    }

    struct Choice: Codable, Sendable { var name: String; var link: String; var isChosen: Bool }

    var title: String
    var count: Int64
    var isMine: Bool
    var choices: [Choice]
    var printLink: String
    var overdueLink: String
    var handOverLink: String?
    var undo: Undo?
    var note: String?
    var day: String
    var rows: [Row]
    var isEmpty: Bool
    var next: String?

    /// What was just given out, while it can be taken back.
    struct Undo: Codable, Sendable { var link: String; var text: String }

    static let specimen = WorkPage(
        title: "我的工作 3 件", count: 3, isMine: true, choices: [Choice(name: "我的", link: "/tasks", isChosen: true)],
        printLink: "/tasks/print", overdueLink: "/tasks/overdue", handOverLink: "/tasks/hand-over", undo: nil, note: nil, day: "2026-11-23",
        rows: [
            Row(
                order: 7, number: 1, title: "田茂林户", detail: "线索 2 条：名下有小型汽车、未参加医保", address: "三组18号", place: "大坪乡 柳树村", link: "/clues/households/1",
                orderLink: "/tasks/7", kind: "入户核查", items: "2", holder: "陈大勇", state: "已接收", mark: "st-work", due: "2026-11-30", left: "余 5 个工作日",
                isLate: false, isSoon: false)
        ], isEmpty: false, next: "2026-11-30.7")

    static let inputs = [
        RouteInput("whose", summary: "input.work.whose", schema: .text(choices: ["mine", "all"])),
        RouteInput("late", summary: "input.work.late", schema: .text(choices: ["yes"])),
        RouteInput("kind", summary: "input.work.kind"), RouteInput("holder", summary: "input.work.holder", schema: .integer(minimum: 0)),
        RouteInput("level", summary: "input.work.level", schema: .text(choices: RegionCode.Level.allCases.map(\.name))),
        RouteInput("batch", summary: "input.work.batch", schema: .integer(minimum: 0)),
    ]

    static func read(_ visit: Visit, _ parts: WorkOrdersParts, limit: Int? = nil) async throws -> WorkPage {
        let actor = try visit.actor
        let isMine = (visit.query("whose") ?? (OrdersWaiting.seesOwn(actor) ? "mine" : "all")) == "mine"
        var filter = OrderFilter(kind: visit.query("kind"), isLate: visit.query("late") != nil, batch: try visit.number("batch"))
        filter.holder = try visit.number("holder") ?? (isMine ? actor.account : nil)
        filter.level = visit.query("level").flatMap { name in RegionCode.Level.allCases.first { $0.name == name } }
        var query = ListOrders(filter: filter, limit: try limit ?? visit.limit, parts: parts, language: visit.language)
        if let after = visit.after {
            let parts = after.split(separator: ".")
            guard parts.count == 2, let due = CalendarDate(iso: String(parts[0])), let id = Int64(parts[1]) else { throw Refusal.notFound }
            query.after = (due, id)
        }
        let answer = try await visit.ask(query)
        let places = try await visit.ask(PlaceNames(codes: answer.lines.map(\.order.region)))
        let words = WorkWords(visit)
        var rows: [Row] = []
        for (place, line) in answer.lines.enumerated() { rows.append(row(place + 1, line, answer.today, places, parts, words)) }
        return WorkPage(
            title: words(isMine ? "work.title.mine" : "work.title", ["count": Figures.count(answer.count)]), count: answer.count, isMine: isMine,
            choices: choices(visit, isMine, filter, words), printLink: visit.printing("/tasks/print"), overdueLink: "/tasks/overdue",
            handOverLink: actor.may(.workOrderDispatch) ? "/tasks/hand-over" : nil,
            undo: actor.may(.workOrderDispatch)
                ? filter.batch.map { Undo(link: "/tasks/batches/\($0)/undo", text: words("work.undo")) } : nil,
            note: WorkingDays.shipped.isKnown(answer.today) ? nil : words("work.year-unknown", ["year": String(answer.today.year)]),
            day: answer.today.description, rows: rows, isEmpty: rows.isEmpty,
            next: answer.isLast ? nil : answer.lines.last.map { "\($0.order.due).\($0.order.id)" })
    }

    private static func choices(_ visit: Visit, _ isMine: Bool, _ filter: OrderFilter, _ words: WorkWords) -> [Choice] {
        [
            Choice(name: words("work.mine"), link: visit.address(with: "whose", "mine"), isChosen: isMine),
            Choice(name: words("work.all"), link: visit.address(with: "whose", "all"), isChosen: !isMine),
            Choice(name: words("work.late"), link: visit.address(with: "late", filter.isLate ? nil : "yes"), isChosen: filter.isLate),
        ]
    }

    private static func row(
        _ number: Int, _ line: ListOrders.Line, _ today: CalendarDate, _ places: [RegionCode: String], _ parts: WorkOrdersParts, _ words: WorkWords
    ) -> Row {
        let order = line.order
        let left = words.left(order, today)
        return Row(
            order: order.id, number: number, title: line.words?.title ?? order.subject, detail: line.words?.detail ?? "",
            address: line.words?.address ?? "", place: places[order.region] ?? order.region.prefix, link: line.words?.link ?? "/tasks/\(order.id)",
            orderLink: "/tasks/\(order.id)", kind: parts.kind(order.kind).map { words($0.text) } ?? order.kind, items: Figures.count(order.items),
            holder: line.holder, state: words("work.state.\(order.state.rawValue)"), mark: order.state.mark, due: order.due.description,
            left: left.text, isLate: left.isLate, isSoon: left.isSoon)
    }
}

/// What places are called, from the township down.
struct PlaceNames: Query {
    static let permission = Permission.workOrderRead
    var codes: [RegionCode]

    func answer(in reading: Reading) throws -> [RegionCode: String] {
        try RegionNames.places(of: codes, in: reading).mapValues { name in
            let parts = name.split(separator: " ")
            return parts.count > 1 ? parts.dropFirst().joined(separator: " ") : name
        }
    }
}

extension WorkOrder.State {
    /// The status mark that goes with the word.
    var mark: String {
        switch self {
        case .open: ""
        case .accepted: "st-work"
        case .done: "st-good"
        case .returned: "st-warn"
        case .withdrawn: "st-off"
        }
    }
}

extension Visit {
    /// The page to print what the list shows, with the same filters.
    func printing(_ path: String) -> String {
        let address = address(with: "limit", nil)
        return path + (address.firstIndex(of: "?").map { String(address[$0...]) } ?? "")
    }
}
