import Basics
import Declarations

/// `youshu policy check`: loads packs, runs every example, holds released rules against the lock.
package enum PolicyCheck {
    /// `only` names packs; nil checks all. `slow` gives the reason why a rule of a pack cannot run in columns, nil if it can.
    package static func run(
        root: String, only: [String]? = nil, today: CalendarDate? = nil, slow: (Rule, PolicyPack) -> String? = { _, _ in nil },
        vocabulary: @escaping (PackHeader) -> Vocabulary
    ) -> PolicyCheckReport {
        let (packs, found) = PackLoader(root: root, today: today, vocabulary: vocabulary).load(only: only)
        return report(on: packs, found: found, root: root, slow: slow, vocabulary: vocabulary)
    }

    /// The same for one pack's folder.
    package static func run(
        packPath: String, root: String, today: CalendarDate? = nil, slow: (Rule, PolicyPack) -> String? = { _, _ in nil },
        vocabulary: @escaping (PackHeader) -> Vocabulary
    ) -> PolicyCheckReport {
        let (pack, found) = PackLoader(root: root, today: today, vocabulary: vocabulary).loadPack(path: packPath)
        return report(on: pack.map { [$0] } ?? [], found: found, root: root, slow: slow, vocabulary: vocabulary)
    }

    /// What is wrong with a pack's examples, each asked under the values in force on its own day.
    package static func examples(of pack: PolicyPack, _ vocabulary: Vocabulary) -> [Diagnostic] {
        let log = DiagnosticLog()
        ExampleRunner(pack: pack, vocabulary: vocabulary, log: log).run()
        return log.inOrderOfPlace.filter { $0.severity == .error }
    }

    private static func report(
        on packs: [PolicyPack], found: [Diagnostic], root: String, slow: (Rule, PolicyPack) -> String?, vocabulary: (PackHeader) -> Vocabulary
    ) -> PolicyCheckReport {
        let log = DiagnosticLog()
        log.report(contentsOf: found)
        let incomplete = packs.filter { pack in
            found.contains { $0.severity == .error && $0.position.file.hasPrefix("\(pack.id)/") }
        }
        var summaries: [PolicyCheckReport.Pack] = []
        var notColumnar: [PolicyCheckReport.Slow] = []
        for pack in packs {
            ExampleRunner(pack: pack, vocabulary: vocabulary(pack.header), log: log).run()
            for rule in pack.rules {
                guard let reason = slow(rule, pack) else { continue }
                notColumnar.append(PolicyCheckReport.Slow(pack: pack.id, rule: rule.id, reason: reason))
            }
            summaries.append(PolicyCheckReport.Pack(pack))
        }
        PolicyLock(root: root, into: log).check(packs, incomplete: Set(incomplete.map(\.id)), into: log)
        return PolicyCheckReport(packs: summaries, diagnostics: log.inOrderOfPlace, notColumnar: notColumnar)
    }
}

extension PolicyCheckReport.Pack {
    fileprivate init(_ pack: PolicyPack) {
        self.init(
            id: pack.id, title: pack.title, rules: pack.rules.count, parameters: pack.parameters.count,
            examples: pack.rules.reduce(0) { $0 + $1.examples.count }, unverifiedRules: pack.rules.count { !$0.verified },
            unverifiedParameters: pack.parameters.count { !$0.verified })
    }
}
