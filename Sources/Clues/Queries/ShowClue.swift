import Actions
import Basics
import Foundation
import Policies
import Regions
import Register
import Storage

/// Everything known of one clue: its evidence, steps, verdicts, photos, reviews and what was done about it.
package struct ShowClue: Query {
    package static let permission = Permission.clueRead
    package var id: Int64
    package init(id: Int64) { self.id = id }

    package struct Step: Sendable {
        package var event: ClueEvent
        package var to: ClueState
        package var dueBefore: CalendarDate?
        package var dueAfter: CalendarDate?
        package var at: Moment
        package var account: Int64
        package var run: Int64?
        package var reason: String?
    }

    package struct Given: Sendable {
        package var verdict: Verdict
        package var explanation: String?
        package var said: String
        package var signature: String
        package var certificate: String?
        package var seenOn: CalendarDate
        package var at: Moment
        package var account: Int64
    }

    package struct Photo: Sendable {
        package var id: Int64
        package var shows: String
        package var caption: String?
        package var at: Moment
        package var account: Int64
    }

    package struct Rectification: Sendable {
        package var way: String
        package var asked: String
        package var done: String?
        package var began: Moment
        package var ended: Moment?
    }

    package struct Answer: Sendable {
        package var clue: Clue
        package var rule: ClueRule
        package var evidence: [EvidenceItem]
        package var household: HouseholdHeads.Head?
        package var person: String?
        package var places: [Region]
        package var holder: Int64?
        package var steps: [Step]
        package var verdicts: [Given]
        package var photos: [Photo]
        package var rectifications: [Rectification]
        package var isDrawn: Bool
        /// The other clues of the household.
        package var others: [Clue]
        package var rules: [Int64: ClueRule]
        package var changes: [HouseholdChangesSince.Change]
        package var precision: RulePrecision.Figure
        package var today: CalendarDate
    }

    package func answer(in reading: Reading) throws -> Answer {
        let clue = try Clue.visible(id, in: reading)
        let rules = try ClueRule.all(in: reading.reader)
        let verdicts = try Self.verdicts(of: id, reading)
        // Of a clue that lies within the scope.
        let holder = try clue.order.flatMap { try reading.row("SELECT o.holder FROM work_orders o WHERE o.id = \($0)") }?.optionalInteger("holder")
        let others = try clue.household.map { household in
            try reading.rows(
                """
                SELECT \(sql: Clue.columns) FROM clues c
                WHERE c.household = \(household) AND c.id <> \(id) AND \(within: reading.scope, "c.region") ORDER BY c.id DESC LIMIT 50
                """
            ).map(Clue.init)
        }
        return Answer(
            clue: clue, rule: rules[clue.rule] ?? ClueRule.unknown(clue.rule), evidence: try Self.evidence(of: clue, reading),
            household: try clue.household.flatMap { try HouseholdHeads.find([$0], in: reading)[$0] },
            person: try clue.person.flatMap { try HouseholdHeads.names(of: [$0], in: reading)[$0] },
            places: try RegionNames.path(to: clue.region, on: reading.today, in: reading), holder: holder,
            steps: try Self.steps(of: id, reading), verdicts: verdicts, photos: try Self.photos(of: id, reading),
            rectifications: try Self.rectifications(of: id, reading),
            isDrawn: try reading.row("SELECT id FROM clue_reviews WHERE clue = \(id) AND result = 'waiting'") != nil, others: others ?? [],
            rules: rules, changes: try changes(clue, verdicts, reading), precision: try RulePrecision.figure(of: clue.rule, in: reading),
            today: reading.today)
    }

    private func changes(_ clue: Clue, _ verdicts: [Given], _ reading: Reading) throws -> [HouseholdChangesSince.Change] {
        guard let household = clue.household, let since = verdicts.first?.at, (clue.life.held ?? clue.state) == .rectifying else { return [] }
        return try HouseholdChangesSince.find(household, since: since, in: reading)
    }

    /// The names from the form, the values from the clue.
    private static func evidence(of clue: Clue, _ reading: Reading) throws -> [EvidenceItem] {
        guard let text = try reading.row("SELECT f.evidence FROM clue_forms f WHERE f.id = \(clue.form)")?.text("evidence"),
            let form = try? JSONDecoder().decode([EvidenceItem].self, from: Data(text.utf8))
        else { return [] }
        return zip(form, clue.evidence).map { item, value in
            var item = item
            item.value = value
            return item
        }
    }

    private static func steps(of clue: Int64, _ reading: Reading) throws -> [Step] {
        try reading.rows(
            """
            SELECT s.event, s.to_state, s.due_before, s.due_after, s.at_ms, s.account, s.run, s.reason FROM clue_steps s
            WHERE s.clue = \(clue) ORDER BY s.id DESC
            """
        ).map {
            Step(
                event: try $0.one("event"), to: try $0.one("to_state"), dueBefore: try $0.optionalDate("due_before"),
                dueAfter: try $0.optionalDate("due_after"), at: try $0.moment("at_ms"), account: try $0.integer("account"),
                run: try $0.optionalInteger("run"), reason: try $0.optionalText("reason"))
        }
    }

    private static func verdicts(of clue: Int64, _ reading: Reading) throws -> [Given] {
        try reading.rows(
            """
            SELECT v.verdict, v.explanation, v.said, v.signature, v.certificate, v.seen_on, v.at_ms, v.account FROM clue_verdicts v
            WHERE v.clue = \(clue) ORDER BY v.id DESC
            """
        ).map {
            Given(
                verdict: try $0.one("verdict"), explanation: try $0.optionalText("explanation"), said: try $0.text("said"),
                signature: try $0.text("signature"), certificate: try $0.optionalText("certificate"), seenOn: try $0.date("seen_on"),
                at: try $0.moment("at_ms"), account: try $0.integer("account"))
        }
    }

    static func photos(of clue: Int64, _ reading: Reading) throws -> [Photo] {
        try reading.rows("SELECT p.id, p.shows, p.caption, p.at_ms, p.account FROM clue_photos p WHERE p.clue = \(clue) ORDER BY p.id").map {
            Photo(
                id: try $0.integer("id"), shows: try $0.text("shows"), caption: try $0.optionalText("caption"), at: try $0.moment("at_ms"),
                account: try $0.integer("account"))
        }
    }

    private static func rectifications(of clue: Int64, _ reading: Reading) throws -> [Rectification] {
        try reading.rows("SELECT q.way, q.asked, q.done, q.began_ms, q.ended_ms FROM clue_rectifications q WHERE q.clue = \(clue) ORDER BY q.id").map
        {
            Rectification(
                way: try $0.text("way"), asked: try $0.text("asked"), done: try $0.optionalText("done"), began: try $0.moment("began_ms"),
                ended: try $0.optionalMoment("ended_ms"))
        }
    }
}

/// A photo of a clue: where its bytes lie.
struct FindCluePhoto: Query {
    static let permission = Permission.clueRead
    var clue: Int64
    var photo: Int64

    struct Found: Sendable { var blob: BlobName; var media: String }

    func answer(in reading: Reading) throws -> Found {
        _ = try Clue.visible(clue, in: reading)
        guard let row = try reading.row("SELECT p.blob, p.media FROM clue_photos p WHERE p.id = \(photo) AND p.clue = \(clue)"),
            let blob = BlobName(try row.text("blob"))
        else { throw Refusal.notFound }
        return Found(blob: blob, media: try row.text("media"))
    }
}
