import Actions
import HTTPTypes

/// Writes the parts of the document, gathering the named shapes on the way.
struct OpenAPIWriter {
    let strings: StringCatalogue
    private(set) var schemas: [String: JSONTree] = [:]

    init(strings: StringCatalogue) {
        self.strings = strings
        schemas["Problem"] = Self.problem
    }

    mutating func paths(_ routes: [Route]) -> [(String, JSONTree)] {
        let byPath = Dictionary(grouping: routes) { $0.path.description }
        return byPath.keys.sorted().map { path in
            let operations = (byPath[path] ?? []).sorted { $0.method.rawValue < $1.method.rawValue }
            return (path, .object(operations.map { ($0.method.rawValue.lowercased(), operation($0)) }))
        }
    }

    private mutating func operation(_ route: Route) -> JSONTree {
        var members: [(String, JSONTree)] = [
            ("operationId", .text(Self.operationID(route))), ("summary", .text(strings.text(route.summary, .en))),
        ]
        var parameters = route.path.names.map { pathParameter($0, route) }
        for input in route.inputs { parameters.append(parameter(input)) }
        if route.method == .post {
            parameters.append(Self.header("Idempotency-Key", .object([("type", .text("string")), ("pattern", .text("^[!-~]{8,64}$"))])))
            parameters.append(Self.header("If-Match", .object([("type", .text("string")), ("pattern", .text("^(W/)?\"[0-9]{1,15}[^\"]*\"$"))])))
        }
        if !parameters.isEmpty { members.append(("parameters", .list(parameters))) }
        if let body = body(route) { members.append(("requestBody", body)) }
        members.append(("responses", .object(responses(route))))
        switch route.access {
        case .everyone: members.append(("security", .list([])))
        default: members.append(("security", .list([.object([("bearer", .list([]))]), .object([("session", .list([]))])])))
        }
        if case .permission(let permission) = route.access { members.append(("x-permission", .text(permission.name))) }
        return .object(members)
    }

    private static func operationID(_ route: Route) -> String {
        let words = route.path.parts.map { part in
            switch part {
            case .word(let word): word.replacing("-", with: "_").replacing(".", with: "_")
            case .name(let name): "by_\(name)"
            }
        }
        return ([route.method.rawValue.lowercased()] + words).joined(separator: "_")
    }

    // MARK: What comes in

    /// A name of the path has the shape of the action's field of that name; for a page it is a text, and a wrong one is not found.
    private mutating func pathParameter(_ name: String, _ route: Route) -> JSONTree {
        var schema = JSONTree.object([("type", .text("string")), ("minLength", .integer(1))])
        if case .fields(_, .object(let object)) = route.body, let property = object.properties.first(where: { SnakeCase.name($0.name) == name }) {
            schema = tree(property.schema)
        }
        return .object([("name", .text(name)), ("in", .text("path")), ("required", .bool(true)), ("schema", schema)])
    }

    private mutating func parameter(_ input: RouteInput) -> JSONTree {
        .object([
            ("name", .text(input.name)), ("in", .text("query")), ("required", .bool(false)),
            ("description", .text(strings.text(input.summary, .en))), ("schema", filled(input.schema)),
        ])
    }

    /// A value of the query is left out rather than empty.
    private mutating func filled(_ schema: Schema) -> JSONTree {
        guard case .object(let members) = tree(schema) else { return tree(schema) }
        if case .text(_, nil, nil) = schema { return .object(members + [("minLength", .integer(1))]) }
        return .object(members)
    }

    private static func header(_ name: String, _ schema: JSONTree) -> JSONTree {
        .object([("name", .text(name)), ("in", .text("header")), ("required", .bool(false)), ("schema", schema)])
    }

    private mutating func body(_ route: Route) -> JSONTree? {
        switch route.body {
        case .none: return nil
        case .file:
            return .object([
                ("required", .bool(true)),
                (
                    "content",
                    .object([("application/octet-stream", .object([("schema", .object([("type", .text("string")), ("format", .text("binary"))]))]))])
                ),
            ])
        case .fields(_, let schema):
            return .object([
                ("required", .bool(true)),
                ("content", .object([("application/json", .object([("schema", bodySchema(schema, without: Set(route.path.names)))]))])),
            ])
        }
    }

    /// A body's shape: the fields that are not in the path, those that belong to every write, and nothing else.
    private mutating func bodySchema(_ schema: Schema, without names: Set<String>) -> JSONTree {
        guard case .object(let object) = schema else { return .object([("type", .text("object"))]) }
        let properties = object.properties.filter { !names.contains(SnakeCase.name($0.name)) }
        var members = properties.map { (SnakeCase.name($0.name), tree($0.schema)) }
        members.append(("purpose", .object([("type", .text("string"))])))
        members.append(("device_time", .object([("type", .text("string"))])))
        members.append(("base_version", .object([("type", .text("integer"))])))
        return .object([
            ("type", .text("object")), ("properties", .object(members)),
            ("required", .list(properties.filter(\.isRequired).map { .text(SnakeCase.name($0.name)) })), ("additionalProperties", .bool(false)),
        ])
    }

    // MARK: What goes out

    private mutating func responses(_ route: Route) -> [(String, JSONTree)] {
        var responses: [(String, JSONTree)] = []
        if let answer = route.answer {
            responses.append(
                (
                    "200",
                    .object([
                        ("description", .text(strings.text(route.summary, .en))),
                        ("content", .object([("application/json", .object([("schema", envelope(answer, route))]))])),
                    ])
                ))
        } else if route.givesEvents {
            responses.append(("200", Self.events))
        } else if route.givesFile {
            responses.append(("200", .object([("description", .text("The file.")), ("content", .object([("*/*", .object([]))]))])))
        } else {
            responses.append(("204", .object([("description", .text("Done."))])))
        }
        if route.method == .get, route.answer != nil { responses.append(("304", .object([("description", .text("Not changed."))]))) }
        return responses + Self.failures(route).map { (String($0), Self.failure) }
    }

    private mutating func envelope(_ answer: Schema, _ route: Route) -> JSONTree {
        let meta: [(String, JSONTree)] =
            route.isList
            ? [("next", .object([("type", .list([.text("string"), .text("null")]))]))] : [("version", .object([("type", .text("integer"))]))]
        return .object([
            ("type", .text("object")),
            ("properties", .object([("data", tree(answer)), ("meta", .object([("type", .text("object")), ("properties", .object(meta))]))])),
            ("required", .list([.text("data"), .text("meta")])),
        ])
    }

    private static func failures(_ route: Route) -> [Int] {
        var codes: Set<Int> = [400, 404, 422, 429, 503]
        if route.access != .everyone { codes.formUnion([401, 403]) }
        if route.method == .post { codes.formUnion([403, 409, 413, 415, 507]) }
        return codes.sorted()
    }

    /// A stream stays open; each event is a line `event:` with its name and lines `data:` with JSON.
    private static let events = JSONTree.object([
        ("description", .text("Events for as long as the caller listens and may: see the summary.")),
        ("content", .object([("text/event-stream", .object([("schema", .object([("type", .text("string"))]))]))])),
    ])

    private static let failure = JSONTree.object([
        ("description", .text("Refused; the body says why and what to do.")),
        ("content", .object([("application/problem+json", .object([("schema", .object([("$ref", .text("#/components/schemas/Problem"))]))]))])),
    ])

    private static var problem: JSONTree {
        func string() -> JSONTree { .object([("type", .text("string"))]) }
        let field = JSONTree.object([
            ("type", .text("object")),
            ("properties", .object(["field", "target", "code", "text", "remedy"].map { ($0, string()) })),
        ])
        return .object([
            ("type", .text("object")),
            (
                "properties",
                .object([
                    ("status", .object([("type", .text("integer"))])), ("code", string()), ("title", string()), ("detail", string()),
                    ("what_to_do", string()), ("request_id", string()), ("fields", .object([("type", .text("array")), ("items", field)])),
                ])
            ),
            ("required", .list(["status", "code", "title", "detail", "what_to_do", "request_id", "fields"].map { .text($0) })),
        ])
    }

    // MARK: Shapes

    private mutating func tree(_ schema: Schema) -> JSONTree {
        switch schema {
        case .text(let format, let choices, let pattern):
            var members: [(String, JSONTree)] = [("type", .text("string"))]
            if let format { members.append(("format", .text(format))) }
            if let choices { members.append(("enum", .list(choices.map { .text($0) }))) }
            if let pattern { members.append(("pattern", .text(pattern))) }
            return .object(members)
        case .integer(let minimum, let maximum):
            var members: [(String, JSONTree)] = [("type", .text("integer"))]
            if let minimum { members.append(("minimum", .integer(minimum))) }
            if let maximum { members.append(("maximum", .integer(maximum))) }
            return .object(members)
        case .number: return .object([("type", .text("number"))])
        case .bool: return .object([("type", .text("boolean"))])
        case .list(let item): return .object([("type", .text("array")), ("items", tree(item))])
        case .map(let value): return .object([("type", .text("object")), ("additionalProperties", tree(value))])
        case .nullable(let inner): return .object([("anyOf", .list([tree(inner), .object([("type", .text("null"))])]))])
        case .reference(let name): return .object([("$ref", .text("#/components/schemas/\(name)"))])
        case .any: return .object([])
        case .object(let object): return reference(object)
        }
    }

    private mutating func reference(_ object: ObjectSchema) -> JSONTree {
        if schemas[object.name] == nil {
            schemas[object.name] = .object([])  // so that one that holds itself comes to an end
            schemas[object.name] = .object([
                ("type", .text("object")), ("properties", .object(object.properties.map { (SnakeCase.name($0.name), tree($0.schema)) })),
                ("required", .list(object.properties.filter(\.isRequired).map { .text(SnakeCase.name($0.name)) })),
            ])
        }
        return .object([("$ref", .text("#/components/schemas/\(object.name)"))])
    }
}
