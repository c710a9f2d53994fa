import Basics

/// Conditions that must be written so that an index serves them on both databases.
extension SQL {
    /// Codes that lie in a region: a range, because a scope is a prefix of the 12 digits.
    package static func within(_ region: RegionCode, _ column: StaticString) -> SQL {
        "\(name: column) BETWEEN \(region.codes.lowerBound) AND \(region.codes.upperBound)"
    }

    /// Texts that begin with a prefix, compared by code points: `LIKE` with a parameter would not use the index of a prepared statement,
    /// and would read `%` and `_` in what a person typed.
    package static func beginning(_ prefix: String, _ column: StaticString) -> SQL {
        "(\(name: column) >= \(prefix) AND \(name: column) < \(prefix + "\u{10FFFF}"))"
    }
}
