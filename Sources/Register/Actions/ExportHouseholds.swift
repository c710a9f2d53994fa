import Actions
import Basics
import Storage

/// Writes down that a list of households was taken out, of what and what for. The file itself is made behind it, part by part.
package struct ExportHouseholds: Action {
    package static let name = "register.export"
    package static let permission = Permission.registerExport
    package static let needsPurpose = true

    package var status: String?
    package var monitored: String?
    package var cause: String?
    package var risk: String?
    package var attribute: String?

    package init(status: String? = nil, monitored: String? = nil, cause: String? = nil, risk: String? = nil, attribute: String? = nil) {
        self.status = status
        self.monitored = monitored
        self.cause = cause
        self.risk = risk
        self.attribute = attribute
    }

    package var filter: HouseholdFilter {
        func given(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
        return HouseholdFilter(
            status: given(status), attribute: given(attribute), monitored: given(monitored), cause: given(cause), risk: given(risk))
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    /// How many households the file will have.
    package func perform(in writing: Writing) throws -> Int64 {
        let scope = writing.reading.scope
        let count = try writing.reading.count("SELECT COUNT(*) FROM household_versions v WHERE \(sql: filter.conditions(in: scope))")
        writing.subject = "export"
        writing.note("households", count)
        return count
    }
}
