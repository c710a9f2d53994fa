import Basics

/// Timestamps in RFC 3339 and durations as `1h30m` or `3600s`, read and written.
enum TimeText {
    static func timestamp(_ text: String) -> Result<Timestamp, EvaluationError> {
        let bytes = Array(text.utf8)
        let bad = EvaluationError("bad-timestamp", "the text is no timestamp of the form 2025-06-30T08:00:00Z, or out of range")
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let date = CalendarDate(iso: String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = number(bytes[11..<13], below: 24), let minute = number(bytes[14..<16], below: 60),
            let second = number(bytes[17..<19], below: 60)
        else { return .failure(bad) }
        var at = 19
        var nanoseconds: Int32 = 0
        if bytes[at] == UInt8(ascii: ".") {
            at += 1
            var place: Int32 = 100_000_000
            let start = at
            while at < bytes.count, let digit = digit(bytes[at]) {
                nanoseconds += Int32(digit) * place
                place /= 10
                at += 1
            }
            guard at > start, at - start <= 9 else { return .failure(bad) }
        }
        guard let offset = offset(bytes[at...]) else { return .failure(bad) }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset
        return Timestamp(seconds: seconds, nanoseconds: nanoseconds).map { .success($0) } ?? .failure(TimeArithmetic.range("the timestamp"))
    }

    /// `Z` or `+08:00`, in seconds.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        if bytes.count == 1, bytes.first == UInt8(ascii: "Z") || bytes.first == UInt8(ascii: "z") { return 0 }
        let b = Array(bytes)
        guard b.count == 6, b[3] == UInt8(ascii: ":"), let hours = number(b[1..<3], below: 24), let minutes = number(b[4..<6], below: 60) else {
            return nil
        }
        let seconds = Int64(hours * 3600 + minutes * 60)
        return b[0] == UInt8(ascii: "+") ? seconds : b[0] == UInt8(ascii: "-") ? -seconds : nil
    }

    private static func digit(_ byte: UInt8) -> Int? { (0x30...0x39).contains(byte) ? Int(byte - 0x30) : nil }

    private static func number(_ bytes: ArraySlice<UInt8>, below limit: Int) -> Int? {
        var value = 0
        for byte in bytes {
            guard let digit = digit(byte) else { return nil }
            value = value * 10 + digit
        }
        return value < limit ? value : nil
    }

    static func timestamp(_ time: Timestamp) -> String {
        let days = time.seconds >= 0 ? time.seconds / 86_400 : -((86_399 - time.seconds) / 86_400)
        let rest = Int(time.seconds - days * 86_400)
        let date = CalendarDate(exactly: Int(days)) ?? .first
        return "\(date)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))\(fraction(Int64(time.nanoseconds)))Z"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// `.5`, `.000000001`; nothing for 0.
    private static func fraction(_ nanoseconds: Int64) -> String {
        guard nanoseconds != 0 else { return "" }
        var digits = String(nanoseconds)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }

    /// `3600s`, `-1.5s`.
    static func duration(_ nanoseconds: Int64) -> String {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let sign = nanoseconds < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(fraction(Int64(rest.magnitude)))s"
    }

    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
        ("h", 3_600_000_000_000),
    ]

    /// One or more numbers, each with its unit: `1h30m`, `-1.5s`, `100ms`; also `0`.
    static func duration(_ text: String) -> Result<Int64, EvaluationError> {
        let bad = EvaluationError("bad-duration", "the text is no duration such as 1h30m or 3600s")
        var rest = text[...]
        let negative = rest.hasPrefix("-")
        if negative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        if rest == "0" { return .success(0) }
        guard !rest.isEmpty else { return .failure(bad) }
        var total: Int64 = 0
        while !rest.isEmpty {
            let number = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
            let name = rest.dropFirst(number.count).prefix { $0 != "." && !("0"..."9").contains($0) }
            guard let unit = units.first(where: { $0.name == name }) else { return .failure(bad) }
            rest = rest.dropFirst(number.count + name.count)
            guard let part = nanoseconds(number, unit.nanoseconds) else { return .failure(bad) }
            guard case .success(let part) = part, case .success(let sum) = Calculating.whole(negative ? .subtract : .add, total, part) else {
                return .failure(TimeArithmetic.range("the duration"))
            }
            total = sum
        }
        return .success(total)
    }

    /// A decimal number of a unit; nil when it is no number, a failure when it does not fit.
    private static func nanoseconds(_ number: Substring, _ unit: Int64) -> Result<Int64, EvaluationError>? {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, !(parts.allSatisfy(\.isEmpty)) else { return nil }
        let range = TimeArithmetic.range("the duration")
        guard let whole = parts[0].isEmpty ? 0 : Int64(parts[0]) else { return .failure(range) }
        var part: Int64 = 0
        var scale = unit
        for digit in (parts.count == 2 ? parts[1] : "").utf8 {
            // Each place is a tenth of the one before; below a nanosecond there is nothing.
            part += Int64(digit &- 0x30) * scale / 10
            scale /= 10
        }
        return Calculating.whole(.multiply, whole, unit).flatMap { Calculating.whole(.add, $0, part) }
    }
}
