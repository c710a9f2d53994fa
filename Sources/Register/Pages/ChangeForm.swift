import Actions
import Basics
import Web

/// The kinds of change that have a form, each at `/households/{household}/…`.
enum ChangeForm: String, CaseIterable, Sendable {
    case birth = "births", death = "deaths", arrival = "arrivals", departure = "departures", head = "heads", move = "moves"
    case split = "splits", merge = "mergers", correction = "corrections", income = "income", status = "statuses", monitoring = "monitoring"
    case riskRemoval = "risk-removals"

    var permission: Permission {
        switch self {
        case .status, .monitoring, .riskRemoval: .householdStatus
        case .correction: .householdCorrect
        default: .householdChange
        }
    }

    func path(_ household: Int64) -> String { "/households/\(household)/\(rawValue)" }

    /// What the household's page offers to the reader.
    static func links(_ household: Int64, _ actor: Actor, _ words: Words) -> [HouseholdPage.Crumb] {
        allCases.filter { actor.may($0.permission) }.map { .init(name: words.text("form.\($0.rawValue)"), link: $0.path(household)) }
    }
}
