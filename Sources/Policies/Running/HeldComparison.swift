import Actions
import Basics
import Comparison
import PolicyLanguage
import Synchronization

/// The tables of a reading, in memory, and the packs they were read for.
package final class HeldComparison: Sendable {
    private let options: ComparisonOptions
    private let law: LawInForce
    private let households: HouseholdIDs
    package let region: Int64
    private let data = Mutex<ReadData?>(nil)
    private let result = Mutex<ComparisonResult?>(nil)
    private let registerRead = Mutex<Int64>(0)

    init(options: ComparisonOptions, law: LawInForce, households: HouseholdIDs, region: Int64) {
        (self.options, self.law, self.households, self.region) = (options, law, households, region)
    }

    package var asOf: CalendarDate { options.asOf }

    /// What the page of a run tells beside its rules.
    var facts: (households: Int, people: Int, phases: [RunPhase]) {
        let result = result.withLock { $0 }
        let phases =
            [RunPhase(name: "read register", milliseconds: registerRead.withLock { $0 })]
            + (result?.phases ?? []).map { RunPhase(name: $0.name, milliseconds: Int64($0.seconds * 1000)) }
        return (result?.households ?? 0, result?.persons ?? 0, phases)
    }

    /// What was found village by village.
    var places: [RunPlace] {
        guard let result = result.withLock({ $0 }), let data = data.withLock({ $0 }) else { return [] }
        return RunPlace.of(result, data.population)
    }

    /// How long the register was read out of the database.
    func noteRegisterRead(_ duration: Duration) {
        let parts = duration.components
        registerRead.withLock { $0 = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000 }
    }

    /// `households.id` by the number that the engine knows.
    func household(_ number: Int64) -> Int64? { number == 0 ? nil : households[number] }

    /// The law it was read for.
    var lawInForce: LawInForce { law }

    /// Whether what was read answers for the law of a place within the region: every pack in the version that it was read for.
    func isUnder(_ other: LawInForce) -> Bool {
        other.packs.allSatisfy { pack in
            let version = other.versions[pack.id]
            return law.packs.contains { LawInForce.pack(of: $0.id) == LawInForce.pack(of: pack.id) && law.versions[$0.id] == version }
        }
    }

    /// Values of a pack's parameters for all versions of it, by the ids they have in this reading: a county's own version is another pack here.
    func settings(_ values: [String: ParameterValue], of pack: String) -> [String: ParameterValue] {
        var settings: [String: ParameterValue] = [:]
        for own in law.packs where LawInForce.pack(of: own.id) == LawInForce.pack(of: pack) {
            for (name, value) in values { settings["\(own.id)/\(name)"] = value }
        }
        return settings
    }

    /// Reads and evaluates once.
    @discardableResult
    func read(_ progress: @escaping @Sendable (ComparisonProgress) -> Void) async throws -> ComparisonResult {
        let options = options
        let (data, result) = try await Aside.run { () -> (ReadData?, ComparisonResult) in
            let run = ComparisonRun(options, progress: progress)
            let result = try run.run()
            return (run.dataRead, result)
        }
        self.data.withLock { $0 = data }
        let own = ofRegion(result)
        self.result.withLock { $0 = own }
        return own
    }

    /// What the law says, or would say with other values of parameters.
    package func outcome(settings: [String: ParameterValue] = [:]) async throws -> RunOutcome {
        let result = settings.isEmpty ? self.result.withLock { $0 } : nil
        return named(try await evaluated(settings, rules: nil, result))
    }

    /// The result of some rules only, under other values of parameters, for a place within the region.
    package func result(settings: [String: ParameterValue], rules: Set<String>, within place: RegionCode) async throws -> ComparisonResult {
        ofRegion(try await evaluated(settings, rules: rules, nil), place.number)
    }

    private func evaluated(_ settings: [String: ParameterValue], rules: Set<String>?, _ known: ComparisonResult?) async throws -> ComparisonResult {
        if let known { return known }
        guard let data = data.withLock({ $0 }) else { throw Refusal.notFound }
        var options = options
        options.settings = settings
        if let rules {
            options.packs = options.packs.compactMap { pack in
                var pack = pack
                pack.rules.removeAll { !rules.contains($0.id) }
                return pack.rules.isEmpty ? nil : pack
            }
        }
        let asked = options
        return ofRegion(try await Aside.run { try ComparisonRun(asked, over: data).run(settings: asked.settings) })
    }

    /// Without what lies elsewhere: a province's delivery names projects of all its counties. 0 is no region: everything was asked for.
    private func ofRegion(_ result: ComparisonResult, _ region: Int64? = nil) -> ComparisonResult {
        let region = region ?? self.region
        guard let codes = RegionCode(number: region)?.codes, RegionCode(number: region)?.level != .province else { return result }
        var result = result
        result.clues.removeAll { !codes.contains(FoundInRegister.filledUp($0.region)) }
        var counts: [Int: Int] = [:]
        for clue in result.clues { counts[clue.rule, default: 0] += 1 }
        for rule in result.rules.indices { result.rules[rule].clues = counts[rule] ?? 0 }
        return result
    }

    private func named(_ result: ComparisonResult) -> RunOutcome {
        let rules = result.rules.map { rule in
            RuleOutcome(
                rule.rule, of: rule.pack, version: law.versions[rule.pack] ?? 0, skipped: rule.skipped, subjects: rule.subjects,
                undecided: rule.undecided, clues: rule.clues, refutes: rule.untold == 0)
        }
        let clues = result.clues.map { FoundInRegister($0, of: result.rules[$0.rule], version: law.versions, households) }
        var outcome = RunOutcome(run: 0, asOf: result.asOf, extent: .region(region), rules: rules, clues: clues)
        outcome.undecided = Set(result.others.lazy.filter(\.isUndecided).map { Int64(bitPattern: $0.identity) })
        return outcome
    }
}

extension RuleOutcome {
    init(
        _ rule: Rule, of pack: String, version: Int, skipped: String?, subjects: Int = 0, undecided: Int = 0, clues: Int = 0, refutes: Bool = true
    ) {
        self.init(
            id: rule.id, pack: LawInForce.pack(of: pack), packVersion: version, title: ["zh": rule.title.zh, "en": rule.title.en], skipped: skipped,
            subjects: subjects, undecided: undecided, clues: clues, refutes: refutes, outcome: rule.outcome.rawValue, severity: rule.severity,
            falsePositives: rule.falsePositives)
    }

    init(_ rule: Rule, of pack: PolicyPack, version: Int, skipped: String?) { self.init(rule, of: pack.id, version: version, skipped: skipped) }
}

extension FoundInRegister {
    init(_ clue: Clue, of result: RuleResult, version: [String: Int], _ households: HouseholdIDs) {
        let rule = result.rule
        let subject: Subject =
            switch rule.subject {
            case .person: .person
            case .household: .household
            case .village: .village
            case .row: .row
            case .group: .group
            }
        self.init(
            identity: Int64(bitPattern: clue.identity), rule: rule.id, pack: LawInForce.pack(of: result.pack), packVersion: version[result.pack] ?? 0,
            subject: subject,
            household: clue.householdID == 0 ? nil : households[clue.householdID], person: clue.personID == 0 ? nil : clue.personID,
            region: Self.filledUp(clue.region),
            evidence: zip(rule.evidence, clue.evidence).map { EvidenceItem($0, value: $1) }, key: clue.key, personalKeys: result.personalKeys,
            sources: result.sources)
    }

    /// A code of 6 or 9 digits filled up with zeros.
    static func filledUp(_ code: Int64) -> Int64 {
        switch code {
        case 100_000...999_999: code * 1_000_000
        case 100_000_000...999_999_999: code * 1000
        default: code
        }
    }
}

extension EvidenceItem {
    init(_ evidence: Rule.Evidence, value: Int64) {
        let kind: Kind =
            switch evidence.value.type {
            case .money: .money
            case .decimal("m2"): .squareMetres
            case .decimal("mu"): .mu
            case .decimal("km"): .kilometres
            case .decimal("%"): .percent
            case .decimal: .decimal
            case .date: .date
            case .bool: .flag
            default: .number
            }
        self.init(name: evidence.name, title: ["zh": evidence.title.zh, "en": evidence.title.en], kind: kind, value: value)
    }
}
