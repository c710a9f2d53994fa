import Actions
import Basics
import Clues
import Register
import Storage

/// How verdicts are given and what they say of rules and data: the same household found false again and again, the same explanation again and again,
/// verdicts without proof by whoever gave them, and datasets by how often they were right.
package struct VerdictQuality: Query {
    package static let permission = Permission.supervisionRead
    /// Most lines of each list, and how often the same explanation has to come to be told.
    static let most = 20
    static let often: Int64 = 3
    var parts: SupervisionParts
    package init(parts: SupervisionParts) { self.parts = parts }

    /// A household (or what has none) and a rule whose clues were found not to be so more than once.
    package struct Again: Sendable, Hashable {
        package var household: Int64?
        package var clue: Int64
        package var rule: ClueRule
        package var times: Int64
    }

    package struct Explained: Sendable, Hashable {
        package var rule: ClueRule
        package var code: String
        package var count: Int64
        package var decided: Int64
    }

    /// Verdicts of one account: how many in all, and how many without photo and certificate.
    package struct Giver: Sendable {
        package var account: Int64
        package var post: SupervisionParts.Post?
        package var unproved: Int64
        package var all: Int64
    }

    package struct Source: Sendable {
        package var name: String
        package var confirmed: Int64
        package var decided: Int64
        /// The explanations of what was not so, most frequent first.
        package var codes: [(code: String, count: Int64)]
    }

    package struct Answer: Sendable {
        /// Nil for whoever may not see clues.
        package var again: [Again]?
        package var heads: [Int64: HouseholdHeads.Head]
        package var explained: [Explained]
        package var givers: [Giver]
        package var sources: [Source]
        package var names: [RegionCode: String]
    }

    package func answer(in reading: Reading) throws -> Answer {
        let rules = try ClueRule.all(in: reading.reader)
        let precision = try RulePrecision().answer(in: reading)
        let again = reading.actor.may(.clueRead) ? try again(rules, reading) : nil
        let givers = try givers(reading)
        let heads = try HouseholdHeads.find(Set((again ?? []).compactMap(\.household)), in: reading)
        return Answer(
            again: again, heads: heads, explained: explained(precision), givers: givers, sources: sources(precision, rules),
            names: try PlacesBelow.names(givers.compactMap(\.post?.region), in: reading))
    }

    private func again(_ rules: [Int64: ClueRule], _ reading: Reading) throws -> [Again] {
        try reading.rows(
            """
            SELECT c.household, c.rule, MIN(c.id) AS clue, COUNT(*) AS times FROM clue_verdicts v JOIN clues c ON c.id = v.clue
            WHERE v.verdict = 'notConfirmed' AND c.times > 1 AND \(within: reading.scope, "c.region")
            GROUP BY c.household, c.rule, CASE WHEN c.household IS NULL THEN c.id END
            HAVING COUNT(*) > 1 ORDER BY times DESC, clue LIMIT \(Self.most)
            """
        ).map { row in
            let rule = try row.integer("rule")
            return Again(
                household: try row.optionalInteger("household"), clue: try row.integer("clue"), rule: rules[rule] ?? .unknown(rule),
                times: try row.integer("times"))
        }
    }

    private func explained(_ precision: RulePrecision.Answer) -> [Explained] {
        let figures = Dictionary(precision.rules.map { ($0.rule.id, $0) }) { first, _ in first }
        return precision.explanations.filter { $0.count >= Self.often }.prefix(Self.most).compactMap { each in
            figures[each.rule].map { Explained(rule: $0.rule, code: each.code, count: each.count, decided: $0.figure.decided) }
        }
    }

    private func givers(_ reading: Reading) throws -> [Giver] {
        let rows = try reading.rows(
            """
            SELECT v.account, COUNT(*) AS given, SUM(CASE WHEN \(sql: Self.unproved) THEN 1 ELSE 0 END) AS unproved
            FROM clue_verdicts v JOIN clues c ON c.id = v.clue WHERE \(within: reading.scope, "c.region")
            GROUP BY v.account ORDER BY unproved DESC, given DESC, v.account LIMIT \(Self.most)
            """)
        let posts = try parts.posts(Set(try rows.map { try $0.integer("account") }), reading)
        return try rows.map { row in
            let account = try row.integer("account")
            return Giver(account: account, post: posts[account], unproved: try row.integer("unproved"), all: try row.integer("given"))
        }
    }

    /// A verdict `v` without a certificate, on a clue that had no photo when it was given.
    static let unproved: SQL = """
        v.certificate IS NULL AND NOT EXISTS (SELECT 1 FROM clue_photos p WHERE p.clue = v.clue AND p.at_ms <= v.at_ms)
        """

    private func sources(_ precision: RulePrecision.Answer, _ rules: [Int64: ClueRule]) -> [Source] {
        var codes: [String: [String: Int64]] = [:]
        for each in precision.explanations {
            for source in rules[each.rule]?.sources ?? [] { codes[source, default: [:]][each.code, default: 0] += each.count }
        }
        return precision.sources.filter { $0.figure.decided > 0 }.map { each in
            Source(
                name: each.source, confirmed: each.figure.confirmed, decided: each.figure.decided,
                codes: (codes[each.source] ?? [:]).sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { ($0.key, $0.value) })
        }.sorted { a, b in
            // By the share of what was not so; equal ones by how often.
            let (left, right) = ((a.decided - a.confirmed) * b.decided, (b.decided - b.confirmed) * a.decided)
            return left != right ? left > right : (a.decided, b.name) > (b.decided, a.name)
        }
    }
}

/// The verdicts without photo and certificate, of everybody or of one account, newest first.
package struct UnprovedVerdicts: Query {
    package static let permission = Permission.clueRead
    package var account: Int64?
    package var after: Int64?
    package var limit: Int
    package init(account: Int64? = nil, after: Int64? = nil, limit: Int = 50) { (self.account, self.after, self.limit) = (account, after, limit) }

    package struct Line: Sendable {
        package var id: Int64
        package var clue: Clue
        package var rule: ClueRule
        package var verdict: Verdict
        package var said: String
        package var at: Moment
        package var household: HouseholdHeads.Head?
    }

    package struct Answer: Sendable {
        package var lines: [Line]
        package var count: Int64
        package var next: Int64?
        package var names: [RegionCode: String]
    }

    package func answer(in reading: Reading) throws -> Answer {
        var conditions: [SQL] = ["\(within: reading.scope, "c.region")", VerdictQuality.unproved]
        if let account { conditions.append("v.account = \(account)") }
        let chosen = SQL.all(conditions)
        let rows = try reading.rows(
            """
            SELECT v.id AS given, v.verdict AS said_so, v.said, v.at_ms, \(sql: Clue.columns) FROM clue_verdicts v JOIN clues c ON c.id = v.clue
            WHERE \(sql: chosen) AND v.id < \(after ?? Int64.max) ORDER BY v.id DESC LIMIT \(limit + 1)
            """)
        let rules = try ClueRule.all(in: reading.reader)
        var lines = try rows.prefix(limit).map { row in
            let clue = try Clue(row)
            return Line(
                id: try row.integer("given"), clue: clue, rule: rules[clue.rule] ?? .unknown(clue.rule), verdict: try row.one("said_so"),
                said: try row.text("said"), at: try row.moment("at_ms"), household: nil)
        }
        let heads = try HouseholdHeads.find(Set(lines.compactMap(\.clue.household)), in: reading)
        for index in lines.indices { lines[index].household = lines[index].clue.household.flatMap { heads[$0] } }
        return Answer(
            lines: lines, count: try reading.count("SELECT COUNT(*) FROM clue_verdicts v JOIN clues c ON c.id = v.clue WHERE \(sql: chosen)"),
            next: rows.count > limit ? lines.last?.id : nil, names: try PlacesBelow.names(lines.map(\.clue.region), in: reading))
    }
}
