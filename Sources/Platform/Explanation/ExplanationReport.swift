import Basics
import Comparison
import Datasets
import PolicyLanguage

/// A clue's explanation in the form that is printed: for machines as it stands, for people as text.
struct ExplanationReport: Encodable {
    struct Rule: Encodable {
        var id: String
        var version: Int
        var pack: String
        var titleZh: String
        var titleEn: String
        var outcome: String
        var inForce: String
        var verified: Bool
        var references: [String]
        var condition: String
    }

    struct Parameter: Encodable {
        var name: String
        var titleZh: String
        var value: String?
        var from: String?
        var reference: String?
        var verified: Bool
    }

    struct Computed: Encodable {
        var name: String
        var value: String
        /// As the pack has it.
        var expression: String
    }

    struct Row: Encodable {
        var source: String
        var titleZh: String
        var file: String
        var line: Int
    }

    var clue: String
    var householdID: Int64
    var personID: Int64
    var village: String
    /// What the row or group is called by; empty for persons, households and villages.
    var key: String
    var name: String
    var idNumber: String
    var message: String
    var messageEn: String
    var rule: Rule
    var parameters: [Parameter]
    var lets: [Computed]
    var evidence: [Computed]
    var rows: [Row]
    var investigate: String
    var falsePositives: [String]

    private enum CodingKeys: String, CodingKey {
        case clue, householdID = "household_id", personID = "person_id", village, key, name, idNumber = "id", message, messageEn = "message_en", rule
        case parameters, lets, evidence, rows, investigate, falsePositives = "false_positives"
    }
}

extension ExplanationReport {
    /// `revealed` leaves names and numbers as they are.
    init(_ explanation: ClueExplanation, schemas: [SourceSchema], packs: [PolicyPack], person: MaskedPerson) {
        let rule = explanation.rule
        let clue = explanation.clue
        func shown(_ text: String) -> String { person.revealed ? text : LongNumberMask.masked(text) }
        func message(_ text: String) -> String {
            EvidenceTemplate(message: text, evidence: rule.evidence) { Array($0.utf8) }.filled(clue.evidence)
        }
        let titles = Dictionary(schemas.map { ($0.name, $0.title.zh) }, uniquingKeysWith: { first, _ in first })
        let codes = packs.first { $0.id == explanation.pack }?.explanations ?? []
        self.init(
            clue: Hexadecimal.text(clue.identity), householdID: clue.householdID, personID: clue.personID,
            village: clue.villageNamed == 0 ? "" : String(clue.villageNamed), key: person.key(clue.key, personal: explanation.personalKeys),
            name: person.name(clue.name), idNumber: person.idNumber(clue.idNumber),
            message: message(rule.message.zh), messageEn: message(rule.message.en), rule: Rule(rule, pack: explanation.pack),
            parameters: explanation.parameters.map { Parameter($0, pack: explanation.pack) },
            lets: explanation.lets.map { computed in
                let text = rule.lets.first { $0.name == computed.name }?.value.text
                return Computed(name: computed.name, value: shown(computed.shown), expression: text ?? "")
            },
            evidence: explanation.evidence.map { computed in
                let text = rule.evidence.first { $0.name == computed.name }?.value.text
                return Computed(name: computed.name, value: shown(computed.shown), expression: text ?? "")
            },
            rows: explanation.rows.map { Row(source: $0.source, titleZh: titles[$0.source] ?? "", file: $0.file, line: $0.line) },
            investigate: rule.investigate.zh,
            falsePositives: rule.falsePositives.map { code in codes.first { $0.code == code }.map { "\($0.title.zh) (\(code))" } ?? code })
    }

    /// What a person reads: the news first, then the law, the values, and where they stand.
    var text: String {
        var lines = ["\(message) / \(messageEn)", ""]
        lines.append(
            "clue       \(clue)  household \(householdID)\(personID == 0 ? "" : ", person \(personID)")\(village.isEmpty ? "" : ", village \(village)")"
        )
        if !key.isEmpty { lines.append("key        \(key)") }
        if !name.isEmpty || !idNumber.isEmpty { lines.append("who        \(name) \(idNumber)") }
        lines.append("rule       \(rule.id) version \(rule.version), \(rule.titleZh) / \(rule.titleEn)\(rule.verified ? "" : "  [暂未核实 unverified]")")
        lines.append("           \(rule.pack), \(rule.outcome), \(rule.inForce)")
        lines += rule.references.map { "           \($0)" }
        lines.append("condition  \(rule.condition)")
        lines += Self.block(
            "parameters",
            parameters.map { parameter in
                let value = parameter.value.map { "\($0) since \(parameter.from ?? "")" } ?? "no value on this day"
                let mark = parameter.verified ? "" : "  [暂未核实 unverified]"
                return "\(parameter.name) = \(value), \(parameter.titleZh), \(parameter.reference ?? "no reference")\(mark)"
            })
        lines += Self.block("computed", lets.map { "\($0.name) = \($0.value)  ← \($0.expression)" })
        lines += Self.block("evidence", evidence.map { "\($0.name) = \($0.value)  ← \($0.expression)" })
        lines += Self.block("rows", rows.map { "\($0.file):\($0.line)  \($0.source) \($0.titleZh)" })
        lines += ["", "check      \(investigate)"]
        if !falsePositives.isEmpty { lines.append("may be     \(falsePositives.joined(separator: "; "))") }
        return lines.map { $0 + "\n" }.joined() + "A clue is not a verdict. 线索不是结论。\n"
    }

    private static func block(_ name: String, _ lines: [String]) -> [String] {
        guard !lines.isEmpty else { return [] }
        return lines.enumerated().map { ($0 == 0 ? name.padded(to: 11) : String(repeating: " ", count: 11)) + $1 }
    }
}

extension ExplanationReport.Rule {
    fileprivate init(_ rule: PolicyLanguage.Rule, pack: String) {
        self.init(
            id: rule.id, version: rule.version, pack: pack, titleZh: rule.title.zh, titleEn: rule.title.en, outcome: rule.outcome.rawValue,
            inForce: InForceText.of(rule).en, verified: rule.verified, references: rule.references.map(ReferenceText.of),
            condition: rule.condition.text)
    }

    private enum CodingKeys: String, CodingKey {
        case id, version, pack, titleZh = "title_zh", titleEn = "title_en", outcome, inForce = "in_force", verified, references, condition
    }
}

extension ExplanationReport.Parameter {
    fileprivate init(_ used: ClueExplanation.ParameterUse, pack: String) {
        let use = ParameterUse(pack: pack, parameter: used.parameter, value: used.value)
        self.init(
            name: used.parameter.name, titleZh: used.parameter.title.zh, value: used.value.map { use.written($0.value) },
            from: used.value?.from.description, reference: used.value?.reference, verified: used.parameter.verified)
    }

    private enum CodingKeys: String, CodingKey { case name, titleZh = "title_zh", value, from, reference, verified }
}

extension ExplanationReport.Row {
    private enum CodingKeys: String, CodingKey { case source, titleZh = "title_zh", file, line }
}

/// Hides long numbers inside a text: whatever may be an ID, a bank card or a phone.
enum LongNumberMask {
    static func masked(_ text: String) -> String {
        var result = ""
        var run = ""
        for character in text + "\n" {
            if character.isASCII, character.isNumber || (!run.isEmpty && "xX".contains(character)) {
                run.append(character)
                continue
            }
            result += shown(run)
            run = ""
            result.append(character)
        }
        return String(result.dropLast())
    }

    /// Twelve digits are a region's code, which hides nobody.
    private static func shown(_ run: String) -> String {
        switch run.count {
        case 15...: Masking.residentID(run)
        case 11, 13, 14: Masking.phone(run)
        default: run
        }
    }
}
