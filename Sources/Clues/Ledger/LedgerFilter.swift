import Actions
import Basics

/// What a list asks, in the terms of marks. It says of a clue what `ClueFilter.condition` says of its row.
struct LedgerFilter {
    private let standing: ClueFilter.Standing
    private let state: UInt8
    private let rule: UInt16?
    private let outcome: UInt8?
    private let explanation: UInt16?
    /// Deadlines before this day are late; nil when that is not asked.
    private let lateOn: Int32?
    /// One bit for each verdict; 0 for any.
    private let verdicts: UInt8

    /// Nil where no clue can be meant: nothing stands under that rule, or has that explanation. `ruleNumber` is `clue_rules.id` of the filter's rule.
    init?(_ filter: ClueFilter, ruleNumber: Int64?, _ names: LedgerNames, today: CalendarDate) {
        standing = filter.standing
        if case .state(let one) = filter.standing { state = ClueMark.code(of: one) } else { state = 0 }
        rule = filter.rule == nil ? nil : ruleNumber.flatMap(names.find(rule:))
        outcome = filter.outcome.flatMap(names.find(outcome:))
        explanation = filter.explanation.flatMap(names.find(explanation:))
        lateOn = filter.isLate ? today.daysSinceEpoch : nil
        verdicts = filter.verdicts.reduce(0) { $0 | 1 << ClueMark.code(of: $1) }
        let isUnknown = [filter.rule != nil && rule == nil, filter.outcome != nil && outcome == nil, filter.explanation != nil && explanation == nil]
        if isUnknown.contains(true) { return nil }
    }

    func includes(_ mark: ClueMark) -> Bool {
        switch standing {
        case .open: if !mark.isOpen { return false }
        case .all: break
        case .state: if mark.state != state { return false }
        }
        if let rule, mark.rule != rule { return false }
        if let outcome, mark.outcome != outcome { return false }
        if let explanation, mark.explanation != explanation { return false }
        if let lateOn, !mark.isLate(on: lateOn) { return false }
        return verdicts == 0 || verdicts & 1 << mark.verdict != 0
    }
}

extension LedgerSheet {
    /// How many clues of the scope a list has, and the first of them behind a place.
    func list(_ filter: LedgerFilter, in scope: Scope, after: ListClues.Place?, limit: Int) -> (ids: [Int64], count: Int64) {
        var (ids, count): ([Int64], Int64) = ([], 0)
        for village in villages(in: scope) {
            for (place, mark) in village.marks.enumerated() where filter.includes(mark) {
                count += 1
                guard ids.count < limit else { continue }
                if let after, (village.code, village.ids[place]) <= (after.region, after.id) { continue }
                ids.append(village.ids[place])
            }
        }
        return (ids, count)
    }

    func count(in scope: Scope, _ isMeant: (ClueMark) -> Bool) -> Int64 {
        villages(in: scope).reduce(0) { $0 + Int64($1.marks.count(where: isMeant)) }
    }
}
