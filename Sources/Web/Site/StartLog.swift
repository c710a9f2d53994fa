import Declarations
import Synchronization

/// What is wrong with the declarations of the rooms, gathered so that a start that fails says everything at once.
final class StartLog: Sendable {
    private let found = Mutex<[StartProblem]>([])

    var problems: [StartProblem] { found.withLock { $0 } }

    func error(_ code: String, _ message: String, at place: String) {
        let problem = StartProblem(code: code, message: message, place: place)
        found.withLock { if !$0.contains(problem) { $0.append(problem) } }
    }

    /// The same with the name that was probably meant.
    func error(_ code: String, _ message: String, at place: String, among names: some Sequence<String>, wanted: String) {
        let meant = nearest(wanted, among: names).map { "; did you mean '\($0)'?" } ?? ""
        error(code, message + meant, at: place)
    }
}

/// One declaration that cannot be served.
package struct StartProblem: Sendable, Hashable, CustomStringConvertible {
    package let code: String
    package let message: String
    /// File and line, or the route.
    package let place: String
    package var description: String { "\(place): \(message) [\(code)]" }
}

/// Thrown when the site cannot be put together; lists everything that is wrong.
package struct StartFailure: Error, CustomStringConvertible {
    package let problems: [StartProblem]
    package var description: String {
        "the site cannot start, \(problems.count) declarations are wrong:\n" + problems.map(\.description).joined(separator: "\n")
    }
}
