import Actions
import Basics
import Storage
import Web

extension Route {
    /// The household's page and what is asked from it.
    static let household: [Route] = [
        .page(
            "/households/{household}", HouseholdPage.self, needs: .householdRead, summary: "route.household",
            inputs: [
                RouteInput("as_of", summary: "input.as-of", schema: .text(format: "date")),
                RouteInput("known_at", summary: "input.known", schema: .text(format: "date")),
            ]
        ) { visit in try await HouseholdPage.read(visit) },
        reveal("/households/{household}/reveals/{field}"), reveal("/households/{household}/people/{person}/reveals/{field}"),
    ]

    /// Shows one number. The act is logged before the number is read; without script the page with the number masked comes back.
    private static func reveal(_ path: String) -> Route {
        .submit(path, RevealNumber.self, outcome: Revealed.schema, needs: .personReveal, summary: "route.reveal", pace: .guarded) { visit, _ in
            try await HouseholdPage.read(visit)
        } _: { visit, action in
            let done = try await visit.perform(action)
            guard visit.format == .json else { return .seeOther("/households/\(action.household)") }
            return try .data(Revealed(value: try await visit.ask(RevealedNumber(done.outcome))))
        }
    }
}

/// What a reveal answers.
struct Revealed: Codable, Sendable {
    var value: String
    static let schema = try? SchemaRecorder.schema(of: Revealed.self)
}

extension HouseholdPage {
    static func read(_ visit: Visit) async throws -> HouseholdPage {
        let known = try visit.date("known_at").map { day in
            // Everything learned on that day counts: up to its midnight in China.
            Moment(milliseconds: Int64(day.daysSinceEpoch + 1) * 86_400_000 - 8 * 3_600_000 - 1)
        }
        let found = try await visit.ask(ShowHousehold(id: visit.id("household"), day: visit.date("as_of"), known: known))
        return try HouseholdPage(found, visit)
    }
}
