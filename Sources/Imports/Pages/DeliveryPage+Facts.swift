import Actions
import Basics
import Datasets
import Web

extension DeliveryPage {
    init(_ facts: DeliveryFacts, schema: SourceSchema?, actor: Actor?, form: FormState, _ words: Words) {
        let head = facts.head
        id = head.id
        version = head.leaf
        period = words.period(head.period)
        source = schema.map { words.title($0.title) } ?? head.source
        department = schema.map { words.title($0.publisher) } ?? head.department
        departmentLink = "/departments?department=\(Percent.encoded(head.department))"
        sourceLink = "/departments/" + head.folder
        state = words.state(head.state)
        stateMark = head.state.mark
        title = DeliveryTitle(facts, source: source, period: period, words).text
        summary = DeliveryPage.summary(facts, department, words)
        (rows, accepted, rejected, matchedPeople) = (facts.rows, facts.accepted, facts.rejected, facts.matchedPeople)
        steps = DeliveryPage.steps(facts, words)
        figures = DeliveryFigures(facts, words).all
        let titles = Dictionary((schema?.columns ?? []).map { ($0.name, words.title($0.title)) }, uniquingKeysWith: { first, _ in first })
        reasons = DeliveryPage.reasons(facts, titles, words)
        reasonsNote = words("delivery.reasons.total", ["rows": words.count(facts.rejected)])
        checks = facts.checks.map { CheckText($0, titles: titles, words).check }
        let open = facts.checks.filter { $0.result != .passed }.count
        checksNote = words(open == 0 ? "delivery.checks.all" : "delivery.checks.some", ["all": String(checks.count), "open": String(open)])
        self.facts = FileFacts(facts, titles: titles, words).all
        history = facts.steps.reversed().map { step in
            Fact(name: words.time(step.at), value: DeliveryPage.told(step, words), isCode: false)
        }
        related = DeliveryPage.related(facts, words)
        (notice, noticeMark) = DeliveryPage.notice(facts, words)
        let isFailed = facts.checks.contains { $0.result == .failed }
        isWorking = head.state == .received
        canAccept = (head.state == .checked || head.state == .sentBack) && !isFailed && (actor?.may(.deliveryAccept) ?? true)
        canSendBack = head.state == .checked && (actor?.may(.deliveryAccept) ?? true)
        canOpen = actor?.may(.deliveryOpen) ?? true
        hasRejects = (facts.rejected ?? 0) > 0
        correctionText = words("delivery.correction", ["rows": words.count(facts.rejected)])
        let here = "/deliveries/\(head.id)"
        (originalLink, correctionLink, acceptLink) = (here + "/original", here + "/correction", here + "/accept")
        sendBackLink = here + "/send-back"
        self.form = form
    }

    /// Who handed it over and when, which one it is, and of what time it tells.
    private static func summary(_ facts: DeliveryFacts, _ department: String, _ words: Words) -> String {
        let head = facts.head
        let who = [department, facts.receivedBy].filter { !$0.isEmpty }.joined(separator: " ")
        var parts = [words("delivery.handed", ["time": words.time(facts.received), "who": who])]
        if head.version > 1 { parts.append(words("delivery.nth", ["n": String(head.version)])) }
        if let period = DeliveryPeriod(head.period), head.period != "once" {
            parts.append(words("delivery.span", ["first": period.first.description, "last": period.last.description]))
        }
        return parts.joined(separator: words.isChinese ? "·" : " · ")
    }

    private static func steps(_ facts: DeliveryFacts, _ words: Words) -> [Step] {
        let state = facts.head.state
        let isRead = facts.rows != nil
        let size = words.size(facts.file.size)
        let encoding = facts.file.encoding.map { $0 + (words.isChinese ? "·" : " · ") + size } ?? size
        let spent = facts.file.milliseconds.map { words("delivery.seconds", ["seconds": "\($0 / 1000).\($0 % 1000 / 100)"]) } ?? ""
        func mark(_ isDone: Bool, _ isNow: Bool) -> String { isDone ? "done" : isNow ? "now" : "" }
        let isDecided = state == .accepted || state == .superseded
        let decision = facts.steps.last { [.accepted, .sentBack, .refused].contains($0.step) }
        return [
            Step(name: words("delivery.step.received"), detail: words.time(facts.received), mark: "done"),
            Step(name: words("delivery.step.read"), detail: encoding, mark: mark(isRead, state == .received)),
            Step(name: words("delivery.step.checked"), detail: spent, mark: mark(isRead, false)),
            Step(
                name: words("delivery.step.matched"),
                detail: facts.matchedPeople.map { words("delivery.people", ["people": words.count($0)]) } ?? "", mark: mark(isRead, false)),
            Step(
                name: words("delivery.step.\(state == .refused || state == .sentBack ? state.rawValue : "accepted")"),
                detail: decision.map { words.time($0.at) } ?? "", mark: mark(isDecided, state == .checked || state == .refused || state == .sentBack)),
        ]
    }

    private static func reasons(_ facts: DeliveryFacts, _ titles: [String: String], _ words: Words) -> [Reason] {
        let most = max(1, facts.reasons.map(\.rows).max() ?? 1)
        return facts.reasons.map { reason in
            let link = "/deliveries/\(facts.head.id)/rejects?reason=\(Percent.encoded(reason.reason))"
            return Reason(
                reason: reason.reason, name: words("reject.\(reason.reason)"), rows: reason.rows, rowsText: words.count(reason.rows),
                width: "\(reason.rows * 100 / most).\(reason.rows * 1000 / most % 10)%", column: reason.column,
                columnTitle: titles[reason.column] ?? words("reject.whole-row"),
                first: RejectText.of(reason.reason, line: reason.line, shown: reason.shown, detail: reason.detail, words),
                todo: words("reject.\(reason.reason).todo"),
                link: link + (reason.column.isEmpty ? "" : "&column=\(Percent.encoded(reason.column))"))
        }
    }

    private static func told(_ step: DeliveryFacts.Step, _ words: Words) -> String {
        let name = words("delivery.did.\(step.step.rawValue)")
        let why = step.why.map { why in
            let isCode = step.step == .refused
            return (words.isChinese ? "：" : ": ") + (isCode ? words("refusal.\(why)") : why)
        }
        return name + (step.by.isEmpty ? "" : (words.isChinese ? "，" : ", ") + step.by) + (why ?? "")
    }

    private static func related(_ facts: DeliveryFacts, _ words: Words) -> [Related] {
        var related: [Related] = []
        if let base = facts.head.base { related.append(Related(link: "/deliveries/\(base)", text: words("delivery.mends", ["n": String(base)]))) }
        if let newer = facts.supersededBy {
            related.append(Related(link: "/deliveries/\(newer)", text: words("delivery.replaced", ["n": String(newer)])))
        }
        for other in facts.supplements {
            related.append(
                Related(
                    link: "/deliveries/\(other.id)",
                    text: words("delivery.supplement", ["day": words.time(other.received), "state": words.state(other.state)])))
        }
        if let before = facts.before {
            related.append(Related(link: "/deliveries/\(before.id)", text: words("delivery.before", ["day": words.time(before.received)])))
        }
        return related
    }

    /// The one thing to know before anything else.
    private static func notice(_ facts: DeliveryFacts, _ words: Words) -> (String?, String) {
        switch facts.head.state {
        case .refused:
            let code = facts.refusal ?? ""
            let detail =
                facts.refusalDetail.flatMap { $0.isEmpty ? nil : $0 }.map { (words.isChinese ? "（" : " (") + $0 + (words.isChinese ? "）" : ")") }
                ?? ""
            return (words("refusal.\(code)") + detail + words("refusal.\(code).todo"), "notice-bad")
        case .sentBack:
            let why = facts.steps.last { $0.step == .sentBack }?.why ?? ""
            return (words("delivery.notice.sent-back", ["why": why]), "notice-warn")
        case .superseded: return (words("delivery.notice.superseded"), "notice-warn")
        case .checked where facts.checks.contains { $0.result == .failed }: return (words("delivery.notice.failed"), "notice-bad")
        case .received: return (words("delivery.notice.working"), "")
        default: return (nil, "")
        }
    }
}

/// The news of a delivery in its title.
struct DeliveryTitle {
    let text: String

    init(_ facts: DeliveryFacts, source: String, period: String, _ words: Words) {
        let values = ["source": source, "period": period, "rows": words.count(facts.rows), "rejected": words.count(facts.rejected)]
        switch facts.head.state {
        case .received: text = words("delivery.title.working", values)
        case .refused: text = words("delivery.title.refused", values)
        default:
            let key = facts.head.kind == .supplement ? "delivery.title.supplement" : "delivery.title.read"
            text = words(facts.rejected == 0 ? key + ".clean" : key, values)
        }
    }
}

/// One rejected row in words: where, what stood there.
enum RejectText {
    static func of(_ reason: String, line: Int64, shown: String, detail: String, _ words: Words) -> String {
        let place = words("reject.line", ["line": words.count(line)])
        let colon = words.isChinese ? "：" : ": "
        switch reason {
        case RejectedRow.repeated: return words("reject.same-as", ["line": words.count(line), "first": detail])
        case "too-few-fields", "too-many-fields":
            let parts = detail.split(separator: "/").map(String.init)
            return parts.count == 2 ? place + colon + words("reject.fields", ["found": parts[0], "expected": parts[1]]) : place
        case "required-but-empty": return place + colon + words("reject.empty")
        default: return shown.isEmpty ? place : place + colon + (words.isChinese ? "“\(shown)”" : "\"\(shown)\"")
        }
    }
}
