import Basics
import Datasets
import Register
import Web

/// A row of a department's data in the reader's words: a few facts in one line, the others by name, everything masked that is nobody's business
/// who only wants to know how a household lives.
struct RowText {
    /// How many facts stand in the line.
    private static let first = 3
    private let cells: CellTexts
    private let words: Words
    /// The columns whose values are shown: not those of the person whom the page names already.
    private let shown: [Int]
    private let days: [Int]

    init(_ schema: SourceSchema, words books: [[String]?], _ words: Words) {
        cells = CellTexts(schema: schema, words: books)
        self.words = words
        let own = [schema.key.map { schema.columns[$0].name }, schema.anchor == .person ? "name" : "head_name"]
        shown = schema.columns.indices.filter { schema.columns[$0].kind != .ignored && !own.contains(schema.columns[$0].name) }
        days = schema.columns.indices.filter { [.date, .month].contains(schema.columns[$0].kind) }
    }

    /// The facts of a row in the order of the source, the telling ones before numbers of documents and places.
    func facts(_ row: OpenDeliveries.FoundRow) -> (line: String, others: [KnownElsewhere.Fact]) {
        var telling: [KnownElsewhere.Fact] = []
        var others: [KnownElsewhere.Fact] = []
        for index in shown {
            let column = cells.schema.columns[index]
            guard let text = text(row, index, column) else { continue }
            let fact = KnownElsewhere.Fact(name: words.title(column.plainTitle), text: text, lang: isOwnWord(column) ? "zh-Hans" : nil)
            if isTelling(column), telling.count < Self.first { telling.append(fact) } else { others.append(fact) }
        }
        if telling.isEmpty { (telling, others) = (Array(others.prefix(Self.first)), Array(others.dropFirst(Self.first))) }
        let line = telling.map { "\($0.name) \($0.text)" }.joined(separator: words.isChinese ? "，" : ", ")
        return (line, others)
    }

    /// The last day that the row speaks of, to put the newest first; nothing for one without days.
    func day(_ row: OpenDeliveries.FoundRow) -> Int64 { days.compactMap { cells.number(row.segment, $0, row.row) }.max() ?? .min }

    /// The name that the department has, if it is another one than the register's.
    func otherName(_ row: OpenDeliveries.FoundRow, than name: String) -> String? {
        guard let column = cells.schema.columns.firstIndex(where: { $0.name == "name" && $0.kind == .text }),
            let given = cells.cell(row.segment, column, row.row).map(\.text).map(PersonName.normalise), given != PersonName.normalise(name)
        else { return nil }
        return given
    }

    /// Whether a value stays in the department's words on a page in another language.
    private func isOwnWord(_ column: SourceSchema.Column) -> Bool {
        guard !words.isChinese else { return false }
        return column.kind == .text || column.kind == .word || (column.kind == .code && column.english.isEmpty)
    }

    private func isTelling(_ column: SourceSchema.Column) -> Bool {
        switch column.kind {
        case .personID, .region: false
        default: column.shown == .whole && column.name != "address"
        }
    }

    private func text(_ row: OpenDeliveries.FoundRow, _ index: Int, _ column: SourceSchema.Column) -> String? {
        switch column.kind {
        case .personID: return cells.cell(row.segment, index, row.row).map(\.text).map(Masking.residentID)
        case .text, .word: return cells.cell(row.segment, index, row.row).map(\.text).map { Self.masked($0, column.shown) }
        case .code: return cells.cell(row.segment, index, row.row).map(\.text).map { words.code($0, of: column) }
        case .bool: return cells.number(row.segment, index, row.row).map { words($0 == 1 ? "cell.yes" : "cell.no") }
        case .money: return cells.number(row.segment, index, row.row).map { Figures.yuan(Money(fen: $0)) + " " + words("unit.yuan") }
        case .m2, .mu, .km, .percent, .decimal:
            return cells.number(row.segment, index, row.row).map { Figures.yuan(Money(fen: $0)) + words("cell.unit.\(column.kind.rawValue)") }
        case .int: return cells.number(row.segment, index, row.row).map { Self.masked(String($0), column.shown) }
        default: return cells.cell(row.segment, index, row.row)?.text
        }
    }

    private static func masked(_ text: String, _ shown: SourceSchema.Column.Shown) -> String {
        switch shown {
        case .whole: text
        case .name: String(text.prefix(1)) + String(repeating: "＊", count: max(text.count - 1, 1))
        case .lastFour: Masking.bankCard(text)
        case .identity: Masking.residentID(text)
        case .plate: String(text.prefix(2)) + "***" + String(text.suffix(2))
        case .hidden: "＊＊＊"
        }
    }
}
