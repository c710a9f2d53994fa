import Basics
import PolicyLanguage
import Testing

@testable import Comparison

/// One comparison, in columns and one subject at a time.
struct TwoAnswers {
    let columns: ComparisonResult
    let single: SecondOpinion
    let clues: [String: Set<SingleFinding>]
    private let asksAll: Bool

    /// Asks every household, or every so manyth when there are more than that.
    init(_ options: ComparisonOptions, households: Int = .max) throws {
        let run = ComparisonRun(options)
        columns = try run.run()
        asksAll = columns.households <= households
        single = try #require(run.secondOpinion(everyHousehold: max(1, columns.households / households), villages: .max))
        clues = TwoAnswers.findings(columns)
    }

    static func findings(_ result: ComparisonResult) -> [String: Set<SingleFinding>] {
        var found: [String: Set<SingleFinding>] = [:]
        for clue in result.clues {
            let rule = result.rules[clue.rule].rule.id
            found[rule, default: []].insert(
                SingleFinding(rule: rule, householdID: clue.householdID, personID: clue.personID, village: clue.village, evidence: clue.evidence))
        }
        return found
    }

    /// Where the two differ, a line for each rule; empty when they agree in every finding, its evidence, and the undecided.
    var differences: [String] {
        let other = Dictionary(grouping: single.findings, by: \.rule).mapValues(Set.init)
        return columns.rules.filter { $0.skipped == nil }.flatMap { result -> [String] in
            let id = result.rule.id
            let ours = (clues[id] ?? []).filter { isAsked(result.rule.subject, $0) }
            let theirs = other[id] ?? []
            var lines: [String] = []
            if ours != theirs {
                lines.append(
                    "\(id): \(ours.count) findings in columns, \(theirs.count) one by one; only in columns \(TwoAnswers.shown(ours.subtracting(theirs))), "
                        + "only one by one \(TwoAnswers.shown(theirs.subtracting(ours)))")
            }
            let (asked, open) = (single.subjects[id] ?? 0, single.undecided[id] ?? 0)
            if isAllAsked(result.rule.subject), result.subjects != asked || result.undecided != open {
                lines.append("\(id): \(result.undecided) of \(result.subjects) undecided in columns, \(open) of \(asked) one by one")
            }
            return lines
        }
    }

    private func isAllAsked(_ subject: Rule.Subject) -> Bool {
        switch subject {
        case .person, .household: asksAll
        case .village, .row, .group: true
        }
    }

    private func isAsked(_ subject: Rule.Subject, _ finding: SingleFinding) -> Bool {
        isAllAsked(subject) || single.households.contains(finding.householdID)
    }

    private static func shown(_ findings: Set<SingleFinding>) -> String {
        findings.map { "\($0.householdID)/\($0.personID)/\($0.village) \($0.evidence)" }.sorted().prefix(3).joined(separator: "; ")
    }
}

extension ComparisonOptions {
    /// A comparison of sample sources on 30 June 2025.
    static func sample(_ folder: DataFolder, _ packs: [PolicyPack], threads: Int = 2, personsInPartition: Int = 60) -> ComparisonOptions {
        var options = ComparisonOptions(
            dataFolder: folder.path, schemas: SampleSources.all, packs: packs, asOf: CalendarDate(daysSinceEpoch: 20_269), threads: threads)
        options.personsInPartition = personsInPartition
        return options
    }
}
