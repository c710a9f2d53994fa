import Basics
import Figures
import Web

/// Two lines over twelve months: what came and what went. The same numbers stand in the table below it, each with its list.
struct MonthChart: Codable, Sendable {
    struct Month: Codable, Sendable {
        var name: String
        var x: Int
        /// Written only where every month's name has room.
        var isOdd: Bool
        var first: ShownValue
        var second: ShownValue
    }

    struct Grid: Codable, Sendable {
        var text: String
        var y: Int
        var textY: Int
    }

    var label: String
    var viewBox: String
    /// Where lines of the grid begin and end, their numbers stand, and the names of months and lines.
    var left: Int
    var right: Int
    var textX: Int
    var monthY: Int
    var nameX: Int
    var firstName: String
    var secondName: String
    var firstPoints: String
    var secondPoints: String
    var firstY: Int
    var secondY: Int
    var firstTotal: String
    var secondTotal: String
    var grid: [Grid]
    var months: [Month]

    static let specimen = MonthChart(
        label: "近 12 个月纳入与消除", viewBox: "0 0 530 204", left: 56, right: 474, textX: 48, monthY: 194, nameX: 484, firstName: "纳入", secondName: "消除",
        firstPoints: "64,75 130,92", secondPoints: "64,84 130,52", firstY: 92, secondY: 52,
        firstTotal: "1,795", secondTotal: "1,429", grid: [Grid(text: "0", y: 170, textY: 175)],
        months: [Month(name: "11月", x: 64, isOdd: false, first: .specimen, second: .specimen)])

}

extension MonthChart {
    /// The drawing's size and where its lines lie in it, in units: beside other panels, or along the wall.
    struct Place {
        let width: Int
        let height: Int
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double

        static let panel = Place(width: 530, height: 204, left: 56, right: 474, top: 20, bottom: 170)
        static let wall = Place(width: 860, height: 176, left: 64, right: 790, top: 14, bottom: 136)
    }

    /// `first` and `second`: so many of each month, the oldest first, as many as there are months.
    init(
        _ names: (String, String), first: [ShownValue], second: [ShownValue], months: [CalendarDate], label: (String, String) -> String,
        in place: Place = .panel, _ language: Language
    ) {
        (firstName, secondName) = names
        let counts = (first + second).map { $0.count ?? 0 }
        let step = Self.step(for: counts.max() ?? 0)
        let most = Double(step) * 3
        func y(_ count: Int64) -> Double { place.bottom - Double(count) / most * (place.bottom - place.top) }
        func x(_ number: Int) -> Double { place.left + (place.right - place.left) * Double(number) / Double(max(1, months.count - 1)) }
        func line(_ values: [ShownValue]) -> String {
            values.enumerated().map { "\(Int(x($0).rounded())),\(Int(y($1.count ?? 0).rounded()))" }.joined(separator: " ")
        }
        (firstPoints, secondPoints) = (line(first), line(second))
        // Names at the ends of the lines do not stand on each other, nor below the axis.
        var (atFirst, atSecond) = (Int(y(first.last?.count ?? 0)), Int(y(second.last?.count ?? 0)))
        if abs(atFirst - atSecond) < 20 {
            let middle = min((atFirst + atSecond) / 2, Int(place.bottom) - 14)
            (atFirst, atSecond) = atFirst <= atSecond ? (middle - 10, middle + 10) : (middle + 10, middle - 10)
        }
        (firstY, secondY) = (atFirst + 5, atSecond + 5)
        viewBox = "0 0 \(place.width) \(place.height)"
        (left, right, textX, nameX) = (Int(place.left), Int(place.right), Int(place.left) - 8, Int(place.right) + 10)
        monthY = Int(place.bottom) + 24
        let totals = (first.reduce(0) { $0 + ($1.count ?? 0) }, second.reduce(0) { $0 + ($1.count ?? 0) })
        (firstTotal, secondTotal) = (Figures.count(totals.0), Figures.count(totals.1))
        self.label = label(firstTotal, secondTotal)
        grid = (0...3).map { number in
            let line = Int(y(step * Int64(number)).rounded())
            return Grid(text: Figures.count(step * Int64(number)), y: line, textY: line + 5)
        }
        self.months = zip(months.indices, months).map { index, month in
            let number = month.parts.month
            let name = language == .zh ? "\(number)月" : Self.names[number - 1]
            return Month(
                name: name, x: Int(x(index).rounded()), isOdd: (months.count - index).isMultiple(of: 2), first: first[index], second: second[index])
        }
    }

    private static let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// A third of the axis: the least round number with which the axis reaches the largest count.
    static func step(for most: Int64) -> Int64 {
        var unit: Int64 = 1
        while true {
            for factor in [1, 2, 5] as [Int64] where unit * factor * 3 >= most { return unit * factor }
            unit *= 10
        }
    }
}
