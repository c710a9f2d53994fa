import Basics

/// The types a row is read as. Each has a form for a value that may be null.
extension Row {
    package func integer(_ column: String) throws -> Int64 { try required(column, "an integer", \.asInteger) }
    package func optionalInteger(_ column: String) throws -> Int64? { try optional(column, "an integer", \.asInteger) }

    package func int(_ column: String) throws -> Int { try required(column, "an integer") { $0.asInteger.flatMap(Int.init(exactly:)) } }
    package func optionalInt(_ column: String) throws -> Int? { try optional(column, "an integer") { $0.asInteger.flatMap(Int.init(exactly:)) } }

    package func text(_ column: String) throws -> String { try required(column, "text", \.asText) }
    package func optionalText(_ column: String) throws -> String? { try optional(column, "text", \.asText) }

    /// 0 or 1; any other number is refused.
    package func bool(_ column: String) throws -> Bool { try required(column, "0 or 1", \.asBool) }
    package func optionalBool(_ column: String) throws -> Bool? { try optional(column, "0 or 1", \.asBool) }

    /// A whole number is a real number too: PostgreSQL's sums and averages come as either.
    package func real(_ column: String) throws -> Double { try required(column, "a real number", \.asReal) }
    package func optionalReal(_ column: String) throws -> Double? { try optional(column, "a real number", \.asReal) }

    package func bytes(_ column: String) throws -> [UInt8] { try required(column, "bytes", \.asBytes) }
    package func optionalBytes(_ column: String) throws -> [UInt8]? { try optional(column, "bytes", \.asBytes) }

    package func date(_ column: String) throws -> CalendarDate { try required(column, "a day as yyyy-MM-dd", \.asDate) }
    package func optionalDate(_ column: String) throws -> CalendarDate? { try optional(column, "a day as yyyy-MM-dd", \.asDate) }

    package func money(_ column: String) throws -> Money { try required(column, "fen", \.asMoney) }
    package func optionalMoney(_ column: String) throws -> Money? { try optional(column, "fen", \.asMoney) }

    package func region(_ column: String) throws -> RegionCode { try required(column, "a region of 12 digits", \.asRegion) }
    package func optionalRegion(_ column: String) throws -> RegionCode? { try optional(column, "a region of 12 digits", \.asRegion) }

    package func moment(_ column: String) throws -> Moment { try required(column, "a moment in milliseconds", \.asMoment) }
    package func optionalMoment(_ column: String) throws -> Moment? { try optional(column, "a moment in milliseconds", \.asMoment) }

    /// A case of an enumeration by its raw value; a raw value that the enumeration does not have is refused.
    package func one<T: RawRepresentable<String>>(of type: T.Type = T.self, _ column: String) throws -> T {
        try required(column, "a case of \(T.self)") { $0.asText.flatMap(T.init(rawValue:)) }
    }

    package func optionalOne<T: RawRepresentable<String>>(of type: T.Type = T.self, _ column: String) throws -> T? {
        try optional(column, "a case of \(T.self)") { $0.asText.flatMap(T.init(rawValue:)) }
    }
}

extension Value {
    fileprivate var asInteger: Int64? { if case .integer(let number) = self { number } else { nil } }
    fileprivate var asText: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var asBytes: [UInt8]? { if case .blob(let bytes) = self { bytes } else { nil } }
    fileprivate var asBool: Bool? { asInteger.flatMap { $0 == 1 ? true : $0 == 0 ? false : nil } }
    fileprivate var asDate: CalendarDate? { asText.flatMap { CalendarDate(iso: $0) } }
    fileprivate var asMoney: Money? { asInteger.map(Money.init(fen:)) }
    fileprivate var asRegion: RegionCode? { asInteger.flatMap(RegionCode.init(number:)) }
    fileprivate var asMoment: Moment? { asInteger.map(Moment.init(milliseconds:)) }

    fileprivate var asReal: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}
