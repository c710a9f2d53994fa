import Actions
import HTTPTypes

extension Route {
    /// A stream of server-sent events at `path` and at `/api/v1` + `path`, for as long as the listener stays and may listen.
    ///
    ///     .events("/screen/events", needs: .figureRead, summary: "route.screen.events") { visit in
    ///         watch.changes(for: try visit.actor)
    ///     }
    ///
    /// An event says what is so now. Whether the listener may still listen is asked again while the stream runs (`EventHabits.ask`); it ends when the
    /// session has ended or the account's rights are others than at the beginning. One account has `EventHabits.perAccount` streams at most.
    package static func events<Events: AsyncSequence & Sendable>(
        _ path: String, needs: Permission? = nil, open: Openness? = nil, summary: String, inputs: [RouteInput] = [],
        _ listen: @escaping @Sendable (Visit) async throws -> Events
    ) -> Route where Events.Element == ServerEvent {
        var route = Route(
            .get, path, needs: needs, open: open, summary: summary, doors: [.html, .json], inputs: inputs + (open == nil ? [.region] : [])
        ) { visit, _ in .events(EventAnswer(try await listen(visit))) }
        route.givesEvents = true
        return route
    }
}
