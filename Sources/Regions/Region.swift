import Actions
import Basics

/// A place of one of the five levels, as it was called on the day that was asked for.
package struct Region: Sendable, Hashable, Codable {
    package let code: Int64
    package let name: String
    package let level: String
    /// The first day on which the code was no longer in use.
    package let until: CalendarDate?

    package init(code: Int64, name: String, level: String, until: CalendarDate? = nil) {
        self.code = code
        self.name = name
        self.level = level
        self.until = until
    }
}

/// What became of a code.
package enum Succession: String, Sendable, Codable, CaseIterable {
    /// Several became one.
    case merge
    /// One became several: who went where has to be said for each household.
    case split
    /// One was given another code, by moving under another county or otherwise.
    case transfer
}

extension AuditedTable {
    /// All of the room.
    package static let regionTables: [AuditedTable] = [.regions, .regionNames, .regionSuccessions]
    package static let regions = AuditedTable("regions", columns: ["id", "level", "parent", "valid_from", "valid_until"])
    package static let regionNames = AuditedTable("region_names", columns: ["id", "region", "name", "valid_from", "valid_until"])
    package static let regionSuccessions = AuditedTable(
        "region_successions", columns: ["id", "predecessor", "successor", "kind", "effective_on", "reference"])
}

extension Permission {
    /// Seeing the list of regions; everybody who may sign in.
    package static let regionRead = Permission("region.read")
    /// Loading the codes, renaming, recording what became of a code.
    package static let regionChange = Permission("region.change")
}
