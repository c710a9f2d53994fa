import Actions
import Basics
import Regions
import Storage

/// Households whose village's code was taken over by another follow it: from the successor's day on they lie in the successor. A few hundred
/// at once; run again until none is left.
package struct FollowSuccessions: Action {
    package static let name = "register.followSuccessions"
    package static let permission = Permission.registerImport
    static let most = 500

    package init() {}

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    /// How many households were moved.
    package func perform(in writing: Writing) throws -> Int {
        var moved = 0
        for step in try RegionSuccessors.due(on: writing.today, in: writing.reading) where moved < Self.most {
            let households = try writing.reading.rows(
                """
                SELECT v.household FROM household_versions v
                WHERE v.region = \(step.from.number) AND v.valid_until IS NULL AND v.known_until_ms IS NULL
                AND \(within: writing.reading.scope, "v.region") ORDER BY v.household LIMIT \(Self.most - moved)
                """
            ).map { try $0.integer("household") }
            for household in households { try follow(household, step, in: writing) }
            moved += households.count
        }
        writing.subject = "register"
        writing.note("moved", Int64(moved))
        return moved
    }

    private func follow(_ household: Int64, _ step: RegionSuccessors.Step, in writing: Writing) throws {
        let believed = try VersionTable<HouseholdField>.believed(of: [household], in: writing.reading)
        let revision = Revision.changing(believed, from: step.on, until: nil) { facts in
            facts.integer(.region) == step.from.number ? facts.changed([.region: .integer(step.to.number)]) : facts
        }
        try VersionTable.apply(revision, owner: household, to: believed, in: writing)
        guard let thread = try HouseholdThread.find(household, in: writing.reading) else { return }
        try ChangeRecord(.succession, on: step.on, reason: "区划变更").with(before: step.from.digits, after: step.to.digits)
            .write(household: household, in: writing)
        try writing.change(.households, id: household, ["changes": thread.changes + 1])
        try PeopleIndex.move(household: household, to: step.to, in: writing)
    }
}
