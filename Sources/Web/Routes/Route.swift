import Actions
import HTTPTypes
import Hummingbird

/// One thing the site answers: its path, who may ask, what may come with the question and what comes back. HTML and JSON stand on the same
/// declaration; what is not declared is not served.
package struct Route: Sendable {
    /// The paths under which it is served: `/x` for people, `/api/v1/x` for machines.
    enum Door: Sendable, Hashable { case html, json }

    /// For routes without a permission.
    package enum Openness: Sendable { case everyone, signedIn }

    enum Access: Sendable, Hashable {
        case everyone, signedIn
        case permission(Permission)
        case undeclared
    }

    /// What a body may be.
    enum Body: Sendable {
        case none
        case fields(type: any (Decodable & Sendable).Type, schema: Schema)
        case file
    }

    let method: HTTPRequest.Method
    let path: RoutePath
    let access: Access
    /// The key of one line that says what it does; it becomes the OpenAPI summary.
    let summary: String
    let doors: Set<Door>
    package var inputs: [RouteInput]
    let body: Body
    /// The shape of `data`; nil for files and for answers without content.
    let answer: Schema?
    /// Whether a file comes back.
    private(set) var givesFile: Bool
    /// Whether events come back, for as long as somebody listens.
    var givesEvents = false
    let isList: Bool
    /// The page model's template and shape, for the check at the start.
    let page: (any PageModel.Type)?
    var pace: Pace
    var bodyLimit: Int
    let handle: @Sendable (Visit, Incoming) async throws -> Answer

    init(
        _ method: HTTPRequest.Method, _ path: String, needs: Permission?, open: Openness?, summary: String, doors: Set<Door>,
        inputs: [RouteInput] = [],
        body: Body = .none, answer: Schema? = nil, isList: Bool = false, page: (any PageModel.Type)? = nil, pace: Pace? = nil,
        bodyLimit: Int = 256 << 10, handle: @escaping @Sendable (Visit, Incoming) async throws -> Answer
    ) {
        self.method = method
        self.path = RoutePath(path)
        access =
            switch (needs, open) {
            case (let needs?, nil): .permission(needs)
            case (nil, .everyone): .everyone
            case (nil, .signedIn): .signedIn
            default: .undeclared
            }
        self.summary = summary
        self.doors = doors
        self.inputs = inputs
        self.body = body
        self.answer = answer
        givesFile = method == .get && answer == nil
        self.isList = isList
        self.page = page
        self.pace = pace ?? (method == .get ? .reading : .writing)
        self.bodyLimit = bodyLimit
        self.handle = handle
    }

    /// The same, with a file as its answer at both doors: what a form asks for and takes away.
    package func givingFile() -> Route {
        var route = self
        route.givesFile = true
        return route
    }
}

/// How often one account or address may come; the figures stand in the site's configuration.
package enum Pace: String, Sendable, CaseIterable {
    case reading, writing
    /// Where secrets are tried: sign-in, second factor, reset.
    case guarded
    /// Heavy: exports, uploads.
    case heavy
}

/// One value of the query a route takes.
package struct RouteInput: Sendable, Hashable {
    package let name: String
    /// The key of its description.
    package let summary: String
    package let schema: Schema

    package init(_ name: String, summary: String, schema: Schema = .text()) {
        self.name = name
        self.summary = summary
        self.schema = schema
    }

    /// Whether a value has the declared shape; patterns are the room's own to judge.
    func fits(_ value: String) -> Bool {
        switch schema {
        case .integer(let minimum, let maximum): Int64(value).map { $0 >= minimum ?? .min && $0 <= maximum ?? .max } ?? false
        case .bool: value == "true" || value == "false"
        case .text(_, let choices?, _): choices.contains(value)
        default: !value.isEmpty
        }
    }

    static let region = RouteInput("region", summary: "input.region", schema: .text(pattern: "^[1-9][0-9]{11}$"))
    static let after = RouteInput("after", summary: "input.after")
    static let limit = RouteInput("limit", summary: "input.limit", schema: .integer(minimum: 1, maximum: 200))
}
