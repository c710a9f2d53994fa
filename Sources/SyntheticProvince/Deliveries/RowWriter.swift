import Basics
import Datasets

/// Writes rows of one file as its department would, into memory, in UTF-8.
struct RowWriter {
    let plan: DeliveryPlan
    private(set) var bytes: [UInt8] = []
    private(set) var counts = RowCounts()
    private var random: RandomStream
    /// Numbers that cannot be written in the column's unit without loss.
    private(set) var mistakes: Set<String> = []

    init(_ plan: DeliveryPlan, seed: UInt64, part: Int) {
        self.plan = plan
        random = RandomStream(seed: seed, .mess, part * 256 + plan.sheet.id)
    }

    /// `cells` in the schema's order. Now and then a bad row follows: a spoilt copy, which is to be rejected.
    mutating func write(_ cells: [Cell], owner: Member?) {
        row(cells, owner: owner, spoilt: nil)
        counts.rows += 1
        counts.good += 1
        guard plan.badRate > 0, random.below(10_000) < plan.badRate else { return }
        let kind = BadRow.allCases[random.below(BadRow.allCases.count)]
        guard kind != .damagedRow || plan.format != .workbook, let place = spoilable(kind, cells) else { return }
        row(cells, owner: owner, spoilt: (kind, place))
        counts.rows += 1
        counts.bad[kind, default: 0] += 1
    }

    /// The place in the schema a kind of mistake can be made at; 0 if the place does not matter.
    private func spoilable(_ kind: BadRow, _ cells: [Cell]) -> Int? {
        switch kind {
        case .damagedRow: plan.order.count > 2 ? 0 : nil
        case .impossibleDay: cells.firstIndex { if case .day = $0 { true } else { false } }
        case .unreadableAmount: cells.firstIndex { if case .fen = $0 { true } else { false } }
        case .missingKey: plan.sheet.schema.key
        }
    }

    private mutating func row(_ cells: [Cell], owner: Member?, spoilt: (kind: BadRow, place: Int)?) {
        let fields = spoilt?.kind == .damagedRow ? plan.order.dropLast(2) : plan.order[...]
        for (index, place) in fields.enumerated() {
            if index > 0 { bytes.append(plan.format.delimiter) }
            if let spoilt, spoilt.kind != .damagedRow, spoilt.place == place {
                append(spoilt.kind.text)
            } else if place == plan.sheet.idNumber, case .empty = cells[place], let owner {
                id(owner.digits)
            } else if place == plan.sheet.name, case .empty = cells[place], let owner {
                append(owner.name)
            } else {
                cell(cells[place], place)
            }
        }
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    private mutating func cell(_ cell: Cell, _ place: Int) {
        switch cell {
        case .empty: break
        case .text(let text): append(plan.rawCodes[place]?[text] ?? text)
        case .int(let value): digits(value)
        case .fen(let fen): hundredths(fen, place)
        case .hundredths(let value): hundredths(value, place)
        case .day(let date): day(date)
        case .month(let date): month(date)
        case .yes(let yes): append(yes ? plan.yes : plan.no)
        case .id(let digits): id(digits)
        }
    }

    // MARK: ways of writing

    /// An ID number: as it should be, or one time in thirty as it comes from other systems.
    private mutating func id(_ number: UInt64) {
        let check = IDNumbers.check(number)
        let way = plan.sheet.schema.role == .department ? random.below(300) : 300
        let text = String(number)
        switch way {
        case 0..<3:
            for byte in text.utf8 { fullWidth(byte) }
            fullWidth(check)
        case 3..<6:
            append(" " + text.prefix(6) + " " + text.dropFirst(6))
            bytes.append(check)
        case 6..<9 where text.dropFirst(6).hasPrefix("19"):
            append(String(text.prefix(6) + text.dropFirst(8)))
        case 0..<100 where check == 0x58:
            append(text)
            bytes.append(0x78)
        default:
            append(text)
            bytes.append(check)
        }
    }

    private mutating func fullWidth(_ byte: UInt8) {
        bytes.append(0xEF)
        bytes.append(0xBC)
        bytes.append(byte + 0x60)
    }

    private mutating func append(_ text: String) {
        let special = text.utf8.contains { $0 == plan.format.delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard special, plan.format != .workbook else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    private mutating func digits(_ value: Int) {
        if value < 0 { bytes.append(0x2D) }
        var (rest, divisor) = (value.magnitude, UInt(1))
        while rest / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }

    /// Fen or hundredths in the column's unit, with as many decimals as are needed.
    private mutating func hundredths(_ value: Int, _ place: Int) {
        let scale = Int(plan.sheet.schema.columns[place].scale)
        if value % scale != 0 { mistakes.insert("\(plan.sheet.schema.name).\(plan.sheet.schema.columns[place].name): \(value) / \(scale)") }
        let scaled = value / scale
        if scaled < 0 { bytes.append(0x2D) }
        digits(Int(scaled.magnitude / 100))
        let cents = Int(scaled.magnitude % 100)
        if cents == 0 { return }
        bytes.append(0x2E)
        pair(cents)
    }

    private mutating func pair(_ value: Int) {
        bytes.append(0x30 + UInt8(value / 10 % 10))
        bytes.append(0x30 + UInt8(value % 10))
    }

    private mutating func day(_ date: CalendarDate) {
        let (year, month, day) = date.parts
        digits(year)
        switch plan.days {
        case .iso, .compact:
            if plan.days == .iso { bytes.append(0x2D) }
            pair(month)
            if plan.days == .iso { bytes.append(0x2D) }
            pair(day)
        case .slashes, .dots:
            bytes.append(plan.days == .slashes ? 0x2F : 0x2E)
            digits(month)
            bytes.append(plan.days == .slashes ? 0x2F : 0x2E)
            digits(day)
        case .characters:
            append("年")
            digits(month)
            append("月")
            digits(day)
            append("日")
        }
    }

    private mutating func month(_ date: CalendarDate) {
        let (year, month, _) = date.parts
        digits(year)
        if plan.days == .characters {
            append("年")
            digits(month)
            append("月")
        } else {
            if plan.days != .compact { bytes.append(0x2D) }
            pair(month)
        }
    }
}

/// What is wrong with a row that has to be rejected.
enum BadRow: String, Sendable, CaseIterable {
    case damagedRow = "two fields short"
    case impossibleDay = "30 February"
    case unreadableAmount = "an amount that is no number"
    case missingKey = "no key"

    var text: String {
        switch self {
        case .damagedRow, .missingKey: ""
        case .impossibleDay: "2024-02-30"
        case .unreadableAmount: "约三千"
        }
    }
}

/// How many rows a file has, and how many of them are to be rejected for what.
struct RowCounts: Sendable, Equatable {
    var rows = 0
    var good = 0
    var bad: [BadRow: Int] = [:]

    mutating func add(_ other: RowCounts) {
        rows += other.rows
        good += other.good
        bad.merge(other.bad, uniquingKeysWith: +)
    }
}
