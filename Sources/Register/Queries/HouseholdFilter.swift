import Actions
import Basics
import Storage

/// What a list of households is narrowed to. The list, its count and its export ask with the same conditions.
package struct HouseholdFilter: Sendable, Hashable {
    package var status: String?
    package var attribute: String?
    package var monitored: String?
    package var cause: String?
    package var risk: String?

    package init(status: String? = nil, attribute: String? = nil, monitored: String? = nil, cause: String? = nil, risk: String? = nil) {
        self.status = status
        self.attribute = attribute
        self.monitored = monitored
        self.cause = cause
        self.risk = risk
    }

    package var isEmpty: Bool { self == HouseholdFilter() }

    /// The conditions on `v`, the versions as they stand now; always within the scope.
    func conditions(in scope: Scope) -> SQL {
        var parts: [SQL] = ["v.valid_until IS NULL AND v.known_until_ms IS NULL", "\(within: scope, "v.region")"]
        if let status { parts.append("v.status = \(status)") }
        if let attribute { parts.append("v.attribute = \(attribute)") }
        if let monitored {
            parts.append(monitored == "any" ? "v.monitored_category IS NOT NULL" : "v.monitored_category = \(monitored)")
        }
        if let cause { parts.append("v.main_cause = \(cause)") }
        if let risk {
            parts.append(
                "v.monitored_category IS NOT NULL AND (v.risk_removed IS NULL OR v.risk_removed = 0) AND (',' || v.risks || ',') LIKE \("%,\(risk),%")"
            )
        }
        return SQL.joined(parts, by: " AND ")
    }
}

extension SQL {
    fileprivate static func joined(_ parts: [SQL], by separator: StaticString) -> SQL {
        parts.dropFirst().reduce(parts.first ?? "TRUE") { "\(sql: $0)\(name: separator)\(sql: $1)" }
    }
}
