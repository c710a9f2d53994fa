import Basics
import Tabular

/// One row that was not accepted: where, which column, what stood there (masked), why.
package struct Reject: Sendable {
    package var line: Int
    /// The column's name; empty when the record as a whole is at fault.
    package var column: String
    /// Never personal data: IDs and names are masked, other texts left out.
    package var value: String
    /// A stable word such as `not-a-date`, `too-few-fields`.
    package var reason: String
    package var detail: String

    package init(line: Int, column: String, value: String, reason: String, detail: String) {
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
        self.detail = detail
    }
}

extension Reject {
    package init(_ fault: RecordFault) {
        self.init(line: fault.line, column: "", value: "", reason: fault.reason.rawValue, detail: fault.detail)
    }

    package init(_ problem: CellProblem, in block: RecordBlock, decoder: BlockDecoder) {
        let declared = decoder.schema.columns[Int(problem.column)]
        let field = decoder.fields[Int(problem.column)]
        var shown = ""
        if field >= 0 {
            let at = Int(problem.row) * block.columns + field
            let start = Int(block.starts[at])
            let text = CellText.string(block.bytes + start, min(Int(block.ends[at]) - start, 64), block.encoding) ?? "?"
            shown = Reject.masked(text, declared.kind)
        }
        self.init(
            line: Int(block.lines[Int(problem.row)]), column: declared.name, value: shown, reason: problem.reason.word,
            detail: Reject.advice(problem.reason, declared))
    }

    /// What may be shown of a cell: of an ID the first six characters, of a text the length, codes, dates, amounts and regions as they are. In a
    /// file whose columns have slipped a date may be an ID and an amount a name: long rows of digits and letters that no number has are hidden.
    package static func masked(_ text: String, _ kind: SourceSchema.Column.Kind) -> String {
        switch kind {
        case .personID: String(text.prefix(6)) + (text.count > 6 ? "****" : "")
        case .text, .ignored: "(\(text.count) characters)"
        case .code, .word, .bool: withoutLongNumbers(String(text.prefix(24)), longest: 8)
        case .region: withoutLongNumbers(withoutLetters(text), longest: 10)
        default: withoutLongNumbers(withoutLetters(text), longest: 8)
        }
    }

    /// Letters that stand in no number, date or amount become stars.
    private static func withoutLetters(_ text: String) -> String {
        String(text.map { $0.isLetter && !"年月日号元万亩".contains($0) ? "*" : $0 })
    }

    /// Of a row of more than `longest` digits the first four stay.
    private static func withoutLongNumbers(_ text: String, longest: Int) -> String {
        var shown = ""
        var digits = ""
        for character in text + "\u{0}" {
            if character.isNumber {
                digits.append(character)
                continue
            }
            shown += digits.count > longest ? digits.prefix(4) + "****" : digits
            digits = ""
            if character != "\u{0}" { shown.append(character) }
        }
        return shown
    }

    private static func advice(_ reason: CellProblem.Reason, _ column: SourceSchema.Column) -> String {
        guard reason == .unknownCode else { return advice(reason) }
        return "use one of \(column.codes.prefix(12).joined(separator: "/")), or add the value to the source's lookups"
    }

    package static func advice(_ reason: CellProblem.Reason) -> String {
        switch reason {
        case .empty: "fill in the column or leave the row out"
        case .notANumber: "write a whole number"
        case .tooLarge: "the number has too many digits; was it an ID or an account?"
        case .notADate: "write the date as 2025-06-30"
        case .notMoney: "write the amount in yuan with at most two decimals"
        case .unknownCode: "use a value of the code list, or add it to the source's lookups"
        case .notYesOrNo: "write 是 or 否"
        case .notARegion: "write a region code of 6, 9 or 12 digits"
        case .tooLong: "a text may have at most 4,096 bytes"
        case .undecodable: "save the file again as UTF-8 or GB18030"
        case .tooManyWords: "the column has more than 65,535 different values; declare it as text in source.yaml"
        case .duplicate: "the register has this number already; keep one of the rows"
        case .householdMissing: "no household of the register has this number"
        }
    }
}
