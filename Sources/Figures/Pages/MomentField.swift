import Actions
import Basics
import Register
import Web

/// The choice of a moment in a form: a day, or one of the closed years.
struct MomentField: Codable, Sendable {
    var dayName: String
    var day: String
    var yearName: String
    var years: [FormOption]

    static let specimen = MomentField(dayName: "as_of", day: "2025-12-31", yearName: "snapshot", years: [FormOption("3", "2025 年度（云岭省）")])

    init(dayName: String, day: String, yearName: String, years: [FormOption]) {
        (self.dayName, self.day, self.yearName, self.years) = (dayName, day, yearName, years)
    }

    init(_ dayName: String, _ yearName: String, _ moment: ListMoment, _ years: [ClosedYear], _ names: [RegionCode: String], _ visit: Visit) {
        (self.dayName, self.yearName) = (dayName, yearName)
        day = moment.day?.description ?? ""
        self.years = years.map { year in
            var option = FormOption(
                String(year.id),
                visit.text("figures.closed-year", ["year": String(year.year), "place": names[year.region] ?? year.region.prefix]))
            option.isChosen = year.id == moment.snapshot
            return option
        }
    }
}

/// What the shown figures are of, in words: `截至 2026-11-23 11:20`, `按 2025-12-31 的情况`.
package func momentText(_ shown: ShownFigures, _ visit: Visit) -> String {
    guard let asOf = shown.asOf else { return visit.text("figures.now", ["time": shown.counted.chinaText]) }
    guard let known = asOf.known else { return visit.text("figures.of-day", ["day": asOf.day.description]) }
    return visit.text("figures.of-year", ["day": asOf.day.description, "known": known.chinaDate.description])
}
