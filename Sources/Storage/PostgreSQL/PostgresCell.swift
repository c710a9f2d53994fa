import Basics

/// Reads cells in PostgreSQL's binary form.
enum PostgresCell {
    /// Nil for a type that has no equal on SQLite, or for a cell that is not what its type says.
    static func value(_ bytes: UnsafeRawBufferPointer, type: UInt32) -> Value? {
        switch type {
        case PostgresType.int8: integer(bytes, Int64.self).map { .integer($0) }
        case PostgresType.int4: integer(bytes, Int32.self).map { .integer(Int64($0)) }
        case PostgresType.int2: integer(bytes, Int16.self).map { .integer(Int64($0)) }
        case PostgresType.oid: integer(bytes, UInt32.self).map { .integer(Int64($0)) }
        case PostgresType.bool: bytes.first.map { .integer($0 == 0 ? 0 : 1) }
        case PostgresType.float8: integer(bytes, UInt64.self).map { .real(Double(bitPattern: $0)) }
        case PostgresType.float4: integer(bytes, UInt32.self).map { .real(Double(Float(bitPattern: $0))) }
        case PostgresType.text, PostgresType.varchar, PostgresType.character, PostgresType.name, PostgresType.unknown, PostgresType.json:
            .text(String(decoding: bytes, as: UTF8.self))
        case PostgresType.bytea: .blob([UInt8](bytes))
        case PostgresType.numeric: numeric(bytes)
        case PostgresType.date: day(bytes)
        default: nil
        }
    }

    private static func integer<T: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, _ type: T.Type) -> T? {
        bytes.count == MemoryLayout<T>.size ? T(bigEndian: bytes.loadUnaligned(as: T.self)) : nil
    }

    /// Days since 2000-01-01, as ISO text.
    private static func day(_ bytes: UnsafeRawBufferPointer) -> Value? {
        guard let days = integer(bytes, Int32.self) else { return nil }
        return CalendarDate(exactly: Int(days) + 10_957).map { .text($0.description) }
    }

    /// Sums come as numeric. Digits to the base of 10,000, the first of which weighs 10,000 to the power of `weight`; without decimals and in
    /// range it is an integer, as on SQLite, otherwise a real number.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> Value? {
        let words = stride(from: 0, to: bytes.count - 1, by: 2).map { Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int16.self)) }
        guard words.count >= 4, words.count == 4 + Int(words[0]) else { return nil }
        let (weight, sign, decimals, digits) = (Int(words[1]), UInt16(bitPattern: words[2]), words[3], words[4...])
        guard sign == 0 || sign == 0x4000 else { return .real(.nan) }
        var real = 0.0
        var whole: Int64? = 0
        for place in 0..<max(digits.count, weight + 1, 1) where place < 64 {
            let digit = place < digits.count ? Int64(digits[digits.startIndex + place]) : 0
            if place <= weight { whole = whole.flatMap { shifted($0, digit, negative: sign != 0) } }
            real += Double(digit) * power(weight - place)
        }
        if decimals == 0, let whole { return .integer(whole) }
        return .real(sign == 0 ? real : -real)
    }

    private static func shifted(_ number: Int64, _ digit: Int64, negative: Bool) -> Int64? {
        let (product, first) = number.multipliedReportingOverflow(by: 10_000)
        let (sum, second) = product.addingReportingOverflow(negative ? -digit : digit)
        return first || second ? nil : sum
    }

    private static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<abs(exponent) { result *= 10_000 }
        return exponent < 0 ? 1 / result : result
    }
}
