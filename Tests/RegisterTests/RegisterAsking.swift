import Actions
import Basics
import Storage
import Testing

@testable import Register

/// What the household's page would say of who lives there.
func members(_ desk: Desk, _ household: Int64, on day: String, known: Moment? = nil) async throws -> [Version<MemberField>] {
    let asOf = AsOf(day: RegisterWorld.day(day), known: known)
    return try await desk.database.read { reader in
        try VersionTable<MemberField>.select(
            "v.household = \(household) AND \(sql: asOf.condition)",
            in: Reading(reader: reader, vault: desk.vault, actor: RegisterWorld.province(), now: RegisterWorld.morning))
    }
}

func names(_ desk: Desk, _ tian: Tian, on day: String, known: Moment? = nil) async throws -> Set<String> {
    Set(try await members(desk, tian.household, on: day, known: known).compactMap { $0.facts.text(.name) })
}

func household(_ desk: Desk, _ household: Int64, on day: String, known: Moment? = nil) async throws -> Facts<HouseholdField>? {
    let asOf = AsOf(day: RegisterWorld.day(day), known: known)
    return try await desk.database.read { reader in
        try VersionTable<HouseholdField>.versions(
            of: [household], where: asOf.condition,
            in: Reading(reader: reader, vault: desk.vault, actor: RegisterWorld.province(), now: RegisterWorld.morning)
        ).first?.facts
    }
}

extension Refusal {
    var fields: [String] { if case .invalid(let problems) = self { problems.map(\.field) } else { [] } }
}

/// Expects a refusal that names a field.
func expectRefusal(_ field: String, _ body: () async throws -> some Any, sourceLocation: SourceLocation = #_sourceLocation) async {
    do {
        _ = try await body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let refusal as Refusal {
        #expect(refusal.fields.contains(field), "\(refusal)", sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
}
