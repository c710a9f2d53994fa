import Actions
import Basics
import Regions
import Register
import Storage
import Web
import WorkOrders

extension CluePage {
    static func read(_ visit: Visit, _ parts: CluesParts, form: FormState? = nil) async throws -> CluePage {
        let found = try await visit.ask(ShowClue(id: visit.id("clue")))
        let accounts = Set(found.steps.map(\.account) + [found.holder].compactMap { $0 })
        let names = try await visit.ask(AccountsNamed(accounts: accounts, names: parts.work.names))
        let look = try await SideBySide.of(found, visit, parts)
        var page = CluePage(found, names, look, form, visit)
        page.aftermath = try await parts.aftermath?(found.clue, visit)
        return page
    }

    private init(
        _ found: ShowClue.Answer, _ names: [Int64: String], _ look: SideBySide, _ form: FormState?, _ visit: Visit
    ) {
        let (clue, words) = (found.clue, ClueWords(visit))
        let left = words.left(clue.due, found.today)
        let ruleTitle = found.rule.title(words.isChinese)
        let whom = found.person ?? found.household?.name ?? clue.key ?? found.places.last?.name
        self.clue = clue.id
        title = whom.map { words("clue.title", ["whom": $0, "rule": ruleTitle]) } ?? ruleTitle
        crumbs = [
            Crumb(name: words("nav.clue-list"), link: "/clues"), Crumb(name: ruleTitle, link: "/clues?rule=\(found.rule.rule)"),
            Crumb(name: String(clue.id), link: "/clues/\(clue.id)"),
        ]
        state = words.state(clue.state)
        mark = ClueWords.mark(clue.state)
        place = found.places.dropFirst(3).map(\.name).joined(separator: " ")
        holder = found.holder.flatMap { names[$0] }
        due = clue.due?.description
        (self.left, isLate) = (left.text, left.isLate)
        orderLink = clue.order.map { "/tasks/\($0)" }
        household = clue.household.map {
            Crumb(name: words("clue.household", ["name": found.household?.name ?? String($0)]), link: "/households/\($0)")
        }
        stages = Self.stages(found, words)
        rule = ruleTitle
        ruleName = "\(found.rule.rule)·\(found.rule.pack)"
        ruleLink = "/clues?state=all&rule=\(found.rule.rule)"
        outcome = words.outcome(found.rule.outcome)
        outcomeMark = found.rule.outcome == "veto" ? "tag-bad" : "tag-warn"
        precision = words.precision(found.precision)
        precisionOf = "\(Figures.count(found.precision.confirmed)) ÷ \(Figures.count(found.precision.decided))"
        evidence = found.evidence.map { Fact(name: words.title($0), text: words.evidence($0)) }
        usual =
            found.rule.usual.isEmpty
            ? nil : found.rule.usual.compactMap { words.explanation($0) }.joined(separator: words.isChinese ? "；" : "; ")
        (sources, silent) = (look.sources, look.silent)
        photos = Self.photos(found.photos, of: clue.id, words)
        verdicts = found.verdicts.map {
            Given(
                verdict: words.verdict($0.verdict), explanation: words.explanation($0.explanation), said: $0.said, signature: $0.signature,
                certificate: $0.certificate, time: $0.at.chinaText)
        }
        others = found.others.map { Other($0, found.rules, words) }
        othersLink = clue.household.map { "/clues/households/\($0)" }
        work = found.rectifications.map {
            Work(
                way: words("clue.way.\($0.way)"), asked: $0.asked, done: $0.done, began: $0.began.chinaDate.description,
                ended: $0.ended?.chinaDate.description)
        }
        steps = found.steps.map { Self.step($0, names, words) }
        (canBegin, canVerify, canReview, canRectify) = (false, false, false, false)
        (canFinish, canAsk, canJudge, aftermath) = (false, false, false, nil)
        changes = found.changes.map {
            FormOption(String($0.id), words("clue.change", ["day": $0.recorded.chinaDate.description, "reason": $0.reason]))
        }
        changeLinks = []
        self.form = form ?? FormState(for: GiveVerdict.self, values: ["signature": visit.signedIn?.actor.name ?? ""], baseVersion: clue.leaf)
        leaf = clue.leaf
        offer(found, visit, words)
    }

    /// What the reader may do next.
    private mutating func offer(_ found: ShowClue.Answer, _ visit: Visit, _ words: ClueWords) {
        guard let actor = visit.signedIn?.actor else { return }
        let state = found.clue.life.held ?? found.clue.state
        canBegin = actor.may(.clueVerify) && state == .accepted
        canVerify = actor.may(.clueVerify) && found.clue.waitsForVerdict
        canReview =
            actor.may(.clueReview) && [.notConfirmed, .cannotVerify, .rectified].contains(state) && found.verdicts.first?.account != actor.account
        canRectify = actor.may(.clueReview) && state == .confirmed
        canFinish =
            actor.may(.clueReview) && state == .rectifying
            && !found.rectifications.contains { $0.way == "department" && $0.ended == nil }
        canAsk =
            actor.may(.clueReview) && found.clue.verdict != nil && !found.rule.sources.isEmpty && state != .closed
            && !found.rectifications.contains { $0.way == "department" && $0.ended == nil }
        canJudge = actor.may(.clueDecide) && found.isDrawn
        if canFinish || canRectify, let household = found.clue.household {
            changeLinks = [
                Crumb(name: words("clue.change.correction"), link: "/households/\(household)/corrections"),
                Crumb(name: words("clue.change.status"), link: "/households/\(household)/statuses"),
                Crumb(name: words("clue.change.monitoring"), link: "/households/\(household)/monitoring"),
                Crumb(name: words("clue.change.household"), link: "/households/\(household)"),
            ]
        }
        Self.choose(&form, found.rule, words)
    }

    /// The choices of a verdict: those explanations first that are usual for the rule.
    static func choose(_ form: inout FormState, _ rule: ClueRule, _ words: ClueWords) {
        form.choose("verdict", from: Verdict.allCases.map { FormOption($0.rawValue, words.verdict($0)) })
        form.choose(
            "explanation",
            from: Explanations.shipped.ordered(usual: rule.usual).map { item in
                FormOption(
                    item.code, words.isChinese ? item.zh : item.en, hint: rule.usual.contains(item.code) ? words("clue.explanation.usual") : nil)
            })
    }

    static func photos(_ photos: [ShowClue.Photo], of clue: Int64, _ words: ClueWords) -> [Photo] {
        photos.map {
            Photo(
                link: "/clues/\(clue)/photos/\($0.id)", shows: words("clue.photo.\($0.shows)"),
                caption: [$0.caption, $0.at.chinaText].compactMap { $0 }.joined(separator: "·"))
        }
    }

    private static let course: [ClueState] = [.created, .dispatched, .accepted, .verifying, .rectifying, .reviewed, .closed]

    /// The way of a clue with the days on which it came there.
    private static func stages(_ found: ShowClue.Answer, _ words: ClueWords) -> [Stage] {
        let state = found.clue.life.held ?? found.clue.state
        let place: Int =
            switch state {
            case .created, .returned: 0
            case .dispatched: 1
            case .accepted: 2
            case .verifying: 3
            case .confirmed, .rectifying: 4
            case .notConfirmed, .cannotVerify, .rectified: 5
            case .reviewed: 6
            case .closed: 7
            case .escalated: 0
            }
        // What is not so has nothing to put right.
        let isSkipped = found.clue.verdict == .notConfirmed || found.clue.verdict == .cannotVerify
        return course.enumerated().filter { !(isSkipped && $1 == .rectifying) }.map { index, stage in
            let step = found.steps.first { $0.to == stage || (stage == .created && $0.event == .open) }
            var detail = index < place ? step.map { String($0.at.chinaText.dropFirst(5)) } ?? "" : ""
            if index == place, let due = found.clue.due { detail = words("clue.stage.until", ["day": String(due.description.dropFirst(5))]) }
            return Stage(
                name: words("clue.stage.\(stage.rawValue)"), detail: detail, mark: index < place ? "done" : index == place ? "now" : "")
        }
    }

    private static func step(_ step: ShowClue.Step, _ names: [Int64: String], _ words: ClueWords) -> Step {
        var detail = [names[step.account] ?? words("work.house"), words.reason(step.reason)].compactMap { $0 }
        if step.dueBefore != step.dueAfter, let after = step.dueAfter {
            detail.append(words("clue.step.due", ["from": step.dueBefore?.description ?? "—", "to": after.description]))
        }
        let tone: String =
            switch step.event {
            case .refuse, .giveBack, .escalate: "t-bad"
            case .close, .review, .fix: "t-good"
            default: "t-act"
            }
        return Step(
            time: String(step.at.chinaText.dropFirst(5)), text: words("clue.event.\(step.event.rawValue)"), detail: detail.joined(separator: "·"),
            tone: tone)
    }
}

extension CluePage.Other {
    fileprivate init(_ clue: Clue, _ rules: [Int64: ClueRule], _ words: ClueWords) {
        link = "/clues/\(clue.id)"
        rule = (rules[clue.rule] ?? .unknown(clue.rule)).title(words.isChinese)
        state = words.state(clue.state)
        mark = ClueWords.mark(clue.state)
    }
}
