import Actions
import Basics
import Comparison
import Foundation
import Storage

/// Asks for a comparison of the actor's region as of a day.
package struct StartRun: Action {
    package static let name = "comparison.start"
    package static let permission = Permission.policyRun
    /// Today when left out.
    package var asOf: CalendarDate?

    package init(asOf: CalendarDate? = nil) { self.asOf = asOf }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.department == nil ? reading.scope.region : nil }

    package func perform(in writing: Writing) throws -> Int64 {
        let day = asOf ?? writing.today
        guard day <= writing.today else { throw Refusal.invalid("as_of", .dayAhead) }
        let region = writing.reading.scope.region
        guard try writing.transaction.count("SELECT COUNT(*) FROM policy_packs") > 0 else { throw Refusal.conflict(.noLaw) }
        let under = try writing.transaction.count(
            "SELECT COUNT(*) FROM comparison_runs r WHERE r.region = \(region) AND r.state IN ('waiting', 'running')")
        guard under == 0 else { throw Refusal.conflict(.runUnderWay) }
        let id = try writing.insert(
            into: .comparisonRuns,
            ["region": region, "as_of": day, "state": "waiting", "asked_by": writing.actor.account, "asked_ms": writing.now])
        try writing.enqueue(ComparisonRunJob(run: id), once: ComparisonRunJob.once(id))
        writing.subject = "run/\(id)"
        return id
    }
}

/// One run, as the actions of its job look at it.
struct RunHead: Sendable {
    let id: Int64
    let region: RegionCode
    let asOf: CalendarDate
    let state: String

    static func find(_ id: Int64, in reading: Reading) throws -> RunHead? {
        try reading.row(
            "SELECT r.id, r.region, r.as_of, r.state FROM comparison_runs r WHERE r.id = \(id) AND \(within: reading.scope, "r.region")"
        ).map { RunHead(id: id, region: try $0.region("region"), asOf: try $0.date("as_of"), state: try $0.text("state")) }
    }
}

/// An act of a run's own job.
protocol RunAct: Action where Outcome == Int64 {
    var run: Int64 { get }
}

extension RunAct {
    static var permission: Permission { .policyRun }
    func place(in reading: Reading) throws -> RegionCode? { try RunHead.find(run, in: reading)?.region }
}

struct BeginRun: RunAct {
    static let name = "comparison.begin"
    var run: Int64

    func perform(in writing: Writing) throws -> Int64 {
        writing.subject = "run/\(run)"
        try writing.change(.comparisonRuns, id: run, ["state": "running", "started_ms": writing.now])
        return run
    }
}

/// Writes down what came of a run, when its takers have what it found.
struct FinishRun: RunAct {
    static let name = "comparison.finish"
    var run: Int64
    var rules: [Rule]
    var households: Int
    var people: Int
    var clues: Int
    var phases: [RunPhase]
    var places: [RunPlace]

    struct Rule: Codable, Sendable {
        var pack: String
        var version: Int
        var rule: String
        var title: [String: String]
        var skipped: String?
        var subjects: Int
        var undecided: Int
        var clues: Int
    }

    func perform(in writing: Writing) throws -> Int64 {
        writing.subject = "run/\(run)"
        let ids = try writing.newIDs(rules.count, for: .comparisonRunRules)
        try writing.insertChunk(
            into: .comparisonRunRules,
            try zip(ids, rules).map { id, rule in
                [
                    .integer(id), .integer(run), .text(rule.pack), .integer(Int64(rule.version)), .text(rule.rule),
                    .text(try StoredText.of(rule.title)),
                    rule.skipped.value, .integer(Int64(rule.subjects)), .integer(Int64(rule.undecided)), .integer(Int64(rule.clues)),
                ]
            })
        for place in places {
            try writing.insert(
                into: .comparisonRunPlaces, ["run_id": run, "region": place.region, "villages": try StoredText.of(place.villages)])
        }
        try writing.change(
            .comparisonRuns, id: run,
            [
                "state": "done", "ended_ms": writing.now, "households": households, "people": people, "clues": clues,
                "phases": try StoredText.of(phases),
            ])
        writing.note("clues", Int64(clues))
        return run
    }
}

struct FailRun: RunAct {
    static let name = "comparison.fail"
    var run: Int64
    var fault: String

    func perform(in writing: Writing) throws -> Int64 {
        writing.subject = "run/\(run)"
        try writing.change(.comparisonRuns, id: run, ["state": "failed", "ended_ms": writing.now, "fault": fault])
        return run
    }
}

/// Has a region's comparison run by itself every day at an hour (China's time), or no longer.
package struct ScheduleRuns: Action {
    package static let name = "comparison.schedule"
    package static let permission = Permission.policyRun
    /// 0 to 23; nil for no longer.
    package var hour: Int?

    package init(hour: Int?) { self.hour = hour }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.department == nil ? reading.scope.region : nil }

    package func perform(in writing: Writing) throws -> Int64 {
        let region = writing.reading.scope.region
        let known = try writing.transaction.row("SELECT s.id FROM comparison_schedules s WHERE s.region = \(region)")?.integer("id")
        guard let hour else {
            if let known { try writing.remove(.comparisonSchedules, id: known) }
            return region.number
        }
        guard (0...23).contains(hour) else { throw Refusal.invalid("hour", .badHour) }
        if let known {
            try writing.change(.comparisonSchedules, id: known, ["hour": hour, "account": writing.actor.account])
        } else {
            try writing.insert(into: .comparisonSchedules, ["region": region, "hour": hour, "account": writing.actor.account])
        }
        try ScheduledRunJob.enqueue(for: region, hour: hour, writing)
        return region.number
    }
}

/// How long a phase of a run took.
struct RunPhase: Codable, Sendable, Hashable {
    var name: String
    var milliseconds: Int64
}

/// Small lists that are shown and never searched, as text.
enum StoredText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<T: Decodable>(_ type: T.Type, _ text: String?) throws -> T? {
        try text.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
