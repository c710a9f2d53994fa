import Actions
import Basics
import Clues
import Datasets
import Imports
import Web

/// The weekly bulletin of a region, on a sheet of A4: what came in, what was done with it, what is overdue where, what was recovered, whose data is late.
/// Nobody of the register stands on it.
struct BulletinPage: PageModel {
    static let template = "bulletin"

    struct Number: Codable, Sendable { var text: String; var link: String? }
    struct Line: Codable, Sendable { var name: String; var now: Number; var before: String; var change: String }
    struct Place: Codable, Sendable { var name: String; var link: String?; var open: String; var late: Number; var share: String; var oldest: String }
    struct Late: Codable, Sendable { var publisher: String; var title: String; var due: String; var days: String }
    struct Source: Codable, Sendable { var title: String; var share: String; var of: String }

    var title: String
    var place: String
    var week: String
    var span: String
    var asOf: String
    var isRunning: Bool
    var previous: String?
    var next: String?
    /// The week in three sentences.
    var summary: [String]
    var lines: [Line]
    var places: [Place]
    var hasPlaces: Bool
    var morePlaces: String?
    var late: [Late]
    var hasLate: Bool
    var moreLate: String?
    var best: [Source]
    var worst: [Source]
    var hasSources: Bool
    var hasBest: Bool
    var hasWorst: Bool

    static let specimen = BulletinPage(
        title: "石桥县核查工作周报", place: "石桥县", week: "2026 年第 47 周", span: "11 月 16 日至 11 月 22 日", asOf: "2026-11-23 00:00", isRunning: true,
        previous: "/bulletin?week=2026-W46", next: "/bulletin?week=2026-W48", summary: ["本周新增线索 214 条，核实 150 条，销号 96 条。"],
        lines: [Line(name: "新增线索", now: Number(text: "214", link: "/clues?happened=opened&week=2026-W47"), before: "180", change: "+34")],
        places: [
            Place(
                name: "大坪乡", link: "/bulletin?region=990121204000&week=2026-W47", open: "268", late: Number(text: "14", link: "/clues?late=yes"),
                share: "5.2%",
                oldest: "2026-11-06")
        ], hasPlaces: true, morePlaces: "其余 3 处 12 条", late: [Late(publisher: "医疗保障局", title: "医疗费用结算", due: "2026-10", days: "12")], hasLate: true,
        moreLate: "其余 2 类", best: [Source(title: "死亡登记", share: "66.7%", of: "4 ÷ 6")],
        worst: [Source(title: "机动车登记", share: "9.3%", of: "14 ÷ 150")],
        hasSources: true, hasBest: true, hasWorst: true)

    static let inputs = [RouteInput("week", summary: "input.bulletin.week")]

    /// Rows that a table has on paper; the rest is told in a line.
    static let rows = 12

    static func read(_ visit: Visit, _ parts: SupervisionParts) async throws -> BulletinPage {
        let running = CalendarWeek.containing(visit.now.chinaDate)
        let week: CalendarWeek?
        if let text = visit.query("week") {
            week = CalendarWeek(text)
        } else {
            // What is over is told of first: on a Monday morning people want the week that has just ended.
            week = running?.previous
        }
        guard let week, let moment = WeekMoment(week, now: visit.now) else { throw Refusal.notFound }
        let found = try await visit.ask(BulletinFigures(week: moment, parts: parts))
        return BulletinPage(found, BulletinWords(visit, moment), try visit.actor, running, parts)
    }

}

extension BulletinPage {
    private init(_ found: BulletinFigures.Answer, _ words: BulletinWords, _ actor: Actor, _ running: CalendarWeek?, _ parts: SupervisionParts) {
        let week = found.week.week
        let region = found.region == actor.scope.region ? words.keep : "&region=\(found.region.digits)"
        place = found.names[found.region] ?? found.region.prefix
        title = words("bulletin.title", ["place": place])
        self.week = words("bulletin.week", ["year": week.year, "week": String(week.number)])
        span = words("bulletin.span", ["from": words.day(week.first), "to": words.day(week.last)])
        let stillRuns = found.week.isRunning
        isRunning = stillRuns
        asOf = found.week.until.chinaText
        previous = week.previous.map { "/bulletin?week=\($0.text)\(region)" }
        next = week.next.flatMap { next in running.flatMap { next.first <= $0.first ? "/bulletin?week=\(next.text)\(region)" : nil } }
        summary = words.summary(found)
        lines = words.lines(found, actor)
        let shown = found.places.prefix(Self.rows)
        let rest = found.places.dropFirst(Self.rows)
        places = shown.map { each in
            Place(
                name: found.names[each.region] ?? each.region.prefix,
                link: each.region == found.region ? nil : "/bulletin?week=\(week.text)&region=\(each.region.digits)", open: words.count(each.open),
                // The list tells of now: only while the week runs is it the same.
                late: Number(
                    text: words.count(each.late),
                    link: stillRuns && actor.may(.clueRead) ? "/clues?late=yes&region=\(each.region.digits)" : nil),
                share: Figures.share(each.late, of: each.open) ?? "—", oldest: each.oldest?.description ?? "—")
        }
        hasPlaces = !places.isEmpty
        morePlaces =
            rest.isEmpty
            ? nil : words("bulletin.places.more", ["count": words.count(Int64(rest.count)), "late": words.count(rest.reduce(0) { $0 + $1.late })])
        late = found.lateData.prefix(Self.rows).map { each in
            let schema = each.schema
            return Late(
                publisher: words.isChinese ? schema.publisher.zh : schema.publisher.en, title: words.isChinese ? schema.title.zh : schema.title.en,
                due: each.due.text, days: words.count(Int64(each.days)))
        }
        hasLate = !late.isEmpty
        moreLate = found.lateData.count > Self.rows ? words("bulletin.late.more", ["count": String(found.lateData.count - Self.rows)]) : nil
        func source(_ each: BulletinFigures.Source) -> Source {
            let known = parts.sources[each.name]
            return Source(
                title: known.map { words.isChinese ? $0.titleZh : $0.titleEn } ?? each.name,
                share: Figures.share(each.confirmed, of: each.decided) ?? "—",
                of: "\(words.count(each.confirmed)) ÷ \(words.count(each.decided))")
        }
        // A dataset stands on one side only.
        let half = min(3, (found.sources.count + 1) / 2)
        best = found.sources.prefix(half).map(source)
        worst = found.sources.dropFirst(half).suffix(3).reversed().map(source)
        (hasBest, hasWorst) = (!best.isEmpty, !worst.isEmpty)
        hasSources = hasBest || hasWorst
    }
}

/// The words of a bulletin.
struct BulletinWords: Sendable {
    private let words: SupervisionWords
    private let moment: WeekMoment

    init(_ visit: Visit, _ moment: WeekMoment) { (words, self.moment) = (SupervisionWords(visit), moment) }

    var isChinese: Bool { words.isChinese }
    var keep: String { words.keep }
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String { words(key, values) }
    func count(_ number: Int64) -> String { words.count(number) }
    func day(_ day: CalendarDate) -> String { Figures.day(day, words.visit.language) }

    private func change(_ now: Int64, _ before: Int64, _ shown: (Int64) -> String) -> String {
        now == before ? "0" : (now > before ? "+" : "") + shown(now - before)
    }

    /// The table of the week against the one before.
    func lines(_ found: BulletinFigures.Answer, _ actor: Actor) -> [BulletinPage.Line] {
        let (flow, before, end, earlier) = (found.flow, found.before, found.standing, found.standingBefore)
        func clues(_ what: ClueHappening.What) -> BulletinPage.Line {
            let link = actor.may(.clueRead) && flow[what] > 0 ? "/clues?happened=\(what.rawValue)&week=\(moment.week.text)\(keep)" : nil
            return BulletinPage.Line(
                name: words("bulletin.flow.\(what.rawValue)"), now: .init(text: count(flow[what]), link: link), before: count(before[what]),
                change: change(flow[what], before[what], count))
        }
        func number(_ key: String, _ now: Int64, _ then: Int64, _ link: String? = nil, _ shown: (Int64) -> String) -> BulletinPage.Line {
            BulletinPage.Line(name: words(key), now: .init(text: shown(now), link: link), before: shown(then), change: change(now, then, shown))
        }
        func share(_ flow: BulletinFigures.Flow) -> String {
            Figures.share(flow[.confirmed], of: flow.decided).map { "\($0)（\(count(flow[.confirmed])) ÷ \(count(flow.decided))）" } ?? "—"
        }
        let late = found.week.isRunning && actor.may(.clueRead) ? "/clues?late=yes\(keep)" : nil
        return [
            clues(.opened), clues(.dispatched), clues(.verified), clues(.confirmed), clues(.notConfirmed),
            BulletinPage.Line(name: words("bulletin.share"), now: .init(text: share(flow), link: nil), before: share(before), change: ""),
            clues(.closed),
            clues(.lapsed), number("bulletin.open", end.open, earlier.open, nil, count),
            number("bulletin.overdue", end.late, earlier.late, late, count),
            number("bulletin.urged", flow.urged, before.urged, nil, count), number("bulletin.replied", flow.replied, before.replied, nil, count),
            number("bulletin.silent", end.silent, earlier.silent, nil, count), number("bulletin.begun", flow.begun, before.begun, nil, count),
            number("bulletin.recovered", flow.recovered, before.recovered, nil, words.yuan),
            number("bulletin.outstanding", end.outstanding, earlier.outstanding, nil, words.yuan),
            number("bulletin.people", flow.people, before.people, nil, count),
        ]
    }

    /// The week in sentences.
    func summary(_ found: BulletinFigures.Answer) -> [String] {
        let (flow, end) = (found.flow, found.standing)
        return [
            words(
                "bulletin.sentence.clues",
                [
                    "opened": count(flow[.opened]), "verified": count(flow[.verified]), "closed": count(flow[.closed]),
                    "share": Figures.share(flow[.confirmed], of: flow.decided) ?? "—",
                ]),
            words(
                "bulletin.sentence.late",
                ["open": count(end.open), "late": count(end.late), "places": count(Int64(found.places.count)), "silent": count(end.silent)]),
            words(
                "bulletin.sentence.money",
                ["recovered": words.yuan(flow.recovered), "outstanding": words.yuan(end.outstanding), "data": count(Int64(found.lateData.count))]),
        ]
    }
}
