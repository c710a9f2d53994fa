import Actions
import Basics
import Register
import Storage
import Web

/// What a household's page tells of its clues: how many, and those that are open.
extension CluesFeature {
    package static let ofHousehold: AskClues = { household, visit in
        guard try visit.actor.may(.clueRead) else { return nil }
        let found = try await visit.ask(CluesOfHousehold(household: household))
        let words = ClueWords(visit)
        return HouseholdClues(
            summary: words(
                "clues.of-household",
                ["open": Figures.count(found.open), "all": Figures.count(found.all), "confirmed": Figures.count(found.confirmed)]),
            link: found.all > 0 ? "/clues/households/\(household)" : nil,
            lines: found.clues.map { clue in
                HouseholdClues.Line(
                    title: (found.rules[clue.rule] ?? .unknown(clue.rule)).title(words.isChinese), link: "/clues/\(clue.id)",
                    state: words.state(clue.state),
                    mark: ClueWords.mark(clue.state), due: clue.due?.description ?? "—")
            })
    }
}

/// The clues of one household within the reader's scope: counts, and those that are open.
struct CluesOfHousehold: Query {
    static let permission = Permission.clueRead
    /// Most that stand on the household's page.
    static let most = 10
    var household: Int64

    struct Answer: Sendable {
        var clues: [Clue]
        var open: Int64
        var all: Int64
        var confirmed: Int64
        var rules: [Int64: ClueRule]
    }

    func answer(in reading: Reading) throws -> Answer {
        let row = try reading.row(
            """
            SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN c.closed_ms IS NULL THEN 1 ELSE 0 END), 0) AS open_now,
                COALESCE(SUM(CASE WHEN c.verdict = 'confirmed' THEN 1 ELSE 0 END), 0) AS confirmed
            FROM clues c WHERE c.household = \(household) AND \(within: reading.scope, "c.region")
            """)
        let clues = try reading.rows(
            """
            SELECT \(sql: Clue.columns) FROM clues c
            WHERE c.household = \(household) AND c.closed_ms IS NULL AND \(within: reading.scope, "c.region") ORDER BY c.id LIMIT \(Self.most)
            """
        ).map(Clue.init)
        return Answer(
            clues: clues, open: try row?.integer("open_now") ?? 0, all: try row?.integer("n") ?? 0, confirmed: try row?.integer("confirmed") ?? 0,
            rules: try ClueRule.all(in: reading.reader))
    }
}
