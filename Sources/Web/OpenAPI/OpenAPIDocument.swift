import HTTPTypes

/// The API's description in OpenAPI 3.1, made from the same declarations that are served.
struct OpenAPIDocument {
    let bytes: [UInt8]

    init(routes: [Route], strings: StringCatalogue) {
        var writer = OpenAPIWriter(strings: strings)
        let paths = writer.paths(routes.filter { $0.doors.contains(.json) })
        let document = JSONTree.object([
            ("openapi", .text("3.1.0")),
            (
                "info",
                .object([
                    ("title", .text(strings.text("app.api", .en))), ("version", .text("1")),
                    ("description", .text(strings.text("app.api.text", .en))),
                ])
            ),
            ("servers", .list([.object([("url", .text("/api/v1"))])])),
            ("paths", .object(paths)),
            (
                "components",
                .object([
                    ("schemas", .object(writer.schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
                    (
                        "securitySchemes",
                        .object([
                            ("bearer", .object([("type", .text("http")), ("scheme", .text("bearer"))])),
                            ("session", .object([("type", .text("apiKey")), ("in", .text("cookie")), ("name", .text(Cookies.session(true)))])),
                        ])
                    ),
                ])
            ),
        ])
        bytes = Array(document.text(indent: 0).utf8) + [0x0A]
    }
}

/// JSON with its names as they are, in their order, indented for people who read differences.
indirect enum JSONTree {
    case text(String)
    case integer(Int64)
    case bool(Bool)
    case list([JSONTree])
    case object([(String, JSONTree)])

    func text(indent: Int) -> String {
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch self {
        case .text(let text): return String(decoding: JSONText.bytes(of: .text(text)), as: UTF8.self)
        case .integer(let number): return String(number)
        case .bool(let bool): return bool ? "true" : "false"
        case .list(let items):
            if items.isEmpty { return "[]" }
            return "[\n" + items.map { inner + $0.text(indent: indent + 1) }.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            let lines = members.map { "\(inner)\(JSONTree.text($0.0).text(indent: 0)): \($0.1.text(indent: indent + 1))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }
}
