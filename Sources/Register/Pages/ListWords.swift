import Actions
import Basics
import Web

/// A condition that a list was asked for by a link, in words, and the list without it.
struct Chosen: Codable, Sendable {
    var text: String
    var drop: String

    static let specimen = Chosen(text: "收入不到：6,000 元", drop: "/households")

    static func all(_ pairs: [(name: String, value: String)], _ visit: Visit) -> [Chosen] {
        let words = Words(visit)
        return pairs.map { Chosen(text: words.criterion($0.name, $0.value), drop: visit.address(with: $0.name, nil)) }
    }
}

/// A value of the address that a form carries on.
struct Carried: Codable, Sendable {
    var name: String
    var value: String

    static func all(_ pairs: [(name: String, value: String)]) -> [Carried] { pairs.map { Carried(name: $0.name, value: $0.value) } }
}

extension Words {
    /// `主要原因：因病`. A value is a code of a list, a word of the catalogue, or itself.
    func criterion(_ name: String, _ value: String) -> String {
        let list =
            ["status": "status", "monitored": "monitored", "cause": "cause", "risk": "risk", "attribute": "attribute", "sex": "sex"][name]
            ?? ["education": "education", "health": "health", "labour": "labour", "in_school": "in_school", "work_area": "work_area"][name]
        let values = value.split(separator: ",").map { each in
            if let known = visit.textIfAny("criterion.\(name).\(each)") { return known }
            if each == "unknown" { return text("word.unknown") }
            if each == "yes" || each == "no" { return text("word.\(each)") }
            return list.map { CodeLists.shipped.label($0, String(each), chinese: isChinese) } ?? String(each)
        }
        return text("criterion.\(name)") + text("criterion.colon") + values.joined(separator: isChinese ? "、" : ", ")
    }

    /// Of which day a list is; nil for today's.
    func moment(_ asOf: AsOf?) -> String? {
        asOf.map { asOf in
            text(
                asOf.known == nil ? "list.as-of" : "list.as-of.known",
                ["day": asOf.day.description, "known": asOf.known?.chinaDate.description ?? ""])
        }
    }
}

extension ListMoment {
    package static let inputs = [
        RouteInput("as_of", summary: "input.as-of", schema: .text(format: "date")), RouteInput("snapshot", summary: "input.snapshot"),
    ]

    /// The same page as of now.
    package func address(ofToday visit: Visit) -> String { visit.address(with: snapshot == nil ? "as_of" : "snapshot", nil) }

    package init(_ visit: Visit) throws { self.init(day: try visit.date("as_of"), snapshot: try visit.number("snapshot")) }
}

extension HouseholdCriterion {
    /// The names that the address of a list may have.
    package static let inputs = allCases.map { RouteInput($0.rawValue, summary: "criterion.\($0.rawValue)") }
}

extension PersonCriterion {
    package static let inputs = allCases.map { RouteInput($0.rawValue, summary: "criterion.\($0.rawValue)") } + HouseholdCriterion.inputs
}

extension Visit {
    /// Nil for now, without a question asked.
    package func moment(_ moment: ListMoment) async throws -> AsOf? {
        moment == ListMoment() ? nil : try await ask(FindMoment(moment))
    }
}
