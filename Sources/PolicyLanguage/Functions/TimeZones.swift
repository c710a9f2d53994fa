import Basics
import Foundation

/// The parts of a timestamp on the clock of some place.
struct ClockTime {
    let date: CalendarDate
    let secondOfDay: Int
    let nanoseconds: Int32

    /// `zone` is a name of the IANA database or an offset such as `+08:00`; nil for UTC.
    static func of(_ time: Timestamp, zone: String?) -> Result<ClockTime, EvaluationError> {
        let offset: Int64
        if let zone, zone != "UTC" {
            guard let found = Self.offset(of: zone, at: time) else {
                return .failure(EvaluationError("bad-time-zone", "there is no time zone '\(zone.prefix(40))'"))
            }
            offset = found
        } else {
            offset = 0
        }
        let local = time.seconds + offset
        let days = local >= 0 ? local / 86_400 : -((86_399 - local) / 86_400)
        guard let date = CalendarDate(exactly: Int(days)) else { return .failure(TimeArithmetic.range("the day in that time zone")) }
        return .success(ClockTime(date: date, secondOfDay: Int(local - days * 86_400), nanoseconds: time.nanoseconds))
    }

    private static func offset(of zone: String, at time: Timestamp) -> Int64? {
        if let fixed = fixedOffset(zone) { return fixed }
        // Foundation also reads names such as GMT+5 and abbreviations; the database's names have a letter first and no digits but in Etc/.
        guard zone.unicodeScalars.allSatisfy({ $0.isIdentifierPart || $0 == "/" || $0 == "-" || $0 == "+" }),
            let found = TimeZone(identifier: zone)
        else { return nil }
        return Int64(found.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.seconds))))
    }

    /// `+08:00`, `-02:30`, `02:00`.
    private static func fixedOffset(_ zone: String) -> Int64? {
        var rest = zone[...]
        let negative = rest.hasPrefix("-")
        if negative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hours = Int64(parts[0]), let minutes = Int64(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (negative ? -1 : 1)
    }
}
