import Actions
import HTTPTypes

extension Route {
    /// A page for people at `path` and the same value as JSON at `/api/v1` + `path`.
    ///
    ///     .page("/households/{household}", HouseholdPage.self, needs: .householdRead, summary: "route.household") { visit in
    ///         try await visit.ask(HouseholdPageQuery(id: visit.id("household"), language: visit.language))
    ///     }
    package static func page<Page: PageModel>(
        _ path: String, _ type: Page.Type, needs: Permission? = nil, open: Openness? = nil, summary: String, inputs: [RouteInput] = [],
        json: Bool = true, pace: Pace = .reading, _ read: @escaping @Sendable (Visit) async throws -> Page
    ) -> Route {
        Route(
            .get, path, needs: needs, open: open, summary: summary, doors: json ? [.html, .json] : [.html],
            inputs: inputs + (open == nil ? [.region] : []), answer: try? SchemaRecorder.schema(of: type), page: type, pace: pace
        ) { visit, _ in .page(try await read(visit)) }
    }

    /// A list: `?after=` and `?limit=` come in, `meta.next` and a Link header go out.
    package static func list<Page: ListModel>(
        _ path: String, _ type: Page.Type, needs: Permission? = nil, open: Openness? = nil, summary: String, inputs: [RouteInput] = [],
        json: Bool = true, _ read: @escaping @Sendable (Visit) async throws -> Page
    ) -> Route {
        Route(
            .get, path, needs: needs, open: open, summary: summary, doors: json ? [.html, .json] : [.html],
            inputs: inputs + (open == nil ? [.region] : []) + [.after, .limit], answer: try? SchemaRecorder.schema(of: type), isList: true, page: type
        ) { visit, _ in .list(try await read(visit)) }
    }

    /// A form for people only; machines send what the form sends.
    package static func form<Page: PageModel>(
        _ path: String, _ type: Page.Type, needs: Permission? = nil, open: Openness? = nil, summary: String, inputs: [RouteInput] = [],
        _ read: @escaping @Sendable (Visit) async throws -> Page
    ) -> Route {
        page(path, type, needs: needs, open: open, summary: summary, inputs: inputs, json: false, read)
    }

    /// A file to take away: a download, an export. Served at both doors.
    package static func file(
        _ path: String, needs: Permission? = nil, open: Openness? = nil, summary: String, inputs: [RouteInput] = [],
        _ read: @escaping @Sendable (Visit) async throws -> FileAnswer
    ) -> Route {
        Route(.get, path, needs: needs, open: open, summary: summary, doors: [.html, .json], inputs: inputs, pace: .heavy) { visit, _ in
            .file(try await read(visit))
        }
    }

    /// JSON only, for what machines ask and no page shows.
    package static func json<Content: Codable & Sendable>(
        _ path: String, _ type: Content.Type, needs: Permission? = nil, open: Openness? = nil, summary: String, inputs: [RouteInput] = [],
        _ read: @escaping @Sendable (Visit) async throws -> Content
    ) -> Route {
        Route(
            .get, path, needs: needs, open: open, summary: summary, doors: [.json], inputs: inputs, answer: try? SchemaRecorder.schema(of: type)
        ) { visit, _ in .data(try PageValueEncoder.value(of: try await read(visit))) }
    }
}
