import Actions
import Basics
import Storage

/// Writes down that a list of households was taken out, of what and what for. The file itself is made behind it, part by part.
package struct ExportHouseholds: Action {
    package static let name = "register.export"
    package static let permission = Permission.registerExport
    package static let needsPurpose = true

    /// As the list's address says it, `status=poor&cause=illness`, and the moment that the list is of.
    package var filter: HouseholdFilter
    package var moment: ListMoment

    package init(filter: HouseholdFilter = HouseholdFilter(), moment: ListMoment = ListMoment()) { (self.filter, self.moment) = (filter, moment) }

    package init(from decoder: any Decoder) throws {
        filter = try HouseholdFilter(from: decoder)
        moment = try ListMoment(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try filter.encode(to: encoder)
        try moment.encode(to: encoder)
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    /// How many households the file will have.
    package func perform(in writing: Writing) throws -> Int64 {
        let scope = writing.reading.scope
        let asOf = try moment.asOf(in: writing.reading)
        let count = try writing.reading.count(
            "SELECT COUNT(*) FROM household_versions v WHERE \(sql: filter.conditions(in: scope, HouseholdView(asOf: asOf)))")
        writing.subject = "export"
        writing.note("households", count)
        return count
    }
}
