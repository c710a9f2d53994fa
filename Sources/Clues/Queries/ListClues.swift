import Actions
import Basics
import Register
import Storage

/// Which clues a list shows. Everything but the state may be left out.
package struct ClueFilter: Sendable, Hashable {
    package enum Standing: Sendable, Hashable {
        /// Not closed.
        case open
        case all
        case state(ClueState)
    }

    package var standing: Standing
    package var rule: String?
    /// What kind of clue the rule makes: veto, strict_review, warning, omission, data_error.
    package var outcome: String?
    package var isLate: Bool
    /// Several: one of them.
    package var verdicts: [Verdict]
    package var explanation: String?
    /// Only those to which something happened in a span of time.
    package var happening: ClueHappening?

    package init(
        standing: Standing = .open, rule: String? = nil, outcome: String? = nil, isLate: Bool = false, verdicts: [Verdict] = [],
        explanation: String? = nil, happening: ClueHappening? = nil
    ) {
        (self.standing, self.rule, self.outcome) = (standing, rule, outcome)
        (self.isLate, self.verdicts, self.explanation, self.happening) = (isLate, verdicts, explanation, happening)
    }

    /// The names that an address may have.
    package static let names = ["state", "rule", "outcome", "late", "verdict", "explanation", "happened", "week"]

    /// What an address says. Verdicts, explanations and what happened in a week are of all clues when it names no state, everything else of those that
    /// are not closed.
    package init(_ value: (String) -> String?) {
        self.init(
            rule: value("rule"), outcome: value("outcome"), isLate: value("late") != nil,
            verdicts: value("verdict")?.split(separator: ",").compactMap { Verdict(rawValue: String($0)) } ?? [], explanation: value("explanation"))
        if let what = value("happened").flatMap(ClueHappening.What.init), let week = value("week").flatMap(CalendarWeek.init) {
            happening = ClueHappening(what, from: week.from, until: week.until)
        }
        switch value("state") {
        case "all": standing = .all
        case let state?: standing = ClueState(rawValue: state).map { .state($0) } ?? .open
        case nil: standing = !verdicts.isEmpty || explanation != nil || happening != nil ? .all : .open
        }
    }

    func conditions(in scope: Scope, today: CalendarDate, ruleNumber: Int64?) -> SQL {
        "\(within: scope, "c.region") AND \(sql: condition(today: today, ruleNumber: ruleNumber))"
    }

    /// What a clue `c` must meet, whatever the place.
    package func condition(today: CalendarDate, ruleNumber: Int64? = nil) -> SQL {
        var conditions: [SQL] = []
        switch standing {
        case .open: conditions.append("c.closed_ms IS NULL")
        case .all: break
        case .state(let state): conditions.append("c.state = \(state)")
        }
        if rule != nil { conditions.append("c.rule = \(ruleNumber ?? -1)") }
        if let outcome { conditions.append("c.outcome = \(outcome)") }
        if isLate { conditions.append("c.closed_ms IS NULL AND c.due_on < \(today)") }
        if verdicts.count == 1, let verdict = verdicts.first { conditions.append("c.verdict = \(verdict)") }
        if verdicts.count > 1 { conditions.append("c.verdict IN \(list: verdicts)") }
        if let explanation { conditions.append("c.explanation = \(explanation)") }
        if let happening { conditions.append("c.id IN (\(sql: happening.clues))") }
        return .all(conditions)
    }
}

/// Clues by place, page by page: made for a million of them.
package struct ListClues: Query {
    package static let permission = Permission.clueRead

    /// Where a page ended.
    package struct Place: Sendable, Hashable {
        package let region: Int64
        package let id: Int64

        package init?(_ text: String) {
            let parts = text.split(separator: "-").compactMap { Int64($0) }
            guard parts.count == 2, text == "\(parts[0])-\(parts[1])" else { return nil }
            (region, id) = (parts[0], parts[1])
        }

        init(_ clue: Clue) { (region, id) = (clue.region.number, clue.id) }
        package var text: String { "\(region)-\(id)" }
    }

    package struct Line: Sendable {
        package var clue: Clue
        package var rule: ClueRule
        package var household: HouseholdHeads.Head?
        package var person: String?
        package var holder: Int64?
        package var village: String?
    }

    package struct Answer: Sendable {
        package var lines: [Line]
        package var count: Int64
        package var next: Place?
        package var today: CalendarDate
        /// All rules that clues stand under, for the filter.
        package var rules: [ClueRule]
    }

    package var filter: ClueFilter
    package var after: Place?
    package var limit: Int
    /// Only these, whatever else is asked: the clues of one household.
    package var household: Int64?

    package init(filter: ClueFilter, after: Place? = nil, limit: Int = 50, household: Int64? = nil) {
        (self.filter, self.after, self.limit, self.household) = (filter, after, limit, household)
    }

    package func answer(in reading: Reading) throws -> Answer {
        let rules = try ClueRule.all(in: reading.reader)
        let number = filter.rule.flatMap { name in rules.values.first { $0.rule == name }?.id }
        let (conditions, count) = try household == nil && filter.happening == nil ? ofLedger(number, reading) : ofDatabase(number, reading)
        let found = try reading.rows(
            """
            SELECT \(sql: Clue.columns),
                (SELECT o.holder FROM work_orders o WHERE o.id = c.work_order) AS holder,
                (SELECT n.name FROM region_names n WHERE n.region = c.region AND n.valid_until IS NULL) AS village
            FROM clues c WHERE \(within: reading.scope, "c.region") AND \(sql: conditions) ORDER BY c.region, c.id LIMIT \(limit + 1)
            """)
        let clues = try found.prefix(limit).map(Clue.init)
        let heads = try HouseholdHeads.find(Set(clues.compactMap(\.household)), in: reading)
        let people = try HouseholdHeads.names(of: Set(clues.compactMap(\.person)), in: reading)
        let lines = try zip(clues, found).map { clue, row in
            Line(
                clue: clue, rule: rules[clue.rule] ?? ClueRule.unknown(clue.rule), household: clue.household.flatMap { heads[$0] },
                person: clue.person.flatMap { people[$0] }, holder: try row.optionalInteger("holder"), village: try row.optionalText("village"))
        }
        return Answer(
            lines: lines, count: count,
            next: found.count > limit ? clues.last.map(Place.init) : nil, today: reading.today,
            rules: rules.values.sorted { $0.rule < $1.rule })
    }

    /// The page's clues by their numbers, and how many there are in all: a million are filtered in memory.
    private func ofLedger(_ rule: Int64?, _ reading: Reading) throws -> (page: SQL, count: Int64) {
        let sheet = try ClueLedger.sheet(for: reading)
        guard let filter = LedgerFilter(filter, ruleNumber: rule, sheet.names, today: reading.today) else { return ("1 = 0", 0) }
        let (ids, count) = sheet.list(filter, in: reading.scope, after: after, limit: limit + 1)
        return ids.isEmpty ? ("1 = 0", count) : ("c.id IN \(list: ids)", count)
    }

    /// The same of one household, or of what happened in a week, which are few.
    private func ofDatabase(_ rule: Int64?, _ reading: Reading) throws -> (page: SQL, count: Int64) {
        var conditions = filter.conditions(in: reading.scope, today: reading.today, ruleNumber: rule)
        if let household { conditions = "\(sql: conditions) AND c.household = \(household)" }
        let behind: SQL = after.map { "AND (c.region, c.id) > (\($0.region), \($0.id))" } ?? .empty
        return ("\(sql: conditions) \(sql: behind)", try reading.count("SELECT COUNT(*) FROM clues c WHERE \(sql: conditions)"))
    }
}

/// A rule as clues know it.
package struct ClueRule: Sendable, Hashable {
    package let id: Int64
    package let rule: String
    package let pack: String
    package let titleZh: String
    package let titleEn: String
    package let outcome: String
    package let severity: Int64
    package let sources: [String]
    package let usual: [String]

    package func title(_ isChinese: Bool) -> String { isChinese ? titleZh : titleEn }

    init(_ row: Row) throws {
        id = try row.integer("id")
        rule = try row.text("rule")
        pack = try row.text("pack")
        titleZh = try row.text("title_zh")
        titleEn = try row.text("title_en")
        outcome = try row.text("outcome")
        severity = try row.integer("severity")
        sources = try row.text("sources").split(separator: ",").map(String.init)
        usual = try row.text("usual").split(separator: ",").map(String.init)
    }

    private init(unknown id: Int64) {
        (self.id, rule, pack, titleZh, titleEn) = (id, "", "", "—", "—")
        (outcome, severity, sources, usual) = ("", 0, [], [])
    }

    package static func unknown(_ id: Int64) -> ClueRule { ClueRule(unknown: id) }

    /// Of no place: rules are law, some hundreds of them.
    package static func all(in reader: Reader) throws -> [Int64: ClueRule] {
        let rows = try reader.rows("SELECT r.id, r.rule, r.pack, r.title_zh, r.title_en, r.outcome, r.severity, r.sources, r.usual FROM clue_rules r")
        return Dictionary(try rows.map { (try $0.integer("id"), try ClueRule($0)) }) { first, _ in first }
    }
}
