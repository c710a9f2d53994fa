import Actions
import Basics
import Web

/// The comparisons of a region, and the way to another.
struct RunsPage: ListModel {
    static let template = "comparison-runs"

    struct Line: Codable, Sendable, Hashable {
        var link: String
        var asked: String
        var place: String
        var asOf: String
        var by: String
        var clues: String
        var state: String
        var mark: String
    }

    var title: String
    var hasLaw: Bool
    var canRun: Bool
    var canSchedule: Bool
    var canInstall: Bool
    var place: String
    var form: FormState
    var install: FormState
    var schedule: FormState
    var hour: String
    var lines: [Line]
    var next: String?

    static let specimen = RunsPage(
        title: "最近一次比对发现 1,207 条线索", hasLaw: true, canRun: true, canSchedule: true, canInstall: true, place: "石桥县",
        form: FormState(for: StartRunForm.self),
        install: FormState(for: EmptyForm.self), schedule: FormState(for: ScheduleForm.self), hour: "每天 2 时",
        lines: [
            Line(
                link: "/runs/3", asked: "2025-10-21 16:12", place: "石桥县", asOf: "2025-10-21", by: "顾明", clues: "1,207", state: "完成", mark: "st-good")
        ], next: nil)
}

struct EmptyForm: Codable, Sendable {}
struct StartRunForm: Codable, Sendable { var asOf: CalendarDate? }
struct ScheduleForm: Codable, Sendable { var hour: Int? }

enum RunState {
    static func mark(_ state: String) -> String { ["waiting": "st", "running": "st-work", "done": "st-good", "failed": "st-bad"][state] ?? "st" }
}

extension RunsPage {
    init(_ found: RunList.Answer, limit: Int, actor: Actor, form: FormState, schedule: FormState, _ words: Words) {
        let shown = found.runs.prefix(limit)
        lines = shown.map { run in
            Line(
                link: "/runs/\(run.id)", asked: words.time(run.asked), place: run.place, asOf: run.asOf.description, by: run.by,
                clues: words.count(run.clues), state: words("run.state.\(run.state)"), mark: RunState.mark(run.state))
        }
        let last = found.runs.first { $0.state == "done" }
        let under = found.runs.first { $0.state == "running" || $0.state == "waiting" }
        title =
            !found.hasLaw
            ? words("runs.title.no-law")
            : under != nil
                ? words("runs.title.running")
                : last.map { words("runs.title.found", ["clues": words.count($0.clues), "day": $0.asOf.description]) } ?? words("runs.title.none")
        hasLaw = found.hasLaw
        canRun = actor.may(.policyRun) && found.hasLaw && under == nil
        canSchedule = actor.may(.policyRun)
        canInstall = actor.may(.policyApprove) && !found.hasLaw
        place = found.place
        self.form = form
        install = FormState(for: EmptyForm.self)
        self.schedule = schedule
        hour = found.hour.map { words("runs.schedule.at", ["hour": String($0)]) } ?? words("runs.schedule.none")
        next = found.runs.count > limit ? shown.last.map { String($0.id) } : nil
    }
}

/// One comparison: how far it is, what it found, what was skipped and why.
struct RunPage: PageModel {
    static let template = "comparison-run"

    struct Line: Codable, Sendable, Hashable {
        var rule: String
        var title: String
        var link: String
        var pack: String
        var version: Int64
        var subjects: String
        var undecided: String
        var clues: String
        var skipped: String?
    }

    struct Phase: Codable, Sendable, Hashable {
        var name: String
        var seconds: String
    }

    var id: Int64
    var title: String
    var summary: String
    var state: String
    var mark: String
    var fault: String?
    var isRunning: Bool
    var progressWidth: String
    var isDone: Bool
    var households: String
    var people: String
    var clues: String
    var undecided: String
    var rules: [Line]
    var silent: [Line]
    var silentTitle: String
    var skipped: [Line]
    var skippedTitle: String
    var phases: [Phase]

    static let specimen = RunPage(
        id: 3, title: "发现 1,207 条线索", summary: "石桥县，按 2025-10-21", state: "完成", mark: "st-good", fault: "no-law", isRunning: true,
        progressWidth: "40%",
        isDone: true, households: "8,100", people: "31,904", clues: "1,207", undecided: "3",
        rules: [
            Line(
                rule: "hebei-car-or-van", title: "购有轿车", link: "/rules/hebei-car-or-van", pack: "hebei/entry-bars-2018", version: 1,
                subjects: "8,100",
                undecided: "0", clues: "12", skipped: nil)
        ], silent: [], silentTitle: "另有 90 条规则没有发现", skipped: [], skippedTitle: "8 条规则没有比", phases: [Phase(name: "求值", seconds: "0.8")])
}

extension RunPage {
    init(_ facts: RunFacts, _ words: Words) {
        id = facts.id
        state = words("run.state.\(facts.state)")
        mark = RunState.mark(facts.state)
        title = words("run.title.\(facts.state)", ["clues": words.count(facts.clues)])
        let asked = words("run.asked", ["time": words.time(facts.asked), "by": facts.by])
        summary = words("run.summary", ["place": facts.place, "day": facts.asOf.description]) + asked
        fault = facts.fault.map { words("run.fault", ["why": $0]) }
        isRunning = facts.state == "running" || facts.state == "waiting"
        isDone = facts.state == "done"
        progressWidth = facts.done.flatMap { done in done.of.map { $0 > 0 ? "\(done.0 * 100 / $0)%" : "0%" } } ?? "0%"
        (households, people, clues) = (words.count(facts.households), words.count(facts.people), words.count(facts.clues))
        undecided = words.count(facts.rules.reduce(Int64?.some(0)) { sum, rule in sum.flatMap { sum in rule.undecided.map { sum + $0 } } })
        func line(_ rule: RunFacts.Rule) -> Line {
            Line(
                rule: rule.rule, title: words.title(rule.title), link: "/rules/\(rule.rule)", pack: rule.pack, version: rule.version,
                subjects: words.count(rule.subjects), undecided: words.count(rule.undecided), clues: words.count(rule.clues),
                skipped: rule.skipped.map(words.skipped))
        }
        rules = facts.rules.filter { $0.skipped == nil && ($0.clues > 0 || $0.undecided ?? 0 > 0) }.map(line)
        silent = facts.rules.filter { $0.skipped == nil && $0.clues == 0 && $0.undecided ?? 0 == 0 }.map(line)
        silentTitle = words("run.silent", ["count": String(silent.count)])
        skipped = facts.rules.filter { $0.skipped != nil }.map(line)
        skippedTitle = words("run.skipped", ["count": String(skipped.count)])
        phases = facts.phases.map { Phase(name: words.step($0.name), seconds: words.seconds($0.milliseconds)) }
    }
}
