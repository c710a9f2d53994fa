import Actions
import Basics
import PolicyLanguage
import Web

/// The law in force: looking at it, trying it, changing it by two people.
struct PolicyRoutes: Sendable {
    let parts: PoliciesParts

    var all: [Route] { [rules, rule, tryOut, trySend, propose, proposals, decide, install, export] }

    private var rules: Route {
        .page("/rules", RulesPage.self, needs: .policyRead, summary: "route.rules") { visit in try await rulesPage(visit) }
    }

    private func rulesPage(_ visit: Visit) async throws -> RulesPage {
        let day = visit.now.chinaDate
        return RulesPage(try await visit.ask(RuleFigures(parts: parts, day: day)), day: day, actor: try visit.actor, Words(visit))
    }

    private var rule: Route {
        .page("/rules/{rule}", RulePage.self, needs: .policyRead, summary: "route.rule") { visit in
            try await rulePage(visit, FormState(for: ProposalForm.self, values: ["from": visit.now.chinaDate.description]))
        }
    }

    private func rulePage(_ visit: Visit, _ form: FormState) async throws -> RulePage {
        let day = visit.now.chinaDate
        return try RulePage(
            try await visit.ask(RuleFigures(parts: parts, day: day)), rule: visit.parameter("rule"), day: day, actor: visit.actor, form: form,
            Words(visit))
    }

    private var tryOut: Route {
        .page(
            "/rules/{rule}/try", TryPage.self, needs: .policyRun, summary: "route.rule-try", inputs: [RouteInput("set", summary: "input.set")]
        ) { visit in try await TryRoute(parts: parts).page(visit) }
    }

    /// The form's values become an address, so that what was tried can be shown to somebody else.
    private var trySend: Route {
        .submit(
            "/rules/{rule}/try", TryForm.self, needs: .policyRun, summary: "route.rule-try-send", json: false,
            redo: { visit, _ in try await TryRoute(parts: parts).page(visit) }
        ) { _, form in .seeOther(TryRoute(parts: parts).address(of: form)) }
    }

    private var propose: Route {
        .act(
            "/rules/{rule}/proposals", form: ProposalForm.self, summary: "route.propose", needs: .policyPropose,
            make: { visit, form in
                let found = try await visit.ask(FindLaw(library: parts.law, region: visit.actor.scope.region, day: visit.now.chinaDate))
                guard let pack = found.law.packs.first(where: { $0.rules.contains { $0.id == form.rule } }) else { throw Refusal.notFound }
                return ProposeParameter(
                    pack: LawInForce.pack(of: pack.id), parameter: form.parameter, value: form.value, from: form.from, reference: form.reference,
                    reason: form.reason)
            },
            redo: { visit, form in try await rulePage(visit, form) }, then: { _, _ in .seeOther("/proposals").noting("proposal.note.made") })
    }

    private var proposals: Route {
        .page("/proposals", ProposalsPage.self, needs: .policyRead, summary: "route.proposals") { visit in try await proposalsPage(visit, []) }
    }

    private func proposalsPage(_ visit: Visit, _ problems: [FormProblem]) async throws -> ProposalsPage {
        ProposalsPage(try await visit.ask(ProposalList(parts: parts)), actor: try visit.actor, problems: problems, Words(visit))
    }

    private var decide: Route {
        .act(
            "/proposals/{proposal}/decide", form: DecideProposal.self, summary: "route.decide-proposal", needs: .policyApprove,
            make: { _, form in form.checked(by: parts.law) },
            redo: { visit, form in try await proposalsPage(visit, form.problems) },
            then: { done, _ in .seeOther("/proposals").noting(done.outcome == nil ? "proposal.note.refused" : "proposal.note.approved") })
    }

    private var install: Route {
        .act(
            "/rules/install", form: EmptyForm.self, summary: "route.install-packs", needs: .policyApprove,
            make: { _, _ in InstallPacks(packs: try PackTexts.shipped(in: parts.packsFolder)) },
            redo: { visit, _ in try await rulesPage(visit) }, then: { _, _ in .seeOther("/rules").noting("rules.note.installed") })
    }

    private var export: Route {
        .file("/packs/{authority}/{scheme}/{version}", needs: .policyRead, summary: "route.export-pack") { visit in
            let pack = try "\(visit.parameter("authority"))/\(visit.parameter("scheme"))"
            let version = try visit.id("version")
            let files = try await visit.ask(FindPackTexts(pack: pack, version: version))
            let bytes = Array(PackExport.text(pack: pack, version: Int(version), files: files).utf8)
            return FileAnswer(name: "\(pack.replacing("/", with: "-"))-\(version).yaml", mediaType: "application/yaml", bytes: bytes)
        }
    }
}

extension PackTexts {
    /// The packs that come with the program, without the benchmark's, which has a register of its own.
    package static func shipped(in folder: String) throws -> [PackTexts] { try all(below: folder).filter { $0.id != "benchmark" } }
}
