import Basics

/// Parts of a timestamp on a clock, and a duration in whole units.
enum ClockFunctions {
    static let all: [BuiltIn] = [
        clock("getFullYear") { $0.date.year },
        clock("getMonth") { $0.date.month - 1 },
        clock("getDate") { $0.date.day },
        clock("getDayOfMonth") { $0.date.day - 1 },
        clock("getDayOfYear") { Int($0.date.daysSinceEpoch - (CalendarDate(year: $0.date.year, month: 1, day: 1) ?? $0.date).daysSinceEpoch) },
        // 1970-01-01 was a Thursday; Sunday is 0.
        clock("getDayOfWeek") { ((Int($0.date.daysSinceEpoch) + 4) % 7 + 7) % 7 },
        clock("getHours", unit: 3_600_000_000_000) { $0.secondOfDay / 3600 },
        clock("getMinutes", unit: 60_000_000_000) { $0.secondOfDay / 60 % 60 },
        clock("getSeconds", unit: 1_000_000_000) { $0.secondOfDay % 60 },
        clock("getMilliseconds", unit: 1_000_000) { Int($0.nanoseconds) / 1_000_000 },
    ]

    /// A part of a timestamp, in UTC or a given time zone. With a unit also a duration's count of it, except that the
    /// milliseconds of a duration are those beyond its whole seconds.
    private static func clock(_ name: String, unit: Int64? = nil, _ part: @escaping @Sendable (ClockTime) -> Int) -> BuiltIn {
        BuiltIn(
            name: name, form: .method, argumentCounts: 1...2, takes: "a time zone",
            result: { types in
                guard types.count == 1 || types[1] == .string || types[1] == .dynamic else { return nil }
                switch types.first {
                case .timestamp, .dynamic: return .int
                case .duration where unit != nil && types.count == 1: return .int
                default: return nil
                }
            },
            apply: { arguments in
                switch (arguments.first, arguments.count) {
                case (.timestamp(let time), 1): return ClockTime.of(time, zone: nil).map { .int(Int64(part($0))) }
                case (.timestamp(let time), 2):
                    guard case .string(let zone) = arguments[1] else { return .failure(.noOverload(name, arguments)) }
                    return ClockTime.of(time, zone: zone).map { .int(Int64(part($0))) }
                case (.duration(let span), 1):
                    guard let unit else { return .failure(.noOverload(name, arguments)) }
                    return .success(.int(name == "getMilliseconds" ? span % 1_000_000_000 / unit : span / unit))
                default: return .failure(.noOverload(name, arguments))
                }
            })
    }
}
