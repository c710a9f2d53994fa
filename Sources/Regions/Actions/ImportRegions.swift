import Actions
import Basics
import Storage

/// Takes over a list of codes and names as the statistics office publishes it: new codes are added, changed names get a new name from
/// that day on, codes that the list lacks stay as they are (what became of them is recorded by `RecordSuccession`).
package struct ImportRegions: Action {
    package struct Row: Codable, Sendable, Hashable {
        package var code: Int64
        package var name: String
        package init(code: Int64, name: String) {
            self.code = code
            self.name = name
        }
    }

    package struct Outcome: Codable, Sendable, Hashable {
        package var added = 0
        package var renamed = 0
        package var unchanged = 0

        package init(added: Int = 0, renamed: Int = 0, unchanged: Int = 0) {
            self.added = added
            self.renamed = renamed
            self.unchanged = unchanged
        }
    }

    package static let name = "region.import"
    package static let permission = Permission.regionChange
    /// One act takes a whole province.
    static let most = 100_000

    package var rows: [Row]
    /// From when the list holds.
    package var validFrom: CalendarDate

    package init(rows: [Row], validFrom: CalendarDate) {
        self.rows = rows
        self.validFrom = validFrom
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Outcome {
        let wanted = try checked(in: writing)
        let known = try RegionNames.all(in: writing.reading)
        var outcome = Outcome()
        var added: [(code: RegionCode, name: String)] = []
        for (code, name) in wanted {
            guard let current = known[code.number] else {
                added.append((code, name))
                continue
            }
            if current.name == name {
                outcome.unchanged += 1
            } else {
                try RenameRegion.rename(code, to: name, from: validFrom, in: writing)
                outcome.renamed += 1
            }
        }
        let codes = Set(known.keys).union(added.map(\.code.number))
        if let orphan = added.first(where: { each in each.code.parent.map { !codes.contains($0.number) } ?? false }) {
            throw Refusal.invalid("rows", RegionProblems.unknownParent(orphan.code))
        }
        outcome.added = added.count
        try add(added, in: writing)
        writing.subject = "regions"
        writing.note("added", Int64(outcome.added))
        writing.note("renamed", Int64(outcome.renamed))
        return outcome
    }

    /// The list without doubled lines, from the province down, or the first thing wrong with it.
    private func checked(in writing: Writing) throws -> [(RegionCode, String)] {
        guard rows.count <= Self.most else { throw Refusal.invalid("rows", RegionProblems.tooMany(Self.most)) }
        var names: [RegionCode: String] = [:]
        for row in rows {
            guard let code = RegionCode(number: row.code) else { throw Refusal.invalid("rows", RegionProblems.badCode(row.code)) }
            guard writing.actor.scope.contains(code) else { throw Refusal.invalid("rows", RegionProblems.outside(code)) }
            guard !row.name.isEmpty else { throw Refusal.invalid("rows", RegionProblems.nameEmpty(code)) }
            if let other = names.updateValue(row.name, forKey: code), other != row.name {
                throw Refusal.invalid("rows", RegionProblems.twice(code))
            }
        }
        return names.sorted { ($0.key.level, $0.key) < ($1.key.level, $1.key) }.map { ($0.key, $0.value) }
    }

    private func add(_ regions: [(code: RegionCode, name: String)], in writing: Writing) throws {
        let ids = try writing.newIDs(regions.count, for: .regionNames)
        let day = Value.text(validFrom.description)
        try writing.insertChunk(
            into: .regions,
            regions.map { [.integer($0.code.number), .text($0.code.level.name), $0.code.parent.value, day, .null] })
        try writing.insertChunk(
            into: .regionNames,
            zip(ids, regions).map { [.integer($0), .integer($1.code.number), .text($1.name), day, .null] })
    }
}
