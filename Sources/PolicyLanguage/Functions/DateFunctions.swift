import Basics

/// Parts of a date and steps along the calendar.
enum DateFunctions {
    static let all: [BuiltIn] = [
        part("year") { $0.year },
        part("month") { $0.month },
        part("day") { $0.day },
        part("ymd") { $0.yyyymmdd },
        part("monthIndex") { $0.monthIndex },
        step("addDays") { $0.adding(days: $1) },
        step("addMonths") { $0.adding(months: $1) },
        step("addYears") { $0.adding(years: $1) },
        between("daysBetween") { $0.days(to: $1) },
        between("monthsBetween") { $0.months(to: $1) },
        between("yearsBetween") { $0.years(to: $1) },
    ]

    private static func part(_ name: String, _ part: @escaping @Sendable (CalendarDate) -> Int) -> BuiltIn {
        .plain(name, [.date], .int, takes: "a date") { arguments in
            guard arguments.count == 1, case .date(let date) = arguments[0] else { return .failure(.noOverload(name, arguments)) }
            return .success(.int(Int64(part(date))))
        }
    }

    private static func step(_ name: String, _ step: @escaping @Sendable (CalendarDate, Int) -> CalendarDate?) -> BuiltIn {
        .plain(name, [.date, .int], .date, takes: "a date and an int") { arguments in
            guard arguments.count == 2, case .date(let date) = arguments[0], case .int(let count) = arguments[1] else {
                return .failure(.noOverload(name, arguments))
            }
            return step(date, Int(count)).map { .success(.date($0)) } ?? .failure(.overflow("\(name)()"))
        }
    }

    private static func between(_ name: String, _ count: @escaping @Sendable (CalendarDate, CalendarDate) -> Int) -> BuiltIn {
        .plain(name, [.date, .date], .int, takes: "two dates") { arguments in
            guard arguments.count == 2, case .date(let from) = arguments[0], case .date(let to) = arguments[1] else {
                return .failure(.noOverload(name, arguments))
            }
            return .success(.int(Int64(count(from, to))))
        }
    }
}
