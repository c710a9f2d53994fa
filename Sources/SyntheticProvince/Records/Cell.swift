import Basics

/// One cell of a made-up row, before a department's way of writing it is known.
enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    case int(Int)
    /// Money in fen.
    case fen(Int)
    /// m², mu, km, percent and plain decimals, in hundredths.
    case hundredths(Int)
    case day(CalendarDate)
    case month(CalendarDate)
    case yes(Bool)
    /// The first 17 digits of an ID number.
    case id(UInt64)

    static func yuan(_ yuan: Int) -> Cell { .fen(yuan * 100) }
    static func day(_ date: CalendarDate?) -> Cell { date.map { .day($0) } ?? .empty }
    static func maybe(_ text: String?) -> Cell { text.map { .text($0) } ?? .empty }

    var fen: Int {
        if case .fen(let fen) = self { return fen }
        return 0
    }
}

extension Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .int(value) }
    init(booleanLiteral value: Bool) { self = .yes(value) }
}
