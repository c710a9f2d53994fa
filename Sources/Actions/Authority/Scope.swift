import Basics
import Storage

/// What an account may see at all: one region with everything below it, for a department's account only that department's deliveries, and for
/// a department's machine only the datasets that its token names.
///
/// The scope is enforced here and nowhere else: a query of a table that belongs to a region writes `\(within: scope, "h.region")`, and the
/// house check refuses a text that reads such a table without it.
package struct Scope: Hashable, Sendable {
    package let region: RegionCode
    /// The department's folder name in `DataSources/`; nil for an office that sees all departments.
    package let department: String?
    /// Folder names of datasets (`public-security/vehicles`) of a token; nil for whoever sees all of the department's.
    package let datasets: Set<String>?

    package init(region: RegionCode, department: String? = nil, datasets: Set<String>? = nil) {
        self.region = region
        self.department = department
        self.datasets = datasets
    }

    package func contains(_ place: RegionCode) -> Bool { region.contains(place) }

    /// Whether a dataset (its folder name) of a department is the account's to know of.
    package func covers(department: String, dataset: String) -> Bool {
        (self.department.map { $0 == department } ?? true) && (datasets.map { $0.contains(dataset) } ?? true)
    }

    /// The same account looking at a part of its region; nil if the part lies outside. A scope can only be narrowed.
    package func narrowed(to part: RegionCode?) -> Scope? {
        guard let part else { return self }
        return contains(part) ? Scope(region: part, department: department, datasets: datasets) : nil
    }

    /// The regions that the whole scope lies in: the city and the province of a county.
    var regionsAbove: [RegionCode] { RegionCode.Level.allCases.filter { $0 < region.level }.compactMap { region.ancestor(at: $0) } }
}

extension SQL.StringInterpolation {
    /// The rows whose region lies within the scope. A range of codes, so that an index on the column serves.
    package mutating func appendInterpolation(within scope: Scope, _ column: StaticString) {
        appendInterpolation(sql: "(\(sql: .within(scope.region, column)))")
    }

    /// The same for a table whose rows belong to a dataset of a department too.
    package mutating func appendInterpolation(within scope: Scope, _ column: StaticString, department: StaticString, dataset: StaticString) {
        appendInterpolation(within: scope, column)
        append(scope, department: department, dataset: dataset)
    }

    /// The rows of the scope and those of a region that the whole scope lies in: what was handed over for all of the province, seen from a county.
    /// It lets somebody know that they exist. What they hold belongs to those above, and is shown only as far as it lies within the scope.
    package mutating func appendInterpolation(knownTo scope: Scope, _ column: StaticString, department: StaticString, dataset: StaticString) {
        let above = scope.regionsAbove.map(\.number)
        if above.isEmpty {
            appendInterpolation(within: scope, column)
        } else {
            appendInterpolation(sql: "(\(sql: .within(scope.region, column)) OR \(name: column) IN \(list: above))")
        }
        append(scope, department: department, dataset: dataset)
    }

    private mutating func append(_ scope: Scope, department: StaticString, dataset: StaticString) {
        if let own = scope.department { appendInterpolation(sql: " AND \(name: department) = \(own)") }
        if let named = scope.datasets { appendInterpolation(sql: " AND \(name: dataset) IN \(list: named.sorted())") }
    }
}
