import Actions
import Basics
import Clues
import Register
import Web

/// A number as a page shows it: the text, and the list behind it for whoever may see lists. A zero is no link.
package struct ShownValue: Codable, Sendable {
    package var text: String
    package var link: String?
    /// For machines; nil when it cannot be said of the moment.
    package var count: Int64?
    package var of: Int64?

    package static let specimen = ShownValue(text: "25,322", link: "/households?risk_state=open", count: 25_322, of: 86_380)

    package init(text: String, link: String?, count: Int64?, of: Int64?) { (self.text, self.link, self.count, self.of) = (text, link, count, of) }

    package init(
        _ value: ShownFigures.Value?, of figure: Figure, isRate: Bool = false, in region: RegionCode, at moment: ListMoment, _ visit: Visit
    ) throws {
        (count, of) = (value?.count, value?.of)
        guard let value else {
            text = "—"
            return
        }
        text = isRate ? value.of.flatMap { Figures.share(value.count, of: $0) } ?? "—" : Figures.count(value.count)
        let mayList = try visit.actor.may(figure.unit == .clues ? .clueRead : .householdRead)
        link = value.count > 0 && mayList && !isRate ? figure.address(of: region, moment) : nil
    }
}
