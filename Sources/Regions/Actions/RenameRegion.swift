import Actions
import Basics
import Storage

/// Gives a region another name from a day on. What it was called before stays known for the days before.
package struct RenameRegion: Action {
    package static let name = "region.rename"
    package static let permission = Permission.regionChange

    package var region: Int64
    package var to: String
    package var on: CalendarDate

    package init(region: Int64, to: String, on: CalendarDate) {
        self.region = region
        self.to = to
        self.on = on
    }

    package func place(in reading: Reading) throws -> RegionCode? {
        try reading.row("SELECT r.id FROM regions r WHERE r.id = \(region)")?.region("id")
    }

    package func perform(in writing: Writing) throws -> Int64 {
        guard let code = RegionCode(number: region) else { throw Refusal.notFound }
        guard !to.isEmpty else { throw Refusal.invalid("to", RegionProblems.nameEmpty(code)) }
        try Self.rename(code, to: to, from: on, in: writing)
        writing.subject = "region/\(region)"
        return region
    }

    /// Ends the name in use and begins the new one; a name that began on the same day is replaced.
    static func rename(_ code: RegionCode, to name: String, from day: CalendarDate, in writing: Writing) throws {
        let current = try writing.reading.row(
            "SELECT n.id, n.valid_from FROM region_names n WHERE n.region = \(code.number) AND n.valid_until IS NULL")
        guard let current else { throw Refusal.notFound }
        let id = try current.integer("id")
        let began = try current.date("valid_from")
        guard began <= day else { throw Refusal.invalid("on", RegionProblems.beforeName(code, began)) }
        guard began < day else {
            try writing.change(.regionNames, id: id, ["name": name])
            return
        }
        try writing.change(.regionNames, id: id, ["valid_until": day])
        try writing.insert(into: .regionNames, ["region": code.number, "name": name, "valid_from": day])
    }
}
