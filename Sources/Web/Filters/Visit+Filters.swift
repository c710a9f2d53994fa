import Actions
import Foundation

extension Visit {
    /// Keeps a personal filter for this account; the token goes into the address as `?q=`.
    ///
    ///     .submit("/households/search", HouseholdFilter.self, …) { visit, filter in
    ///         .seeOther("/households?q=\(try await visit.keepFilter(filter))")
    ///     }
    package func keepFilter(_ filter: some Encodable & Sendable) async throws -> String {
        let content = String(decoding: try JSONEncoder().encode(filter), as: UTF8.self)
        return try await QueryTokens.keep(content, for: actor.account, at: now, in: desk)
    }

    /// The filter behind `?q=`; nil when the address has none, or it has ended, or another account made it.
    package func filter<Filter: Decodable>(_ type: Filter.Type) async throws -> Filter? {
        guard let token = query("q"), let content = try await QueryTokens.find(token, for: actor.account, at: now, in: desk) else { return nil }
        return try? JSONDecoder().decode(type, from: Data(content.utf8))
    }
}

extension RouteInput {
    /// The token of a personal filter.
    package static let filter = RouteInput("q", summary: "input.filter", schema: .text(pattern: "^[0-9a-f]{32}$"))
}
