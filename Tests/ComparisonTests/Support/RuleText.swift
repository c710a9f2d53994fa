import Basics
import Datasets
import Declarations
import PolicyLanguage

@testable import Comparison

/// A rule as a test writes it; `checked` makes it a rule of a pack, through the same checker as a file.
struct RuleText {
    var id: String
    var subject: Subject
    var lets: [(String, String)] = []
    var when: String
    var evidence: [String] = []
    var from: String?
    var until: String?

    enum Subject {
        case person, household, village
        case rows(String)
        case group(String, by: [String], clueFor: Rule.ClueFor)
    }

    /// Everything that is written in it.
    var text: String { ([when] + lets.map(\.1) + evidence).joined(separator: " ") }

    struct Unreadable: Error, CustomStringConvertible { var description: String }

    func checked(_ checker: Checker) throws -> Rule {
        var nextID = 0
        func check(_ text: String, _ scope: Scope, _ expectation: Checker.Expectation) throws -> (CheckedExpression, Scope.Entry?) {
            let outcome = checker.check(text, at: Position(file: id, line: 1), in: scope, nextID: &nextID, expecting: expectation)
            guard let expression = outcome.expression else { throw Unreadable(description: "\(id): \(text): \(outcome.diagnostics.map(\.message))") }
            return (expression, outcome.entry)
        }
        let subject = try rule { try check($0, .ofGroupKeys(dataset: $1), .groupKey).0 }
        var scope = Scope.of(subject, vocabulary: checker.vocabulary)
        var values: [Rule.Let] = []
        for (name, text) in lets {
            let (expression, entry) = try check(text, scope, .anything)
            scope[name] = entry
            values.append(.init(name: name, value: expression))
        }
        let condition = try check(when, scope, .condition).0
        let shown = try evidence.enumerated().map { index, text in
            Rule.Evidence(name: "e\(index)", title: Bilingual(zh: "", en: ""), value: try check(text, scope, .evidence).0)
        }
        return Rule(
            id: id, version: 1, status: .experimental, title: Bilingual(zh: id, en: id), subject: subject, outcome: .warning, severity: 1,
            references: [], inForceFrom: from.flatMap(CalendarDate.init(iso:)), inForceUntil: until.flatMap(CalendarDate.init(iso:)),
            inForceKnown: true, verified: false, lets: values, condition: condition, evidence: shown, message: Bilingual(zh: "", en: ""),
            investigate: Bilingual(zh: "", en: ""), falsePositives: [], knownGaps: nil, examples: [], position: Position(file: id, line: 1))
    }

    private func rule(_ key: (String, String) throws -> CheckedExpression) throws -> Rule.Subject {
        switch subject {
        case .person: .person
        case .household: .household
        case .village: .village
        case .rows(let dataset): .row(dataset: dataset)
        case .group(let dataset, let keys, let clueFor): .group(dataset: dataset, keys: try keys.map { try key($0, dataset) }, clueFor: clueFor)
        }
    }
}

/// Packs for tests.
enum SamplePacks {
    static let parameters = [
        parameter("price_limit", .money, 5_000_000), parameter("seat_limit", .int, 5), parameter("half", .decimal(unit: ""), 50),
        parameter("strict", .bool, 1), parameter("since", .date, 18_262),
        Parameter(
            name: "bad_brand", title: Bilingual(zh: "", en: ""), type: .string, history: [.init(from: start, value: .text("红旗"), reference: "")],
            lastVerifiedOn: nil, verified: false, position: Position(file: "", line: 1)),
    ]
    private static let start = CalendarDate(daysSinceEpoch: 10_957)

    private static func parameter(_ name: String, _ type: ValueType, _ value: Int64) -> Parameter {
        Parameter(
            name: name, title: Bilingual(zh: "", en: ""), type: type, history: [.init(from: start, value: .number(value), reference: "")],
            lastVerifiedOn: nil, verified: false, position: Position(file: "", line: 1))
    }

    static func pack(
        _ rules: [RuleText], id: String = "tests/sample", area: String = "", schemas: [SourceSchema] = SampleSources.all
    ) throws -> PolicyPack {
        let types = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.type) })
        let checker = Checker(vocabulary: Vocabulary(schemas: schemas), parameters: types)
        return PolicyPack(
            id: id, title: Bilingual(zh: "", en: ""), authority: Bilingual(zh: "", en: ""), area: area, sources: [], parameters: parameters,
            explanations: [], rules: try rules.map { try $0.checked(checker) })
    }
}
