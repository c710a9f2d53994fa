import Actions
import HTTPTypes

/// Finds the route of a path. Built once; a path belongs to one route for each method and door.
struct RouteTable: Sendable {
    /// Everything that answers at one path.
    struct Endpoint: Sendable {
        var routes: [HTTPRequest.Method: Route] = [:]
        let door: Route.Door

        /// For `Allow`: HEAD comes with GET.
        var methods: [String] { (routes.keys.map(\.rawValue) + (routes[.get] == nil ? [] : ["HEAD"])).sorted() }
    }

    private final class Branch {
        var words: [String: Branch] = [:]
        var name: (String, Branch)?
        var endpoint: Endpoint?
    }

    /// A branch that no longer changes.
    private indirect enum Tree: Sendable {
        case node(words: [String: Tree], name: (String, Tree)?, endpoint: Endpoint?)
    }

    static let apiPrefix = ["api", "v1"]

    let routes: [Route]
    private let tree: Tree

    init(_ routes: [Route], _ log: StartLog) {
        self.routes = routes
        let root = Branch()
        for route in routes {
            for door in route.doors { Self.add(route, door, to: root, log) }
        }
        tree = Self.frozen(root)
    }

    private static func add(_ route: Route, _ door: Route.Door, to root: Branch, _ log: StartLog) {
        var branch = root
        for part in (door == .json ? apiPrefix.map(RoutePath.Part.word) : []) + route.path.parts {
            switch part {
            case .word(let word):
                let next = branch.words[word] ?? Branch()
                branch.words[word] = next
                branch = next
            case .name(let name):
                let next = branch.name ?? (name, Branch())
                if next.0 != name { log.error("route-name", "another route calls {\(name)} {\(next.0)}", at: route.label) }
                branch.name = next
                branch = next.1
            }
        }
        var endpoint = branch.endpoint ?? Endpoint(door: door)
        if let other = endpoint.routes[route.method] {
            log.error("route-twice", "is declared twice (\(other.summary), \(route.summary))", at: route.label)
        }
        endpoint.routes[route.method] = route
        branch.endpoint = endpoint
    }

    private static func frozen(_ branch: Branch) -> Tree {
        .node(
            words: branch.words.mapValues(frozen), name: branch.name.map { ($0.0, frozen($0.1)) }, endpoint: branch.endpoint)
    }

    /// The endpoint of a path and the values of its names; nil when there is none. Words win over names.
    func find(_ segments: [String]) -> (Endpoint, [String: String])? {
        var tree = tree
        var values: [String: String] = [:]
        for segment in segments {
            guard case .node(let words, let name, _) = tree else { return nil }
            if let next = words[segment] {
                tree = next
            } else if let (name, next) = name, !segment.isEmpty {
                values[name] = segment
                tree = next
            } else {
                return nil
            }
        }
        guard case .node(_, _, let endpoint?) = tree else { return nil }
        return (endpoint, values)
    }
}

extension Route {
    /// As messages name it: `POST /households/{household}/births`.
    var label: String { "\(method.rawValue) \(path)" }
}
