import Actions
import Basics
import Regions
import Storage
import Web

/// How often each rule and each dataset was right, as verified; every number is a link to its list.
struct PrecisionPage: PageModel {
    static let template = "clue-precision"

    struct Line: Codable, Sendable {
        var name: String
        var note: String
        var link: String?
        var confirmed: String
        var confirmedLink: String?
        var notConfirmed: String
        var notConfirmedLink: String?
        var cannotVerify: String
        var precision: String
        var width: String
        var usual: String
    }

    var title: String
    var definition: String
    var rules: [Line]
    var sources: [Line]
    var isEmpty: Bool

    static let specimen = PrecisionPage(
        title: "属实率 13.9%", definition: "属实 104 ÷ 已判定 750",
        rules: [
            Line(
                name: "名下有小型汽车", note: "hebei-small-car", link: "/clues?state=all&rule=hebei-small-car", confirmed: "14", confirmedLink: "/clues",
                notConfirmed: "136",
                notConfirmedLink: "/clues", cannotVerify: "3", precision: "9.3%", width: "9.3%", usual: "挂名 63、婚前财产 12")
        ],
        sources: [
            Line(
                name: "机动车登记", note: "公安局", link: nil, confirmed: "14", confirmedLink: nil, notConfirmed: "136", notConfirmedLink: nil,
                cannotVerify: "3",
                precision: "9.3%", width: "9.3%", usual: "")
        ], isEmpty: false)

    static func read(_ visit: Visit, _ parts: CluesParts) async throws -> PrecisionPage {
        let found = try await visit.ask(RulePrecision())
        let words = ClueWords(visit)
        let reads = try visit.actor.may(.clueRead)
        let keep = visit.region.map { "&region=\($0.digits)" } ?? ""
        func line(_ name: String, _ note: String, _ rule: String?, _ figure: RulePrecision.Figure, _ usual: String) -> Line {
            let base = rule.flatMap { reads ? "/clues?state=all&rule=\($0)\(keep)" : nil }
            return Line(
                name: name, note: note, link: base, confirmed: Figures.count(figure.confirmed),
                confirmedLink: base.flatMap { figure.confirmed > 0 ? "\($0)&verdict=confirmed" : nil },
                notConfirmed: Figures.count(figure.notConfirmed),
                notConfirmedLink: base.flatMap { figure.notConfirmed > 0 ? "\($0)&verdict=notConfirmed" : nil },
                cannotVerify: Figures.count(figure.cannotVerify), precision: words.precision(figure),
                width: Figures.share(figure.confirmed, of: figure.decided) ?? "0%", usual: usual)
        }
        let explained = Dictionary(grouping: found.explanations, by: \.rule)
        return PrecisionPage(
            title: words("precision.title", ["share": words.precision(found.total)]),
            definition: words(
                "precision.definition", ["confirmed": Figures.count(found.total.confirmed), "decided": Figures.count(found.total.decided)]),
            rules: found.rules.map { each in
                let usual = (explained[each.rule.id] ?? []).prefix(3).map { "\(words.explanation($0.code) ?? $0.code) \(Figures.count($0.count))" }
                return line(
                    each.rule.title(words.isChinese), each.rule.rule, each.rule.rule, each.figure,
                    usual.joined(separator: words.isChinese ? "、" : ", "))
            },
            sources: found.sources.map { each in
                let source = parts.sources[each.source]
                return line(
                    source.map { words.isChinese ? $0.titleZh : $0.titleEn } ?? each.source,
                    source.map { words.isChinese ? $0.publisherZh : $0.publisherEn } ?? "", nil, each.figure, "")
            }, isEmpty: found.rules.isEmpty)
    }
}

/// How far the clues of each place are.
struct ProgressPage: PageModel {
    static let template = "clue-progress"

    struct Line: Codable, Sendable {
        var name: String
        var link: String
        var listLink: String?
        var all: String
        var waiting: String
        var verifying: String
        var rectifying: String
        var reviewing: String
        var closed: String
        var late: String
        var isLate: Bool
        var lateLink: String?
        var goodWidth: String
        var softWidth: String
        var softStart: String
    }

    var title: String
    var day: String
    var lines: [Line]
    var isEmpty: Bool

    static let specimen = ProgressPage(
        title: "线索 2,036 条，已销号 589 条", day: "2026-11-23",
        lines: [
            Line(
                name: "大坪乡", link: "/clues/progress?region=990121204000", listLink: "/clues?region=990121204000", all: "268", waiting: "20",
                verifying: "131",
                rectifying: "8", reviewing: "12", closed: "97", late: "14", isLate: true, lateLink: "/clues?late=yes", goodWidth: "36.2%",
                softWidth: "56.3%", softStart: "36.2%")
        ], isEmpty: false)

    static func read(_ visit: Visit) async throws -> ProgressPage {
        let found = try await visit.ask(ClueProgress())
        let names = try await visit.ask(PlacesNamed(codes: found.lines.map(\.region)))
        let words = ClueWords(visit)
        let reads = try visit.actor.may(.clueRead)
        let (all, closed) = (found.lines.reduce(0) { $0 + $1.all }, found.lines.reduce(0) { $0 + $1.closed })
        return ProgressPage(
            title: words("progress.title", ["all": Figures.count(all), "closed": Figures.count(closed)]), day: found.today.description,
            lines: found.lines.map { line in
                func sum(_ states: ClueState...) -> String { Figures.count(states.reduce(0) { $0 + (line.states[$1] ?? 0) }) }
                let code = line.region.digits
                let done = Figures.share(line.closed, of: line.all) ?? "0%"
                return Line(
                    name: names[line.region] ?? line.region.prefix, link: "/clues/progress?region=\(code)",
                    listLink: reads ? "/clues?state=all&region=\(code)" : nil, all: Figures.count(line.all), waiting: sum(.created, .returned),
                    verifying: sum(.dispatched, .accepted, .verifying, .escalated), rectifying: sum(.confirmed, .rectifying),
                    reviewing: sum(.notConfirmed, .cannotVerify, .rectified, .reviewed), closed: sum(.closed), late: Figures.count(line.late),
                    isLate: line.late > 0, lateLink: reads && line.late > 0 ? "/clues?late=yes&region=\(code)" : nil, goodWidth: done,
                    softWidth: Figures.share(line.all - line.closed, of: line.all) ?? "0%", softStart: done)
            }, isEmpty: found.lines.isEmpty)
    }
}

/// What places are called by themselves.
struct PlacesNamed: Query {
    static let permission = Permission.clueFigures
    var codes: [RegionCode]

    func answer(in reading: Reading) throws -> [RegionCode: String] {
        try RegionNames.places(of: codes, in: reading).mapValues { name in name.split(separator: " ").last.map(String.init) ?? name }
    }
}
