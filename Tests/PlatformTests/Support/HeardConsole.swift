import Synchronization

@testable import Platform

/// A console that remembers what was written to it.
final class HeardConsole: Sendable {
    private let heard = Mutex((out: "", err: ""))

    var out: String { heard.withLock { $0.out } }
    var err: String { heard.withLock { $0.err } }

    var console: Console {
        Console(write: { text in self.heard.withLock { $0.out += text } }, complain: { text in self.heard.withLock { $0.err += text } })
    }

    /// Runs one command line; its status and what it wrote.
    static func run(_ arguments: String...) async -> (status: Int32, out: String, err: String) {
        let listener = HeardConsole()
        let status = await Program.run(arguments, on: listener.console)
        return (status, listener.out, listener.err)
    }
}
