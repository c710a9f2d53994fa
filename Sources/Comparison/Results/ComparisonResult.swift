import Basics
import Datasets
import Declarations
import PolicyLanguage

/// What a comparison found: the clues, and everything needed to say where they come from.
package struct ComparisonResult: Sendable {
    package var asOf: CalendarDate
    package var rules: [RuleResult]
    /// Sorted by rule id, household, person and evidence.
    package var clues: [Clue]
    /// About whom a rule could not decide, and where `tellsAsked` about whom it was silent.
    package var others: [OtherSubject] = []
    package var files: [FileReport]
    /// Rejected rows by file, in the order of `files`.
    package var rejects: [[Reject]]
    /// Sources for which no file was found.
    package var missingSources: [String]
    package var persons: Int
    package var households: Int
    package var villages: Int
    package var phases: [Phase]

    package struct Phase: Sendable {
        package var name: String
        package var seconds: Double
        package init(name: String, seconds: Double) {
            self.name = name
            self.seconds = seconds
        }
    }
}

/// One rule's run.
package struct RuleResult: Sendable {
    package var rule: Rule
    package var pack: String
    package var area: String
    /// Not run, and why (out of its in-force span, no county under its law); nil when it ran.
    package var skipped: String?
    /// Subjects the condition was asked of, and those for which it ended in an error.
    package var subjects: Int
    package var undecided: Int
    /// Of them those not among `ComparisonResult.others`, where there are too many.
    package var untold: Int
    package var clues: Int
    package var columnar: Bool
    /// By part of its clues' keys: whether it tells who somebody is, so that writers mask it.
    package var personalKeys: [Bool]
    /// Names of the sources it looks at, beside the register.
    package var sources: [String]
}

/// A flag, not a verdict: who, by which rule, on what evidence.
package struct Clue: Sendable {
    /// Index in `ComparisonResult.rules`.
    package var rule: Int
    /// 0 for none (a village, a group as a whole, an unmatched row).
    package var householdID: Int64
    /// 0 for the household as a whole.
    package var personID: Int64
    /// 12 digits; 0 when the clue belongs to no village.
    package var village: Int64
    /// Where the clue is sent: its village, or the region that its row or group names (6, 9 or 12 digits); 0 for nowhere.
    package var region: Int64
    /// What the row or group is called by, unmasked: writers mask the personal parts. Empty for persons, households and villages.
    package var key: [String]
    /// In the rule's order, as printed: fen, hundredths, yyyymmdd, whole numbers; 0 where there is none.
    package var evidence: [Int64]
    /// Stable from run to run: of rule, subject and grouping key, not of the evidence. 16 hexadecimal digits.
    package var identity: UInt64
    /// The name of the person, or of the household's head, as registered; empty when not asked for.
    package var name: String
    /// The person's ID as registered, unmasked: writers mask it. Empty when not asked for.
    package var idNumber: String

    /// First six digits of the region's code; 0 for nowhere.
    package var county: Int64 { County.code(of: region) }

    /// The village the clue belongs to or its row names; 0 for none (a county or a township, whose codes end in zeros).
    package var villageNamed: Int64 { region >= 100_000_000_000 && !region.isMultiple(of: 1000) ? region : 0 }
}

/// Somebody or something that a rule was asked about without a clue coming of it.
package struct OtherSubject: Sendable, Hashable {
    /// Index in `ComparisonResult.rules`.
    package var rule: Int
    /// 0 for none.
    package var householdID: Int64
    /// Its village's code; 0 for none.
    package var village: Int64
    /// A clue about the same would have it.
    package var identity: UInt64
    /// The condition ended in an error; else it was false.
    package var isUndecided: Bool
}

/// What a run needs to be told.
package struct ComparisonOptions: Sendable {
    package var source: DataSource
    package var schemas: [SourceSchema]
    package var packs: [PolicyPack]
    package var asOf: CalendarDate
    package var threads: Int
    /// County code (six digits) → digits of the area whose law it stands in for; a county not named has its own code.
    package var standsFor: [String: String]
    /// Packs that are law in a part of the data only, beside what their area says: a county's own version of a province's pack.
    package var territories: [String: Territory] = [:]
    /// Parameters by `name` or `pack/name`, set for the what-if run.
    package var settings: [String: ParameterValue]
    /// Folder of kept deliveries; nil to keep none.
    package var keep: String?
    /// Read names and IDs of those with clues, for the lists that are handed over.
    package var withNames: Bool
    /// Tell also of villages, rows and groups that a rule was asked about and silent: for a few, whose earlier clues end by it.
    package var tellsAsked = false
    /// Persons a partition has at least; smaller in tests, so that a few hundred households make several.
    var personsInPartition = Partitions.personsWanted

    package init(
        dataFolder: String, schemas: [SourceSchema], packs: [PolicyPack], asOf: CalendarDate, threads: Int, standsFor: [String: String] = [:],
        settings: [String: ParameterValue] = [:], keep: String? = nil, withNames: Bool = true
    ) {
        self.init(
            source: .folder(dataFolder), schemas: schemas, packs: packs, asOf: asOf, threads: threads, standsFor: standsFor, settings: settings,
            keep: keep, withNames: withNames)
    }

    package init(
        source: DataSource, schemas: [SourceSchema], packs: [PolicyPack], asOf: CalendarDate, threads: Int, standsFor: [String: String] = [:],
        settings: [String: ParameterValue] = [:], keep: String? = nil, withNames: Bool = true
    ) {
        self.source = source
        self.schemas = schemas
        self.packs = packs
        self.asOf = asOf
        self.threads = threads
        self.standsFor = standsFor
        self.settings = settings
        self.keep = keep
        self.withNames = withNames
    }
}

/// What is happening, for a progress bar.
package struct ComparisonProgress: Sendable {
    package var phase: String
    package var done: Int
    package var total: Int
    package init(phase: String, done: Int, total: Int) {
        self.phase = phase
        self.done = done
        self.total = total
    }
}
