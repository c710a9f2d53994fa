import Actions
import Basics
import Storage

/// What a list of households is narrowed to. The list, its count, its export and the figures that are links to it ask with the same conditions.
package struct HouseholdFilter: Sendable, Hashable, Codable {
    private var values: [HouseholdCriterion: String] = [:]

    package init() {}

    package init(status: String? = nil, attribute: String? = nil, monitored: String? = nil, cause: String? = nil, risk: String? = nil) {
        let given: [(HouseholdCriterion, String?)] = [
            (.status, status), (.attribute, attribute), (.monitored, monitored), (.cause, cause), (.risk, risk),
        ]
        for (criterion, value) in given { self[criterion] = value }
    }

    /// What an address or a form says, by the names of the criteria.
    package init(_ value: (String) -> String?) {
        for criterion in HouseholdCriterion.allCases { self[criterion] = value(criterion.rawValue) }
    }

    /// One text for each criterion, so that a form that carries a filter has the names of its address.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: HouseholdCriterion.self)
        for criterion in HouseholdCriterion.allCases { self[criterion] = try container.decodeIfPresent(String.self, forKey: criterion) }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: HouseholdCriterion.self)
        for criterion in HouseholdCriterion.allCases { try container.encodeIfPresent(values[criterion], forKey: criterion) }
    }

    package subscript(_ criterion: HouseholdCriterion) -> String? {
        get { values[criterion] }
        set { values[criterion] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }

    package var isEmpty: Bool { values.isEmpty }

    /// Name and value, in the order of the criteria.
    package var pairs: [(name: String, value: String)] {
        HouseholdCriterion.allCases.compactMap { criterion in values[criterion].map { (criterion.rawValue, $0) } }
    }

    /// What a household must meet, whatever the place and the moment; `TRUE` when nothing is asked.
    package func condition(_ view: HouseholdView) -> SQL {
        .all(HouseholdCriterion.allCases.compactMap { criterion in values[criterion].map { criterion.condition($0, view) } })
    }

    /// The conditions on `v`; always within the scope.
    func conditions(in scope: Scope, _ view: HouseholdView = HouseholdView()) -> SQL {
        "\(sql: view.standing) AND \(within: scope, "v.region") AND \(sql: condition(view))"
    }
}
