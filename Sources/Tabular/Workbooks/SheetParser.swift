/// Reads a sheet's rows as its XML goes by. Formulas are not evaluated: the value saved with them is what counts.
final class SheetParser: XMLHandler {
    /// What becomes of a row: its number, the text of its cells and where each lies in it. False when it is too much.
    typealias Row = (_ line: Int, _ text: [UInt8], _ cells: [Range<Int>], _ fault: RecordFault?) -> Bool

    static let columnLimit = 16_384
    static let rowLimit = 1_048_576
    private static let textLimit = 1 << 20

    private let strings: SharedStrings
    private let isDate: [Bool]
    private let countsFrom1904: Bool
    /// Columns of the table; nil while the header is searched.
    private let columns: Int?
    private let row: Row

    private(set) var formulas = 0
    private var line = 0
    private var column = 0
    private var text: [UInt8] = []
    private var cells: [Range<Int>] = []
    private var filled = 0
    private var fault: RecordFault?
    private var kind = Kind.number
    private var style = 0
    private var value: [UInt8] = []
    private var isValue = false
    private var phonetic = 0

    private enum Kind { case number, shared, text, bool, date }

    init(strings: SharedStrings, parts: WorkbookParts, columns: Int?, row: @escaping Row) {
        self.strings = strings
        isDate = parts.isDate
        countsFrom1904 = parts.countsFrom1904
        self.columns = columns
        self.row = row
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "c" {
            startCell(attributes)
        } else if name == "v" {
            isValue = true
        } else if name == "t" {
            isValue = phonetic == 0
        } else if name == "row" {
            startRow(attributes)
        } else if name == "f" {
            formulas += 1
        } else if name == "rPh" {
            phonetic += 1
        }
    }

    override func end(_ name: XMLName) {
        if name == "c" {
            endCell()
        } else if name == "v" || name == "t" {
            isValue = false
        } else if name == "row" {
            endRow()
        } else if name == "rPh" {
            phonetic -= 1
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isValue else { return }
        if value.count + bytes.count > Self.textLimit { refusal = "the text of a cell in row \(line) is longer than \(Self.textLimit) bytes" }
        value.append(contentsOf: bytes)
    }

    private func startRow(_ attributes: XMLAttributes) {
        let number = attributes.number("r") ?? line + 1
        guard number > line, number <= Self.rowLimit else {
            refusal = "row \(number) stands behind row \(line)"
            return
        }
        line = number
        column = -1
        text.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        if let columns { cells.append(contentsOf: repeatElement(0..<0, count: columns)) }
        filled = 0
        fault = nil
    }

    private func endRow() {
        guard filled > 0 || fault != nil else { return }
        if fault == nil, let columns, filled > columns { fault = .wrongCount(line: line, found: filled, expected: columns) }
        if text.count > RecordScanner.recordLimit { fault = .tooLong(line: line) }
        if !row(line, text, cells, fault) { refusal = "a few rows before row \(line) hold more text than any sheet" }
    }

    private func startCell(_ attributes: XMLAttributes) {
        column = attributes.value("r").flatMap(Self.column) ?? column + 1
        guard column < Self.columnLimit else {
            refusal = "row \(line) has a cell outside the sheet"
            return
        }
        style = attributes.number("s") ?? 0
        kind = .number
        if let type = attributes.value("t") {
            switch UInt8(bitPattern: type[0]) {
            case UInt8(ascii: "s"): kind = type[1] == 0 ? .shared : .text
            case UInt8(ascii: "b"): kind = .bool
            case UInt8(ascii: "d"): kind = .date
            case UInt8(ascii: "n"): kind = .number
            default: kind = .text
            }
        }
        value.removeAll(keepingCapacity: true)
    }

    private func endCell() {
        guard !value.isEmpty else { return }
        let start = text.count
        appendValue()
        guard text.count > start else { return }
        filled = max(filled, column + 1)
        if columns == nil {
            while cells.count <= column { cells.append(0..<0) }
        }
        if column < cells.count { cells[column] = start..<text.count }
    }

    private func appendValue() {
        switch kind {
        case .shared:
            guard let number = Int(String(decoding: value, as: UTF8.self)), let range = strings.range(number) else {
                fault = RecordFault(line: line, reason: .damaged, detail: "column \(column + 1) refers to a text that is not there")
                return
            }
            guard text.count <= RecordScanner.recordLimit else {
                fault = .tooLong(line: line)
                return
            }
            strings.append(range, to: &text)
        case .text:
            let start = text.count
            text.append(contentsOf: value)
            EscapedText.resolve(&text, from: start)
        case .bool: text.append(contentsOf: value)
        case .date:
            // 2025-06-30T00:00:00: the day.
            text.append(contentsOf: value.prefix { $0 != UInt8(ascii: "T") })
        case .number:
            if style < isDate.count, isDate[style], SerialDate.append(value, from1904: countsFrom1904, to: &text) { return }
            NumberText.append(value, to: &text)
        }
    }

    /// The column of a reference like `AB12`, from 0.
    private static func column(_ reference: UnsafePointer<CChar>) -> Int? {
        var value = 0
        var at = 0
        while case let letter = UInt8(bitPattern: reference[at]) & 0xDF, letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z"), at < 4 {
            value = value * 26 + Int(letter - UInt8(ascii: "A")) + 1
            at += 1
        }
        return at > 0 ? value - 1 : nil
    }
}
