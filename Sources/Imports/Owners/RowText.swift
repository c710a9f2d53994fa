import Basics
import Datasets
import Register
import Web

/// A row of a department's data in the reader's words: a few facts in one line, the others by name, everything masked that is nobody's business
/// who only wants to know how a household lives.
struct RowText {
    /// How the texts of a column are shown.
    enum Shown: Hashable {
        case whole, name, lastFour, identity, plate, hidden
    }

    /// Columns of texts by their name, the same in every source. A text that is not listed shows its last four characters.
    static let shown: [String: Shown] = [
        "cooperative": .whole, "credit_code": .whole, "company": .whole, "employer": .whole, "unit": .whole, "school": .whole, "settlement": .whole,
        "contract_doctor": .whole, "address": .whole, "moved_to": .whole, "project": .whole, "road": .whole,
        "name": .name, "spouse_name": .name, "head_name": .name, "card": .identity, "plate": .plate,
        "account": .lastFour, "certificate": .lastFour, "contract_number": .lastFour, "hukou_number": .lastFour, "licence": .lastFour,
        "loan_number": .lastFour, "meter": .lastFour, "title_number": .lastFour,
        "diagnosis": .hidden, "disease": .hidden, "cause": .hidden,
    ]

    /// How many facts stand in the line.
    private static let first = 3
    private let cells: CellTexts
    private let words: Words
    private let own: Set<String>

    /// `own`: the columns whose person the page names already.
    init(_ schema: SourceSchema, words books: [[String]?], _ words: Words) {
        cells = CellTexts(schema: schema, segments: [], words: books)
        self.words = words
        own = Set([schema.key.map { schema.columns[$0].name }, schema.anchor == .person ? "name" : "head_name"].compactMap { $0 })
    }

    /// The facts of a row in the order of the source, the telling ones before numbers of documents and places.
    func facts(_ row: OpenDeliveries.FoundRow) -> (line: String, others: [KnownElsewhere.Fact]) {
        var telling: [KnownElsewhere.Fact] = []
        var others: [KnownElsewhere.Fact] = []
        for (index, column) in cells.schema.columns.enumerated() where column.kind != .ignored && !own.contains(column.name) {
            guard let text = text(row, index, column) else { continue }
            // A unit in the title's bracket stands behind the value already.
            let name = words.title(column.title).prefix { $0 != "（" && $0 != "(" }
            let fact = KnownElsewhere.Fact(name: String(name), text: text)
            if isTelling(column), telling.count < Self.first { telling.append(fact) } else { others.append(fact) }
        }
        if telling.isEmpty { (telling, others) = (Array(others.prefix(Self.first)), Array(others.dropFirst(Self.first))) }
        let line = telling.map { "\($0.name) \($0.text)" }.joined(separator: words.isChinese ? "，" : ", ")
        return (line, others)
    }

    /// The last day that the row speaks of, to put the newest first; nothing for one without days.
    func day(_ row: OpenDeliveries.FoundRow) -> Int64 {
        cells.schema.columns.indices.filter { [.date, .month].contains(cells.schema.columns[$0].kind) }
            .compactMap { cells.number(row.segment, $0, row.row) }.max() ?? .min
    }

    /// The name that the department has, if it is another one than the register's.
    func otherName(_ row: OpenDeliveries.FoundRow, than name: String) -> String? {
        guard let column = cells.schema.columns.firstIndex(where: { $0.name == "name" && $0.kind == .text }),
            let given = cells.cell(row.segment, column, row.row).map(\.text).map(PersonName.normalise), given != PersonName.normalise(name)
        else { return nil }
        return given
    }

    private func isTelling(_ column: SourceSchema.Column) -> Bool {
        switch column.kind {
        case .personID, .region: false
        case .text, .word: (Self.shown[column.name] ?? (column.kind == .word ? .whole : .lastFour)) == .whole && column.name != "address"
        default: column.name != "account"
        }
    }

    private func text(_ row: OpenDeliveries.FoundRow, _ index: Int, _ column: SourceSchema.Column) -> String? {
        switch column.kind {
        case .personID: return cells.cell(row.segment, index, row.row).map(\.text).map(Masking.residentID)
        case .text: return cells.cell(row.segment, index, row.row).map(\.text).map { Self.masked($0, Self.shown[column.name] ?? .lastFour) }
        case .word: return cells.cell(row.segment, index, row.row).map(\.text).map { Self.masked($0, Self.shown[column.name] ?? .whole) }
        case .bool: return cells.number(row.segment, index, row.row).map { words($0 == 1 ? "cell.yes" : "cell.no") }
        case .money: return cells.number(row.segment, index, row.row).map { Figures.yuan(Money(fen: $0)) + " " + words("unit.yuan") }
        case .m2, .mu, .km, .percent, .decimal:
            return cells.number(row.segment, index, row.row).map { Figures.yuan(Money(fen: $0)) + words("cell.unit.\(column.kind.rawValue)") }
        case .int where column.name == "account": return cells.number(row.segment, index, row.row).map { Masking.bankCard(String($0)) }
        default: return cells.cell(row.segment, index, row.row)?.text
        }
    }

    private static func masked(_ text: String, _ shown: Shown) -> String {
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
