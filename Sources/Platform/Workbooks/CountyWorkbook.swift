import Basics
import Comparison
import PolicyLanguage

/// One county's list, ready to hand over: the clues with room for what was found at the door, and what the rules are.
///
/// Made ready once for all counties: per rule, everything of a row that does not depend on the clue is bytes already.
struct CountyWorkbook {
    private let result: ComparisonResult
    private let person: MaskedPerson
    private let explanations: [String: [Explanation]]
    private let rows: [RuleRow]
    /// Texts of the rules, by number, as every county's workbook has them.
    private let sharedStrings: String

    /// The cells of a rule's rows.
    private struct RuleRow {
        /// Rule, outcome, severity.
        var head: [UInt8] = []
        var message: EvidenceTemplate
        var evidence: EvidenceTemplate
        /// How to investigate, whether verified, and the empty cells for the answer.
        var tail: [UInt8] = []

        init(_ rule: Rule, _ strings: inout SharedTexts) {
            message = EvidenceTemplate(message: rule.message.zh, evidence: rule.evidence, escape: XLSXCell.escaped)
            evidence = EvidenceTemplate(list: rule.evidence, escape: XLSXCell.escaped)
            XLSXCell.append(shared: strings.number(of: rule.title.zh), .wrapped, to: &head)
            XLSXCell.append(shared: strings.number(of: OutcomeText.of(rule.outcome).zh), .text, to: &head)
            XLSXCell.append(number: Int64(rule.severity), .number, to: &head)
            XLSXCell.append(shared: strings.number(of: rule.investigate.zh), .wrapped, to: &tail)
            XLSXCell.append(shared: strings.number(of: WorkbookText.verified(rule.verified)), .text, to: &tail)
            for _ in 0..<4 { XLSXCell.blank(.answer, to: &tail) }
        }
    }

    private static let columns: [(title: String, width: Double)] = [
        (WorkbookText.clue, 18), (WorkbookText.rule, 24), (WorkbookText.outcome, 10), (WorkbookText.severity, 6), (WorkbookText.household, 14),
        (WorkbookText.name, 9), (WorkbookText.idNumber, 20), (WorkbookText.village, 15), (WorkbookText.key, 22),
        (WorkbookText.message, 36), (WorkbookText.evidence, 34), (WorkbookText.investigate, 34), (WorkbookText.ruleVerified, 10),
        (WorkbookText.verdict, 12), (WorkbookText.reason, 20), (WorkbookText.signature, 12), (WorkbookText.date, 12),
    ]
    /// Rows above the first clue: title, note, head.
    private static let headRows = 3

    /// `explanations` are the codes' titles, by pack.
    init(_ result: ComparisonResult, packs: [PolicyPack], person: MaskedPerson) {
        self.result = result
        self.person = person
        explanations = Dictionary(packs.map { ($0.id, $0.explanations) }, uniquingKeysWith: { first, _ in first })
        var strings = SharedTexts()
        rows = result.rules.map { RuleRow($0.rule, &strings) }
        sharedStrings = strings.xml
    }

    /// Writes the workbook of the clues at these places of the result. `county` is its code and, if known, its name.
    func write(_ clues: [Int32], county: String, to path: String) throws {
        var list = SheetPart(number: 1, widths: Self.columns.map(\.width), frozenRows: Self.headRows, landscape: true)
        list.row([WorkbookText.title(county)], .title, height: 30)
        list.row([WorkbookText.note(asOf: result.asOf.description, clues: clues.count)], .note, height: 34)
        list.row(Self.columns.map(\.title), .head, height: 30)
        for place in clues { append(result.clues[Int(place)], to: &list) }
        let last = XLSXCell.columnName(Self.columns.count - 1)
        let filter = "A\(Self.headRows):\(last)\(list.rowCount)"
        list.close(filter: filter, merged: ["A1:\(last)1", "A2:\(last)2"])
        let notes = notes(clues)
        try WorkbookParts.write(
            [
                .init(name: WorkbookText.listSheet, part: list.part, repeated: "\(Self.headRows):\(Self.headRows)", filtered: filter),
                .init(name: WorkbookText.notesSheet, part: notes.part),
            ], sharedStrings: sharedStrings, to: path)
    }

    private func append(_ clue: Clue, to list: inout SheetPart) {
        let rule = rows[clue.rule]
        list.row { bytes in
            XLSXCell.open(.text, to: &bytes)
            Hexadecimal.append(clue.identity, to: &bytes)
            XLSXCell.close(to: &bytes)
            bytes += rule.head
            XLSXCell.append(digits: clue.householdID, .text, to: &bytes)
            XLSXCell.open(.text, to: &bytes)
            if !person.appendPlain(name: clue.name, to: &bytes) { bytes += XLSXCell.escaped(person.name(clue.name)) }
            XLSXCell.close(to: &bytes)
            XLSXCell.open(.text, to: &bytes)
            if !person.appendPlain(idNumber: clue.idNumber, to: &bytes) { bytes += XLSXCell.escaped(person.idNumber(clue.idNumber)) }
            XLSXCell.close(to: &bytes)
            XLSXCell.append(digits: clue.villageNamed, .text, to: &bytes)
            XLSXCell.append(clue.key.isEmpty ? "" : person.key(clue.key, personal: result.rules[clue.rule].personalKeys), .wrapped, to: &bytes)
            for template in [rule.message, rule.evidence] {
                XLSXCell.open(.wrapped, to: &bytes)
                template.append(clue.evidence, to: &bytes)
                XLSXCell.close(to: &bytes)
            }
            bytes += rule.tail
        }
    }

    /// What the rules of this list are, and how it is to be read.
    private func notes(_ clues: [Int32]) -> SheetPart {
        var counts: [Int: Int] = [:]
        for place in clues { counts[result.clues[Int(place)].rule, default: 0] += 1 }
        var sheet = SheetPart(number: 2, widths: [26, 30, 9, 9, 40, 22, 12, 44], frozenRows: 0, landscape: true)
        sheet.row([WorkbookText.howToRead], .title, height: 30)
        for text in WorkbookText.explanation { sheet.row([text], .note, height: 34) }
        sheet.row([], .plain)
        sheet.row(WorkbookText.ruleColumns, .head, height: 30)
        for place in result.rules.indices where counts[place] != nil {
            let rule = result.rules[place].rule
            sheet.row { bytes in
                XLSXCell.append("\(rule.id) v\(rule.version)", .wrapped, to: &bytes)
                XLSXCell.append(rule.title.zh, .wrapped, to: &bytes)
                XLSXCell.append(OutcomeText.of(rule.outcome).zh, .text, to: &bytes)
                XLSXCell.append(number: Int64(counts[place] ?? 0), .number, to: &bytes)
                XLSXCell.append(rule.references.map(ReferenceText.of).joined(separator: "\n"), .wrapped, to: &bytes)
                XLSXCell.append(InForceText.of(rule).zh, .wrapped, to: &bytes)
                XLSXCell.append(WorkbookText.verified(rule.verified), .text, to: &bytes)
                XLSXCell.append(codes(of: rule, in: result.rules[place].pack), .wrapped, to: &bytes)
            }
        }
        let rows = 1...(1 + WorkbookText.explanation.count)
        sheet.close(merged: rows.map { "A\($0):H\($0)" })
        return sheet
    }

    /// `挂名:…`: the codes a false clue of the rule is explained by.
    private func codes(of rule: Rule, in pack: String) -> String {
        rule.falsePositives.map { code in
            let title = explanations[pack]?.first { $0.code == code }?.title.zh
            return title.map { "\($0)（\(code)）" } ?? code
        }.joined(separator: "\n")
    }
}

/// Texts that many rows repeat: written once, told by number.
struct SharedTexts {
    private var numbers: [String: Int] = [:]
    private var texts: [String] = []

    mutating func number(of text: String) -> Int {
        if let number = numbers[text] { return number }
        numbers[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    /// The part `sharedStrings.xml`, without its declaration.
    var xml: String {
        let items = texts.map { "<si><t>" + String(decoding: XLSXCell.escaped($0), as: UTF8.self) + "</t></si>" }.joined()
        return #"<sst xmlns="\#(WorkbookParts.main)" uniqueCount="\#(texts.count)">\#(items)</sst>"#
    }
}

/// Sixteen hexadecimal digits.
enum Hexadecimal {
    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for place in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: (number >> UInt64(60 - 4 * place)) & 15)
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    static func text(_ number: UInt64) -> String {
        var bytes: [UInt8] = []
        append(number, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension XLSXCell {
    /// `A` for 0, `P` for 15, `AA` for 26.
    static func columnName(_ number: Int) -> String {
        let last = String(UnicodeScalar(UInt8(0x41 + number % 26)))
        return number < 26 ? last : columnName(number / 26 - 1) + last
    }
}
