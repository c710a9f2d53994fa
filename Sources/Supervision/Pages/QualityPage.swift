import Actions
import Basics
import Clues
import Register
import Web

/// How verdicts are given, and what they say of rules and data.
struct QualityPage: PageModel {
    static let template = "supervision-quality"

    struct Again: Codable, Sendable { var head: String; var link: String; var rule: String; var ruleLink: String; var times: String }
    struct Explained: Codable, Sendable { var rule: String; var code: String; var link: String?; var count: String; var share: String }
    struct Giver: Codable, Sendable {
        var post: String; var link: String?; var unproved: String; var all: String; var share: String; var isLate: Bool
    }
    struct Source: Codable, Sendable {
        var name: String; var publisher: String; var confirmed: String; var decided: String; var share: String; var width: String; var codes: String
    }

    var title: String
    var again: [Again]
    var hasAgain: Bool
    var mayAgain: Bool
    var explained: [Explained]
    var hasExplained: Bool
    var givers: [Giver]
    var hasGivers: Bool
    var sources: [Source]
    var hasSources: Bool
    var isEmpty: Bool

    static let specimen = QualityPage(
        title: "没有证据的结论 14 条，共 150 条",
        again: [Again(head: "田茂林户", link: "/clues/households/1", rule: "名下有小型汽车", ruleLink: "/clues?rule=hebei-small-car", times: "3")],
        hasAgain: true,
        mayAgain: true, explained: [Explained(rule: "名下有小型汽车", code: "挂名", link: "/clues", count: "63", share: "42.0%")], hasExplained: true,
        givers: [Giver(post: "柳树村 村信息员 陈大勇", link: "/supervision/unproved?account=7", unproved: "4", all: "12", share: "33.3%", isLate: true)],
        hasGivers: true,
        sources: [Source(name: "机动车登记", publisher: "公安局", confirmed: "14", decided: "150", share: "9.3%", width: "9.3%", codes: "挂名 63")],
        hasSources: true, isEmpty: false)

    static func read(_ visit: Visit, _ parts: SupervisionParts) async throws -> QualityPage {
        let found = try await visit.ask(VerdictQuality(parts: parts))
        let (words, actor) = (SupervisionWords(visit), try visit.actor)
        let reads = actor.may(.clueRead)
        let (unproved, all) = (found.givers.reduce(0) { $0 + $1.unproved }, found.givers.reduce(0) { $0 + $1.all })
        func label(_ code: String) -> String { Explanations.shipped.label(code, chinese: words.isChinese) }
        func title(_ rule: ClueRule) -> String { words.isChinese ? rule.titleZh : rule.titleEn }
        return QualityPage(
            title: words("quality.title", ["unproved": words.count(unproved), "all": words.count(all)]),
            again: (found.again ?? []).map { each in
                let head = each.household.flatMap { found.heads[$0] }
                return Again(
                    head: head.map { words("clue.household", ["name": $0.name ?? String($0.number)]) }
                        ?? words("measure.of-clue", ["clue": String(each.clue)]),
                    link: each.household.map { "/clues/households/\($0)" } ?? "/clues/\(each.clue)", rule: title(each.rule),
                    ruleLink: "/clues?state=all&rule=\(each.rule.rule)&verdict=notConfirmed\(words.keep)", times: words.count(each.times))
            }, hasAgain: !(found.again ?? []).isEmpty, mayAgain: found.again != nil,
            explained: found.explained.map { each in
                Explained(
                    rule: title(each.rule), code: label(each.code),
                    link: reads ? "/clues?state=all&rule=\(each.rule.rule)&explanation=\(each.code)\(words.keep)" : nil,
                    count: words.count(each.count),
                    share: Figures.share(each.count, of: each.decided) ?? "—")
            }, hasExplained: !found.explained.isEmpty,
            givers: found.givers.map { each in
                Giver(
                    post: words.post(each.post, found.names) ?? "—",
                    link: reads && each.unproved > 0 ? "/supervision/unproved?account=\(each.account)\(words.keep)" : nil,
                    unproved: words.count(each.unproved), all: words.count(each.all), share: Figures.share(each.unproved, of: each.all) ?? "—",
                    isLate: each.unproved > 0)
            }, hasGivers: !found.givers.isEmpty,
            sources: found.sources.map { each in
                let source = parts.sources[each.name]
                let share = Figures.share(each.confirmed, of: each.decided) ?? "0%"
                return Source(
                    name: source.map { words.isChinese ? $0.titleZh : $0.titleEn } ?? each.name,
                    publisher: source.map { words.isChinese ? $0.publisherZh : $0.publisherEn } ?? "", confirmed: words.count(each.confirmed),
                    decided: words.count(each.decided), share: share, width: share,
                    codes: each.codes.prefix(3).map { "\(label($0.code)) \(words.count($0.count))" }.joined(separator: words.isChinese ? "、" : "; "))
            }, hasSources: !found.sources.isEmpty, isEmpty: found.givers.isEmpty && found.sources.isEmpty)
    }
}

/// The verdicts that nobody proved, behind the share of them.
struct UnprovedPage: ListModel {
    static let template = "supervision-unproved"

    struct Row: Codable, Sendable {
        var link: String; var head: String; var place: String; var rule: String; var verdict: String; var said: String; var time: String
    }

    var title: String
    var count: Int64
    var rows: [Row]
    var isEmpty: Bool
    var next: String?

    static let specimen = UnprovedPage(
        title: "没有证据的结论 4 条", count: 4,
        rows: [Row(link: "/clues/1", head: "田茂林户", place: "柳树村", rule: "名下有小型汽车", verdict: "属实", said: "问了本人", time: "2026-11-20 09:00")],
        isEmpty: false,
        next: "1")

    static let inputs = [RouteInput("account", summary: "input.work.holder", schema: .integer(minimum: 0))]

    static func read(_ visit: Visit) async throws -> UnprovedPage {
        let found = try await visit.ask(
            UnprovedVerdicts(account: visit.number("account"), after: AccountabilityPage.after(visit), limit: visit.limit))
        let words = SupervisionWords(visit)
        return UnprovedPage(
            title: words("quality.unproved.title", ["count": words.count(found.count)]), count: found.count,
            rows: found.lines.map { line in
                Row(
                    link: "/clues/\(line.clue.id)",
                    head: line.household.map { words("clue.household", ["name": $0.name ?? String($0.number)]) }
                        ?? words("measure.of-clue", ["clue": String(line.clue.id)]),
                    place: found.names[line.clue.region] ?? line.clue.region.prefix, rule: words.isChinese ? line.rule.titleZh : line.rule.titleEn,
                    verdict: words.verdict(line.verdict), said: line.said, time: line.at.chinaText)
            }, isEmpty: found.lines.isEmpty, next: found.next.map(String.init))
    }
}
