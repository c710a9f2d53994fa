import Actions
import Basics
import PolicyLanguage
import Web

/// The law in force in a region, rule by rule, with what the last run found.
struct RulesPage: PageModel {
    static let template = "policy-rules"

    struct Line: Codable, Sendable, Hashable {
        var rule: String
        var title: String
        var link: String
        var outcome: String
        var severity: Int
        var clues: String
        var precision: String
        var skipped: String?
    }

    struct Pack: Codable, Sendable, Hashable {
        var name: String
        var title: String
        var authority: String
        var version: Int
        var since: String
        var exportLink: String
        var count: String
        var rules: [Line]
    }

    var title: String
    var summary: String
    var canInstall: Bool
    var install: FormState
    var proposalsLink: String
    var open: Int64
    var packs: [Pack]

    static let specimen = RulesPage(
        title: "217 条规则", summary: "按 2025-10-21 生效的规则", canInstall: true, install: FormState(for: EmptyForm.self), proposalsLink: "/proposals",
        open: 1,
        packs: [
            Pack(
                name: "hebei/entry-bars-2018", title: "河北识别标准", authority: "河北省扶贫办", version: 1, since: "2018-01-01",
                exportLink: "/packs/hebei/entry-bars-2018/1", count: "9 条",
                rules: [
                    Line(
                        rule: "hebei-car-or-van", title: "购有轿车", link: "/rules/hebei-car-or-van", outcome: "否决", severity: 3, clues: "12",
                        precision: "10 / 12", skipped: "没有送来")
                ])
        ])
}

extension RulesPage {
    init(_ figures: RuleFigures.Answer, day: CalendarDate, actor: Actor, _ words: Words) {
        let packs = figures.law.law.packs
        title = packs.isEmpty ? words("runs.title.no-law") : words("rules.title", ["count": String(packs.reduce(0) { $0 + $1.rules.count })])
        summary = words("rules.summary", ["day": day.description])
        canInstall = packs.isEmpty && actor.may(.policyApprove)
        install = FormState(for: EmptyForm.self)
        proposalsLink = "/proposals"
        open = figures.open
        self.packs = packs.map { pack in
            let version = figures.law.law.versions[pack.id] ?? 0
            let name = LawInForce.pack(of: pack.id)
            return Pack(
                name: name, title: words.title(pack.title), authority: words.title(pack.authority), version: version,
                since: figures.law.since[pack.id].map { $0.daysSinceEpoch == 0 ? words("rules.shipped") : $0.description } ?? "",
                exportLink: "/packs/\(name)/\(version)", count: words("rules.count", ["count": String(pack.rules.count)]),
                rules: pack.rules.map { rule in
                    let last = figures.lastRun[rule.id]
                    return Line(
                        rule: rule.id, title: words.title(rule.title), link: "/rules/\(rule.id)", outcome: words("outcome.\(rule.outcome.rawValue)"),
                        severity: rule.severity, clues: words.count(last.flatMap { $0.skipped == nil ? $0.clues : nil }),
                        precision: words.precision(figures.precision[rule.id]), skipped: last?.skipped.map(words.skipped))
                })
        }
    }
}

/// One rule: what it says, on what law it rests, its parameters over time, how it is tried and changed.
struct RulePage: PageModel {
    static let template = "policy-rule"

    struct Reference: Codable, Sendable, Hashable {
        var text: String
        var url: String?
    }

    struct Value: Codable, Sendable, Hashable {
        var from: String
        var value: String
        var reference: String
        var isNow: Bool
    }

    struct Parameter: Codable, Sendable, Hashable {
        var name: String
        var title: String
        var unit: String
        var now: String
        var verified: Bool
        var values: [Value]
    }

    struct Example: Codable, Sendable, Hashable {
        var title: String
        var fires: Bool
    }

    var rule: String
    var title: String
    var packTitle: String
    var packLink: String
    var version: Int
    var outcome: String
    var severity: Int
    var isVerified: Bool
    var message: String
    var investigate: String
    var gaps: String?
    var lets: [String]
    var condition: String
    var evidence: [String]
    var references: [Reference]
    var parameters: [Parameter]
    var explanations: [String]
    var examples: [Example]
    var clues: String
    var subjects: String
    var undecided: String
    var skipped: String?
    var precision: String
    var tryLink: String?
    var canPropose: Bool
    var proposeLink: String
    var form: FormState

    static let specimen = RulePage(
        rule: "hebei-car-or-van", title: "购有轿车", packTitle: "河北识别标准", packLink: "/packs/hebei/entry-bars-2018/1", version: 1, outcome: "否决",
        severity: 3,
        isVerified: false, message: "名下有 {cars} 辆车", investigate: "核对车辆", gaps: "外省车辆", lets: ["cars: household.vehicles"],
        condition: "size(cars) > 0",
        evidence: ["车辆数"], references: [Reference(text: "冀扶 [2018] 1 号", url: "https://example.invalid/1")],
        parameters: [
            Parameter(
                name: "vehicle_price_limit", title: "购车价格", unit: "元", now: "50000", verified: false,
                values: [Value(from: "2018-01-01", value: "50000", reference: "冀扶", isNow: true)])
        ], explanations: ["挂名"], examples: [Example(title: "一辆轿车", fires: true)], clues: "12", subjects: "8,100", undecided: "0", skipped: "没有送来",
        precision: "10 / 12", tryLink: "/rules/hebei-car-or-van/try", canPropose: true, proposeLink: "/rules/hebei-car-or-van/proposals",
        form: FormState(for: ProposalForm.self))
}

/// What is typed to propose another value.
struct ProposalForm: Codable, Sendable {
    var parameter: String
    var value: String
    var from: CalendarDate
    var reference: String
    var reason: String
    var rule: String
}

extension RulePage {
    init(_ figures: RuleFigures.Answer, rule id: String, day: CalendarDate, actor: Actor, form: FormState, _ words: Words) throws {
        guard let pack = figures.law.law.packs.first(where: { $0.rules.contains { $0.id == id } }),
            let rule = pack.rules.first(where: { $0.id == id })
        else {
            throw Refusal.notFound
        }
        self.rule = id
        version = figures.law.law.versions[pack.id] ?? 0
        (title, packTitle) = (words.title(rule.title), words.title(pack.title))
        packLink = "/packs/\(LawInForce.pack(of: pack.id))/\(version)"
        (outcome, severity, isVerified) = (words("outcome.\(rule.outcome.rawValue)"), rule.severity, rule.verified)
        (message, investigate, gaps) = (words.title(rule.message), words.title(rule.investigate), rule.knownGaps.map(words.title))
        lets = rule.lets.map { "\($0.name): \($0.value.text)" }
        condition = rule.condition.text
        evidence = rule.evidence.map { "\(words.title($0.title)): \($0.value.text)" }
        references = rule.references.map { Reference(text: [$0.title, $0.place, $0.section].compactMap { $0 }.joined(separator: " "), url: $0.url) }
        let used = rule.parameters
        parameters = pack.parameters.filter { used.contains($0.name) }.map { parameter in
            let now = parameter.value(on: day)
            return Parameter(
                name: parameter.name, title: words.title(parameter.title), unit: words.unit(parameter.type),
                now: now.map { words.value($0.value, of: parameter.type) } ?? "—", verified: parameter.verified,
                values: parameter.history.map {
                    Value(
                        from: $0.from.description, value: words.value($0.value, of: parameter.type), reference: $0.reference,
                        isNow: $0.from == now?.from)
                })
        }
        explanations = pack.explanations.filter { rule.falsePositives.contains($0.code) }.map { words.title($0.title) }
        examples = rule.examples.map { Example(title: $0.title, fires: $0.fires) }
        let last = figures.lastRun[id]
        (clues, subjects, undecided) = (words.count(last?.clues), words.count(last?.subjects), words.count(last?.undecided))
        skipped = last?.skipped.map(words.skipped)
        precision = words.precision(figures.precision[id])
        tryLink = actor.may(.policyRun) && !used.isEmpty ? "/rules/\(id)/try" : nil
        canPropose = actor.may(.policyPropose) && !used.isEmpty
        proposeLink = "/rules/\(id)/proposals"
        self.form = form
        self.form.choose("parameter", from: parameters.map { FormOption($0.name, "\($0.title)（\($0.now) \($0.unit)）") })
    }
}

/// What is proposed, and who decides.
struct ProposalsPage: PageModel {
    static let template = "policy-proposals"

    struct Line: Codable, Sendable, Hashable {
        var id: Int64
        var title: String
        var detail: String
        var reference: String
        var reason: String
        var state: String
        var mark: String
        var by: String
        var decided: String?
        var decideLink: String
        var canDecide: Bool
        var version: Int64
        var client: String
    }

    var title: String
    var problems: [FormProblem]
    var lines: [Line]

    static let specimen = ProposalsPage(
        title: "1 条提议等人批准", problems: [],
        lines: [
            Line(
                id: 1, title: "防返贫监测收入线 → 8500", detail: "石桥县，自 2026-01-01", reference: "县发 [2025] 9 号", reason: "按省定标准", state: "待批准",
                mark: "st-warn", by: "周敏，2025-10-21", decided: "顾明", decideLink: "/proposals/1/decide", canDecide: true, version: 12,
                client: "00000000-0000-4000-8000-000000000000")
        ])
}

extension ProposalsPage {
    init(_ found: [ProposalList.Proposal], actor: Actor, problems: [FormProblem], _ words: Words) {
        let open = found.filter { $0.state == "open" }.count
        title = open > 0 ? words("proposals.title.open", ["count": String(open)]) : words("proposals.title.none")
        self.problems = problems
        lines = found.map { proposal in
            Line(
                id: proposal.id, title: "\(proposal.pack) · \(proposal.parameter) → \(proposal.value)",
                detail: words("proposal.detail", ["place": proposal.place, "day": proposal.from.description]), reference: proposal.reference,
                reason: proposal.reason, state: words("proposal.state.\(proposal.state)"),
                mark: ["open": "st-warn", "approved": "st-good", "refused": "st-calm"][proposal.state] ?? "st",
                by: "\(proposal.by)，\(words.time(proposal.proposed))",
                decided: proposal.decidedBy.map { name in
                    words("proposal.decided", ["by": name]) + (proposal.version.map { words("proposal.version", ["version": String($0)]) } ?? "")
                        + (proposal.why.map { "：\($0)" } ?? "")
                }, decideLink: "/proposals/\(proposal.id)/decide",
                canDecide: proposal.state == "open" && actor.may(.policyApprove) && actor.account != proposal.proposer, version: proposal.leaf,
                client: RandomText.uuid())
        }
    }
}
