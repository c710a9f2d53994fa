import Basics

/// Numbers, money and dates as they are read: thousands with commas, money with two decimals, minus as `−`.
package enum Figures {
    /// `48,377`.
    package static func count(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { out.append(",") }
            out.append(digit)
        }
        return number < 0 ? "−" + out : out
    }

    /// `8,911.60`, without the unit, which stands in the head of its column or small behind it.
    package static func yuan(_ money: Money) -> String {
        let cents = money.fen.magnitude % 100
        let whole = count(Int64(clamping: money.fen.magnitude / 100))
        return (money.fen < 0 ? "−" : "") + whole + (cents < 10 ? ".0" : ".") + String(cents)
    }

    /// `13.9%` of a numerator and a denominator; nil when there is nothing to divide by.
    package static func share(_ part: Int64, of whole: Int64) -> String? {
        guard whole > 0 else { return nil }
        let tenths = (Double(part) / Double(whole) * 1000).rounded()
        return "\(Int64(tenths) / 10).\(abs(Int64(tenths) % 10))%"
    }

    /// `10 月 21 日` or `21 October`, for sentences; with the year when asked. Tables use the ISO form.
    package static func day(_ date: CalendarDate, _ language: Language, year: Bool = false) -> String {
        let parts = date.parts
        if language == .zh { return (year ? "\(parts.year) 年 " : "") + "\(parts.month) 月 \(parts.day) 日" }
        return "\(parts.day) \(months[parts.month - 1])" + (year ? " \(parts.year)" : "")
    }

    /// `星期二`, `Tuesday`.
    package static func weekday(_ date: CalendarDate, _ language: Language) -> String {
        let index = ((Int(date.daysSinceEpoch) + 3) % 7 + 7) % 7
        return language == .zh ? "星期" + ["一", "二", "三", "四", "五", "六", "日"][index] : weekdays[index]
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}
