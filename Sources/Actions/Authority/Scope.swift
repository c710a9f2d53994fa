import Basics
import Storage

/// What an account may see at all: one region with everything below it, and for a department's account only that department's deliveries.
///
/// The scope is enforced here and nowhere else: a query of a table that belongs to a region writes `\(within: scope, "h.region")`, and the
/// house check refuses a text that reads such a table without it.
package struct Scope: Hashable, Sendable {
    package let region: RegionCode
    /// The department's folder name in `DataSources/`; nil for an office that sees all departments.
    package let department: String?

    package init(region: RegionCode, department: String? = nil) {
        self.region = region
        self.department = department
    }

    package func contains(_ place: RegionCode) -> Bool { region.contains(place) }

    /// The same account looking at a part of its region; nil if the part lies outside. A scope can only be narrowed.
    package func narrowed(to part: RegionCode?) -> Scope? {
        guard let part else { return self }
        return contains(part) ? Scope(region: part, department: department) : nil
    }
}

extension SQL.StringInterpolation {
    /// The rows whose region lies within the scope. A range of codes, so that an index on the column serves.
    package mutating func appendInterpolation(within scope: Scope, _ column: StaticString) {
        appendInterpolation(sql: "(\(sql: .within(scope.region, column)))")
    }

    /// The same for a table whose rows belong to a department too.
    package mutating func appendInterpolation(within scope: Scope, _ column: StaticString, department: StaticString) {
        appendInterpolation(within: scope, column)
        guard let own = scope.department else { return }
        appendInterpolation(sql: " AND \(name: department) = \(own)")
    }
}
