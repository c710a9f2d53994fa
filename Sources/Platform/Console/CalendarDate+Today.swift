import Basics
import Glibc

extension CalendarDate {
    /// The day by this machine's clock and time zone.
    static var today: CalendarDate {
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return CalendarDate(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday)) ?? .first
    }
}
