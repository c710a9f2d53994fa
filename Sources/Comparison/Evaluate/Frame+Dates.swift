import Basics

extension Frame {
    func date(_ function: Step.DateFunction, _ a: Vector, _ b: Vector?, _ count: Int) -> Vector {
        if function == .monthIndex { return monthIndexes(a) }
        guard let b else { return changed(a) { Frame.dateValue(function, $0, 0) } }
        guard let x = a.numbers, let y = b.numbers else { return Vector() }
        let out = numbers(count)
        let (stepX, stepY) = (a.count == count ? 1 : 0, b.count == count ? 1 : 0)
        var valid = bothValid(a, b, count)
        let divisor: Int32? = function == .monthsBetween ? 32 : function == .yearsBetween ? 384 : nil
        let (first, table) = Frame.monthsAndDays
        for i in 0..<count {
            guard valid?[i] != 0 else { out[i] = 0; continue }
            if let divisor {
                let (from, to) = (x[i &* stepX] &- first, y[i &* stepY] &- first)
                if from >= 0, from < table.count, to >= 0, to < table.count {
                    out[i] = Int64((table[Int(to)] &- table[Int(from)]) / divisor)
                    continue
                }
            }
            if let value = Frame.dateValue(function, x[i &* stepX], y[i &* stepY]) { out[i] = value; continue }
            out[i] = 0
            let marks = valid ?? allOnes(count)
            marks[i] = 0
            valid = marks
        }
        return Vector(count: count, numbers: out, valid: valid)
    }

    /// Of each day from 1900 to 2099 what full months are counted by, `CalendarDate.months(to:)`: 32 for each month and 1 for each day. Ages are
    /// asked of everybody. Dividing by 32 and then by 12 is dividing by 384.
    private static let monthsAndDays: (first: Int64, table: [Int32]) = {
        let first = CalendarDate(year: 1900, month: 1, day: 1)?.daysSinceEpoch ?? 0
        return (
            Int64(first),
            (0..<73_049).map {
                let (year, month, day) = CalendarDate(daysSinceEpoch: first + Int32($0)).parts
                return Int32((year * 12 + month - 1) * 32 + day)
            }
        )
    }()

    /// `year * 12 + month - 1` of each day from 1900 to 2099: grouping by month asks it of every payment.
    private static let monthIndexes: (first: Int64, table: [Int16]) = {
        let first = CalendarDate(year: 1900, month: 1, day: 1)?.daysSinceEpoch ?? 0
        return (Int64(first), (0..<73_049).map { Int16(CalendarDate(daysSinceEpoch: first + Int32($0)).monthIndex - 22_800) })
    }()

    func monthIndexes(_ a: Vector) -> Vector {
        guard let x = a.numbers else { return Vector() }
        let (first, table) = Frame.monthIndexes
        let out = numbers(a.count)
        var isInside = true
        table.withUnsafeBufferPointer { table in
            for i in 0..<a.count {
                let place = x[i] &- first
                let known = place >= 0 && place < table.count
                isInside = isInside && known
                out[i] = known ? Int64(table[Int(place)]) &+ 22_800 : 0
            }
        }
        return isInside ? Vector(count: a.count, numbers: out, valid: a.valid) : changed(a) { Frame.dateValue(.monthIndex, $0, 0) }
    }

    @inline(__always) private static func dateValue(_ function: Step.DateFunction, _ days: Int64, _ second: Int64) -> Int64? {
        guard let date = CalendarDate(exactly: Int(days)) else { return nil }
        switch function {
        case .year: return Int64(date.year)
        case .month: return Int64(date.month)
        case .day: return Int64(date.day)
        case .ymd: return Int64(date.yyyymmdd)
        case .monthIndex: return Int64(date.monthIndex)
        default: break
        }
        guard let n = Int(exactly: second), n.magnitude < 10_000_000 else { return nil }
        switch function {
        case .addDays: return date.adding(days: n).map { Int64($0.daysSinceEpoch) }
        case .addMonths: return date.adding(months: n).map { Int64($0.daysSinceEpoch) }
        case .addYears: return date.adding(years: n).map { Int64($0.daysSinceEpoch) }
        default: break
        }
        guard let other = CalendarDate(exactly: n) else { return nil }
        return function == .monthsBetween ? Int64(date.months(to: other)) : Int64(date.years(to: other))
    }
}
