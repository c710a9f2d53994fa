import Actions
import Basics
import Storage
import Web

extension Words {
    /// What happened, in one short line: `出生：田新月`. `places` names the regions of moves.
    func event(_ event: HouseholdEvents.Event, _ places: [RegionCode: String]) -> String {
        let what = text("change.\(event.kind.rawValue)")
        let colon = isChinese ? "：" : ": "
        let detail: String? =
            switch event.kind {
            case .status: code("status", event.after)
            case .monitoring: event.after.flatMap { codes("risk", $0.split(separator: ",").map(String.init)) }
            case .riskRemoval: code("removal_way", event.after)
            case .departure: line([event.name, code("leaving", event.after)])
            case .correction: line([event.name, event.field.map { text("field.\($0.split(separator: ".").last ?? "")") }])
            case .income: event.after
            case .move, .succession: move(event, places)
            default: event.name
            }
        return detail.map { $0.isEmpty ? what : what + colon + $0 } ?? what
    }

    /// `从柳树村到岔口村`; with township and county as far as they differ.
    private func move(_ event: HouseholdEvents.Event, _ places: [RegionCode: String]) -> String? {
        let ends = [event.before, event.after].map { code in
            code.flatMap { try? RegionCode($0) }.map { (places[$0] ?? $0.digits).split(separator: " ").map(String.init) }
        }
        guard let from = ends[0], let to = ends[1] else { return event.name }
        let shared = min(zip(from, to).prefix { $0 == $1 }.count, from.count - 1, to.count - 1)
        func name(_ place: [String]) -> String { place.dropFirst(shared).joined(separator: isChinese ? "" : " ") }
        return text("event.move", ["from": name(from), "to": name(to)])
    }
}

extension HouseholdPage {
    /// The recorded changes and what the household's own dates tell, newest first.
    static func events(_ found: HouseholdFacts, _ facts: Facts<HouseholdField>, _ words: Words) -> [Event] {
        var all: [(CalendarDate, Event)] = found.events.map { event in
            let learned = event.recorded.chinaDate
            return (
                event.on,
                Event(
                    day: event.on.description, text: words.event(event, found.places),
                    detail: event.kind == .imported ? nil : words.line([event.reason, event.evidence]),
                    learned: learned > event.on ? words.text("event.learned", ["day": learned.description]) : nil, tone: tone(event.kind))
            )
        }
        let recorded = Set(found.events.filter { $0.kind == .status || $0.kind == .monitoring || $0.kind == .riskRemoval }.map(\.on))
        let dates: [(HouseholdField, String, String)] = [
            (.enteredOn, "date.entered", ""), (.exitedOn, "date.exited", "t-good"), (.relapsedOn, "date.relapsed", "t-bad"),
            (.removedOn, "date.removed", "t-bad"), (.identifiedOn, "date.identified", "t-warn"), (.riskRemovedOn, "date.risk-removed", "t-good"),
        ]
        for (field, key, tone) in dates {
            guard let day = facts.date(field), day <= found.asOf.day, !recorded.contains(day) else { continue }
            all.append((day, Event(day: day.description, text: words.text(key), detail: nil, learned: nil, tone: tone)))
        }
        return all.sorted { $0.0 > $1.0 }.map(\.1)
    }

    private static func tone(_ kind: ChangeKind) -> String {
        switch kind {
        case .death, .departure: "t-off"
        case .monitoring: "t-warn"
        case .riskRemoval: "t-good"
        case .correction: "t-warn"
        default: "t-act"
        }
    }
}
