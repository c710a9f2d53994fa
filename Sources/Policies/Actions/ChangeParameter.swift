import Actions
import Basics
import Comparison
import Declarations
import PolicyLanguage
import Storage

/// Proposes another value of a parameter, from a day on, for the proposer's region.
package struct ProposeParameter: Action {
    package static let name = "policy.propose"
    package static let permission = Permission.policyPropose
    package var pack: String
    package var parameter: String
    package var value: String
    package var from: CalendarDate
    package var reference: String
    package var reason: String

    package init(pack: String, parameter: String, value: String, from: CalendarDate, reference: String, reason: String) {
        (self.pack, self.parameter, self.value, self.from) = (pack, parameter, value, from)
        (self.reference, self.reason) = (reference, reason)
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Int64 {
        for (field, text) in [("reference", reference), ("reason", reason)] {
            guard !text.allSatisfy(\.isWhitespace), text.count <= 500 else { throw Refusal.invalid(field, .textMissing) }
        }
        guard let base = try PackVersion.newest(of: pack, for: writing.reading.scope.region, in: writing.reading) else { throw Refusal.notFound }
        guard let declared = try base.read().parameters.first(where: { $0.name == parameter }) else { throw Refusal.notFound }
        guard ParameterValue(written: value, as: declared.type) != nil else {
            throw Refusal.invalid("value", .badValue(ParameterValue.form(of: declared.type)))
        }
        if let last = declared.history.last, last.from >= from { throw Refusal.invalid("from", .notLater) }
        let id = try writing.insert(
            into: .policyProposals,
            [
                "pack": pack, "region": writing.reading.scope.region, "parameter": parameter, "value": value, "in_force_from": from,
                "reference": reference, "reason": reason, "state": "open", "proposed_by": writing.actor.account, "proposed_ms": writing.now,
            ])
        writing.subject = "proposal/\(id)"
        return id
    }
}

/// Puts a proposal in force, as a new version of its pack, or refuses it. Not by whoever proposed it.
package struct DecideProposal: Action {
    package static let name = "policy.decide"
    package static let permission = Permission.policyApprove
    package enum Decision: String, Codable, Sendable, CaseIterable { case approve, refuse }
    package var proposal: Int64
    package var decision: Decision
    package var why: String?
    /// Checks the new version's examples; the room gives it, nobody sends it.
    var library: LawLibrary?

    private enum CodingKeys: String, CodingKey { case proposal, decision, why }

    package init(proposal: Int64, decision: Decision, why: String? = nil) { (self.proposal, self.decision, self.why) = (proposal, decision, why) }

    /// The same, whose new version must agree with the rules' own examples.
    func checked(by library: LawLibrary) -> DecideProposal {
        var checked = self
        checked.library = library
        return checked
    }

    private func row(in reading: Reading) throws -> Row? {
        try reading.row(
            """
            SELECT p.id, p.pack, p.region, p.parameter, p.value, p.in_force_from, p.reference, p.state, p.proposed_by, p.audit_leaf
            FROM policy_proposals p WHERE p.id = \(proposal) AND \(within: reading.scope, "p.region")
            """)
    }

    package func place(in reading: Reading) throws -> RegionCode? { try row(in: reading)?.region("region") }
    package func version(in reading: Reading) throws -> Int64? { try row(in: reading)?.integer("audit_leaf") }

    /// The number of the new version; nil when the proposal was refused.
    package func perform(in writing: Writing) throws -> Int64? {
        guard let row = try row(in: writing.reading) else { throw Refusal.notFound }
        guard try row.text("state") == "open" else { throw Refusal.conflict(.alreadyDecided) }
        let proposer = try row.integer("proposed_by")
        guard proposer != writing.actor.account else { throw Refusal.conflict(.ownProposal) }
        writing.subject = "proposal/\(proposal)"
        var changes: [String: any Bindable] = [
            "state": decision == .approve ? "approved" : "refused", "decided_by": writing.actor.account, "decided_ms": writing.now,
            "decided_why": why,
        ]
        let version = decision == .approve ? try install(row, proposer, writing) : nil
        if let version { changes["version"] = version }
        try writing.change(.policyProposals, id: proposal, changes)
        return version
    }

    private func install(_ row: Row, _ proposer: Int64, _ writing: Writing) throws -> Int64 {
        let (name, region, from) = (try row.text("pack"), try row.region("region"), try row.date("in_force_from"))
        guard var base = try PackVersion.newest(of: name, for: region, in: writing.reading) else { throw Refusal.notFound }
        let path = PackTexts.path(ofParameter: try row.text("parameter"))
        guard let text = base.texts.files[path] else { throw Refusal.notFound }
        var file = ParameterFile(text: text)
        guard file.add(value: try row.text("value"), from: from, reference: try row.text("reference")) else {
            throw Refusal.conflict(.packBroken(path))
        }
        base.texts.files[path] = file.text
        _ = try base.read()
        if let example = library?.failingExample(of: base.texts) { throw Refusal.conflict(.exampleFails(example.description)) }
        let number = try writing.transaction.count("SELECT MAX(p.version) + 1 FROM policy_packs p WHERE p.pack = \(name)")
        try writing.insert(
            into: .policyPacks,
            [
                "pack": name, "region": region, "version": number, "in_force_from": from, "texts": try LawLibrary.text(of: base.texts.files),
                "proposal_id": proposal, "proposed_by": proposer, "approved_by": writing.actor.account, "installed_ms": writing.now,
            ])
        writing.note("pack", name)
        writing.note("version", number)
        return number
    }
}

/// A version of a pack as its texts.
struct PackVersion {
    var texts: PackTexts
    let number: Int

    /// The newest that holds, or will hold, in a region: of the smallest place above or at it that has one.
    static func newest(of pack: String, for region: RegionCode, in reading: Reading) throws -> PackVersion? {
        let above = RegionCode.Level.allCases.compactMap { region.ancestor(at: $0)?.number }
        return try reading.row(
            """
            SELECT p.version, p.texts FROM policy_packs p WHERE p.pack = \(pack) AND p.region IN \(list: above)
            ORDER BY p.region DESC, p.version DESC LIMIT 1
            """
        ).map { PackVersion(texts: PackTexts(id: pack, files: try LawLibrary.files($0.text("texts"))), number: try $0.int("version")) }
    }

    /// The pack, without a judgement of what its rules may name: parameters and texts alone. Throws what is wrong with it.
    func read() throws -> PolicyPack {
        let (pack, diagnostics) = PackLoader(root: "", vocabulary: { _ in PackVersion.anything }).loadPack(texts)
        let own = diagnostics.first { $0.severity == .error && $0.position.file.contains("/parameters/") }
        guard let pack, own == nil else { throw Refusal.conflict(.packBroken(own?.description ?? texts.id)) }
        return pack
    }

    private static let anything = Vocabulary(schemas: [])
}
