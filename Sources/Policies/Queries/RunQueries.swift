import Actions
import Basics
import Storage

/// A comparison as the pages show it.
struct RunFacts: Sendable {
    var id: Int64
    var region: RegionCode
    var place: String
    var asOf: CalendarDate
    var state: String
    var by: String
    var asked: Moment
    var started: Moment?
    var ended: Moment?
    var households: Int64?
    var people: Int64?
    var clues: Int64?
    var phases: [RunPhase]
    var fault: String?
    /// Of the job that does it; nil when it has ended.
    var done: (Int64, of: Int64?)?
    var rules: [Rule] = []

    struct Rule: Sendable {
        var pack: String
        var version: Int64
        var rule: String
        var title: [String: String]
        var skipped: String?
        /// Nil where only a part of the run's region is the reader's: they were counted over all of it.
        var subjects: Int64?
        var undecided: Int64?
        var clues: Int64
    }

    static let columns: SQL =
        "r.id, r.region, r.as_of, r.state, r.asked_by, r.asked_ms, r.started_ms, r.ended_ms, r.households, r.people, r.clues, r.phases, r.fault"

    /// Runs of the scope, and of places above it, of which the reader is shown the own share.
    static func visible(to scope: Scope) -> SQL {
        let above = RegionCode.Level.allCases.compactMap { scope.region.ancestor(at: $0)?.number }
        return "(\(within: scope, "r.region") OR r.region IN \(list: above))"
    }

    init(_ row: Row, _ parts: PoliciesParts, in reading: Reading) throws {
        id = try row.integer("id")
        region = try row.region("region")
        place = try parts.regionName(region, reading)
        (asOf, state) = (try row.date("as_of"), try row.text("state"))
        let account = try row.integer("asked_by")
        by = try parts.accounts([account], reading)[account] ?? ""
        (asked, started, ended) = (try row.moment("asked_ms"), try row.optionalMoment("started_ms"), try row.optionalMoment("ended_ms"))
        (households, people, clues) = (try row.optionalInteger("households"), try row.optionalInteger("people"), try row.optionalInteger("clues"))
        phases = try StoredText.value([RunPhase].self, row.optionalText("phases")) ?? []
        fault = try row.optionalText("fault")
        let job = try reading.row("SELECT j.done_units, j.all_units, j.fault, j.state FROM jobs j WHERE j.once = \(ComparisonRunJob.once(id))")
        if state == "waiting" || state == "running", let job {
            done = (try job.integer("done_units"), try job.optionalInteger("all_units"))
            // A job that was set aside can no longer say so itself.
            if try job.text("state") == "failed" { (state, fault) = ("failed", try job.optionalText("fault") ?? "") }
        }
        if !reading.scope.contains(region) { try narrow(in: reading) }
    }

    /// What of it is the reader's.
    private mutating func narrow(in reading: Reading) throws {
        let own = try RunRules.share(of: id, in: reading)
        (households, people, clues) = (own?.households, own?.people, own?.clues.values.reduce(0, +))
    }
}

/// The runs of the scope, newest first.
struct RunList: Query {
    static let permission = Permission.policyRead
    let parts: PoliciesParts
    let after: Int64?
    let limit: Int

    struct Answer: Sendable {
        var runs: [RunFacts]
        var hasLaw: Bool
        var hour: Int64?
        var place: String
    }

    func answer(in reading: Reading) throws -> Answer {
        let rows = try reading.rows(
            """
            SELECT \(sql: RunFacts.columns) FROM comparison_runs r WHERE \(sql: RunFacts.visible(to: reading.scope)) AND r.id < \(after ?? Int64.max)
            ORDER BY r.id DESC LIMIT \(limit + 1)
            """)
        return Answer(
            runs: try rows.map { try RunFacts($0, parts, in: reading) }, hasLaw: try reading.count("SELECT COUNT(*) FROM policy_packs") > 0,
            hour: try reading.row("SELECT s.hour FROM comparison_schedules s WHERE s.region = \(reading.scope.region)")?.integer("hour"),
            place: try parts.regionName(reading.scope.region, reading))
    }
}

/// One run with its rules.
struct FindRun: Query {
    static let permission = Permission.policyRead
    let id: Int64
    let parts: PoliciesParts

    func answer(in reading: Reading) throws -> RunFacts {
        let row = try reading.row(
            "SELECT \(sql: RunFacts.columns) FROM comparison_runs r WHERE r.id = \(id) AND \(sql: RunFacts.visible(to: reading.scope))")
        guard let row else { throw Refusal.notFound }
        var facts = try RunFacts(row, parts, in: reading)
        facts.rules = try RunRules.of(id, at: facts.region, in: reading)
        return facts
    }
}

enum RunRules {
    /// What a run found in the reader's region, when that is a part of the run's; nil when the run has not told.
    static func share(of run: Int64, in reading: Reading) throws -> RunShare? {
        let scope = reading.scope.region
        let county = scope.ancestor(at: .county)?.number
        let places: SQL = county.map { "p.region = \($0)" } ?? "\(within: Scope(region: scope), "p.region")"
        let rows = try reading.rows("SELECT p.villages FROM comparison_run_places p WHERE p.run_id = \(run) AND \(sql: places)")
        guard !rows.isEmpty else { return nil }
        var share = RunShare()
        for row in rows {
            share.add(try StoredText.value([String: RunPlace.Village].self, row.text("villages")) ?? [:], within: scope)
        }
        return share
    }

    /// The rules of a run over a region, with what they found in the reader's.
    static func of(_ run: Int64, at region: RegionCode, in reading: Reading) throws -> [RunFacts.Rule] {
        let all = try all(of: run, in: reading)
        guard !reading.scope.contains(region) else { return all }
        let own = try share(of: run, in: reading)
        return all.map { rule in
            var rule = rule
            (rule.subjects, rule.undecided, rule.clues) = (nil, nil, own?.clues[rule.rule] ?? 0)
            return rule
        }.sorted { ($1.clues, $0.pack, $0.rule) < ($0.clues, $1.pack, $1.rule) }
    }

    private static func all(of run: Int64, in reading: Reading) throws -> [RunFacts.Rule] {
        try reading.rows(
            """
            SELECT q.pack, q.version, q.rule, q.title, q.skipped, q.subjects, q.undecided, q.clues
            FROM comparison_run_rules q WHERE q.run_id = \(run) ORDER BY q.clues DESC, q.pack, q.rule
            """
        ).map { row in
            RunFacts.Rule(
                pack: try row.text("pack"), version: try row.integer("version"), rule: try row.text("rule"),
                title: try StoredText.value([String: String].self, row.text("title")) ?? [:], skipped: try row.optionalText("skipped"),
                subjects: try row.integer("subjects"), undecided: try row.integer("undecided"), clues: try row.integer("clues"))
        }
    }
}

/// The rules in force with what the last run of the region found, and how often they were right.
struct RuleFigures: Query {
    static let permission = Permission.policyRead
    let parts: PoliciesParts
    let day: CalendarDate

    struct Answer: Sendable {
        var law: FindLaw.Answer
        /// By rule, of the newest run of this region, or of one above it, that has ended.
        var lastRun: [String: RunFacts.Rule]
        var run: Int64?
        var precision: [String: HitRate]
        /// Proposals that wait for somebody.
        var open: Int64
    }

    func answer(in reading: Reading) throws -> Answer {
        let region = reading.scope.region
        let above = RegionCode.Level.allCases.compactMap { region.ancestor(at: $0)?.number }
        let last = try reading.row(
            "SELECT r.id, r.region FROM comparison_runs r WHERE r.region IN \(list: above) AND r.state = 'done' ORDER BY r.id DESC LIMIT 1")
        let run = try last?.integer("id")
        let rules = try last.map { try RunRules.of($0.integer("id"), at: $0.region("region"), in: reading) } ?? []
        return Answer(
            law: try FindLaw(library: parts.law, region: region, day: day).answer(in: reading),
            lastRun: Dictionary(rules.map { ($0.rule, $0) }) { first, _ in first }, run: run, precision: try parts.precision(reading),
            open: try reading.count("SELECT COUNT(*) FROM policy_proposals p WHERE p.state = 'open' AND \(within: reading.scope, "p.region")"))
    }
}

/// Proposals of the scope, those that wait first.
struct ProposalList: Query {
    static let permission = Permission.policyRead
    let parts: PoliciesParts
    /// One of them; nil for all.
    var only: Int64?

    struct Proposal: Sendable {
        var id: Int64
        var leaf: Int64
        var pack: String
        var place: String
        var parameter: String
        var value: String
        var from: CalendarDate
        var reference: String
        var reason: String
        var state: String
        var proposer: Int64
        var by: String
        var proposed: Moment
        var decidedBy: String?
        var why: String?
        var version: Int64?
    }

    func answer(in reading: Reading) throws -> [Proposal] {
        let one: SQL = only.map { "AND p.id = \($0)" } ?? .empty
        let rows = try reading.rows(
            """
            SELECT p.id, p.audit_leaf, p.pack, p.region, p.parameter, p.value, p.in_force_from, p.reference, p.reason, p.state, p.proposed_by,
                p.proposed_ms, p.decided_by, p.decided_why, p.version
            FROM policy_proposals p WHERE \(within: reading.scope, "p.region") \(sql: one)
            ORDER BY CASE p.state WHEN 'open' THEN 0 ELSE 1 END, p.id DESC LIMIT 200
            """)
        let names = try parts.accounts(Set(rows.flatMap { [try $0.integer("proposed_by"), try $0.optionalInteger("decided_by") ?? 0] }), reading)
        return try rows.map { row in
            let proposer = try row.integer("proposed_by")
            return Proposal(
                id: try row.integer("id"), leaf: try row.integer("audit_leaf"), pack: try row.text("pack"),
                place: try parts.regionName(row.region("region"), reading), parameter: try row.text("parameter"), value: try row.text("value"),
                from: try row.date("in_force_from"), reference: try row.text("reference"), reason: try row.text("reason"),
                state: try row.text("state"),
                proposer: proposer, by: names[proposer] ?? "", proposed: try row.moment("proposed_ms"),
                decidedBy: try row.optionalInteger("decided_by").flatMap { names[$0] }, why: try row.optionalText("decided_why"),
                version: try row.optionalInteger("version"))
        }
    }
}

/// The texts of one version of a pack that holds above, at or below the reader's place.
struct FindPackTexts: Query {
    static let permission = Permission.policyRead
    let pack: String
    let version: Int64

    func answer(in reading: Reading) throws -> [String: String] {
        let above = RegionCode.Level.allCases.compactMap { reading.scope.region.ancestor(at: $0)?.number }
        let row = try reading.row(
            """
            SELECT p.texts FROM policy_packs p WHERE p.pack = \(pack) AND p.version = \(version)
            AND (p.region IN \(list: above) OR \(within: reading.scope, "p.region"))
            """)
        guard let row else { throw Refusal.notFound }
        return try LawLibrary.files(row.text("texts"))
    }
}
