import Basics
import Comparison
import Datasets
import PolicyLanguage
import Tabular

/// `run.json`: what was run over what, and what came of it. All of it but `phases` is the same from run to run.
struct RunRecord: Codable {
    struct File: Codable {
        var source: String
        var path: String
        var format: String
        var encoding: String
        /// `,`, `TAB`, …; empty for a workbook.
        var delimiter: String
        var rows: Int
        var accepted: Int
        var rejected: Int
        var normalised: Int
        var malformed: Int
        var matched: Int
        var bytes: Int
        /// Column → accepted rows with a value; only columns the file has.
        var filled: [String: Int]
        var unknownHeaders: [String]
        var missingColumns: [String]

        private enum CodingKeys: String, CodingKey {
            case source, path, format, encoding, delimiter, rows, accepted, rejected, normalised, malformed, matched, bytes, filled
            case unknownHeaders = "unknown_headers", missingColumns = "missing_columns"
        }
    }

    struct Rule: Codable {
        var id: String
        var version: Int
        var pack: String
        var outcome: String
        var verified: Bool
        var clues: Int
        var undecided: Int
        var subjects: Int
        var columnar: Bool
        /// Why it was not run; nil when it was.
        var skipped: String?
    }

    struct Pack: Codable {
        var id: String
        var path: String
        var area: String
        var rules: Int
    }

    struct ParameterInUse: Codable {
        var pack: String
        var name: String
        /// As its file writes it; nil before its first date.
        var value: String?
        var from: String?
        var reference: String?
        var verified: Bool
        var lastVerifiedOn: String?

        private enum CodingKeys: String, CodingKey {
            case pack, name, value, from, reference, verified, lastVerifiedOn = "last_verified_on"
        }
    }

    struct Phase: Codable {
        var name: String
        var seconds: Double
    }

    struct Totals: Codable {
        var persons: Int
        var households: Int
        var villages: Int
        var files: Int
        var rows: Int
        var accepted: Int
        var rejected: Int
        var clues: Int
        var undecided: Int
    }

    struct WhatIfTotals: Codable {
        var settings: [String]
        var before: Int
        var after: Int
        var rows: [WhatIfRow]
    }

    struct WhatIfRow: Codable {
        var county: String
        var rule: String
        var before: Int
        var after: Int
        var difference: Int
    }

    var program: String
    var version: String
    /// The folder that was compared, absolute.
    var data: String
    var asOf: String
    var totals: Totals
    var packs: [Pack]
    var parameters: [ParameterInUse]
    var rules: [Rule]
    var files: [File]
    var missingSources: [String]
    /// Files in the data folder that belong to no source, relative.
    var unknownFiles: [String]
    /// County code → area whose law it stands in for.
    var standsFor: [String: String]
    var whatIf: WhatIfTotals?
    var phases: [Phase]

    private enum CodingKeys: String, CodingKey {
        case program, version, data, asOf = "as_of", totals, packs, parameters, rules, files, missingSources = "missing_sources"
        case unknownFiles = "unknown_files", standsFor = "stands_for", whatIf = "what_if", phases
    }
}

extension RunRecord {
    init(_ facts: RunFacts) {
        let result = facts.result
        program = "youshu"
        version = Program.version
        data = facts.dataFolder
        asOf = result.asOf.description
        totals = Totals(
            persons: result.persons, households: result.households, villages: result.villages, files: result.files.count,
            rows: result.files.reduce(0) { $0 + $1.rows }, accepted: result.files.reduce(0) { $0 + $1.accepted },
            rejected: result.files.reduce(0) { $0 + $1.rejected }, clues: result.clues.count, undecided: result.rules.reduce(0) { $0 + $1.undecided })
        packs = zip(facts.shelf.packs, facts.shelf.paths).map { Pack(id: $0.id, path: $1, area: $0.area, rules: $0.rules.count) }
        parameters = facts.parametersInUse.map(ParameterInUse.init)
        rules = result.rules.map(Rule.init).sorted { $0.id < $1.id }
        let schemas = Dictionary(facts.shelf.schemas.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        files = result.files.map { File($0, schema: schemas[$0.source], folder: facts.dataFolder) }
        missingSources = result.missingSources.sorted()
        unknownFiles = facts.unknownFiles
        standsFor = facts.province.standsFor
        whatIf = facts.whatIf.map { what in
            WhatIfTotals(
                settings: what.settings, before: what.before, after: what.after,
                rows: what.rows.map {
                    WhatIfRow(county: $0.county, rule: $0.rule, before: $0.before, after: $0.after, difference: $0.difference)
                })
        }
        phases = result.phases.map { Phase(name: $0.name, seconds: Self.milliseconds($0.seconds)) }
    }

    /// Rounded, because more digits say nothing.
    static func milliseconds(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

extension RunRecord.Rule {
    init(_ result: RuleResult) {
        self.init(
            id: result.rule.id, version: result.rule.version, pack: result.pack, outcome: result.rule.outcome.rawValue,
            verified: result.rule.verified,
            clues: result.clues, undecided: result.undecided, subjects: result.subjects, columnar: result.columnar, skipped: result.skipped)
    }
}

extension RunRecord.ParameterInUse {
    init(_ used: ParameterUse) {
        let value = used.value
        self.init(
            pack: used.pack, name: used.parameter.name, value: value.map { used.written($0.value) }, from: value?.from.description,
            reference: value?.reference, verified: used.parameter.verified, lastVerifiedOn: used.parameter.lastVerifiedOn?.description)
    }
}

extension RunRecord.File {
    init(_ file: FileReport, schema: SourceSchema?, folder: String) {
        let columns = schema?.columns ?? []
        var filled: [String: Int] = [:]
        for (place, column) in columns.enumerated()
        where column.kind != .ignored && place < file.filled.count && !file.missingColumns.contains(column.name) {
            filled[column.name] = file.filled[place]
        }
        self.init(
            source: file.source, path: RelativePath.of(file.path, in: folder), format: file.description.format.rawValue,
            encoding: file.description.encoding.rawValue, delimiter: file.description.delimiter.map(DelimiterText.of) ?? "", rows: file.rows,
            accepted: file.accepted, rejected: file.rejected, normalised: file.normalised, malformed: file.malformed, matched: file.matched,
            bytes: file.bytes, filled: filled, unknownHeaders: file.unknownHeaders, missingColumns: file.missingColumns)
    }
}

/// The byte between fields as it is told to people and machines.
enum DelimiterText {
    static func of(_ byte: UInt8) -> String { byte == 0x09 ? "TAB" : String(UnicodeScalar(byte)) }
}
