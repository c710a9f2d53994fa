import ArgumentParser
import Basics
import Datasets
import Foundation
import Imports
import Tabular

/// The door of the room: the whole program but the process it runs in.
package enum Program {
    /// What `youshu --version` and `run.json` say.
    package static let version = "0.1.0"

    /// Runs one command line (without the program's own name); the exit status.
    package static func run(_ arguments: [String], on console: Console) async -> Int32 {
        // The worker that reads a file from outside: nothing of the rest is set up in it.
        if arguments == WorkerProgram().arguments { return ImportsCommands.readDelivery() }
        do {
            var parsed = try RootCommand.parseAsRoot(arguments)
            guard var command = parsed as? any ConsoleCommand else {
                try parsed.run()
                return ExitStatus.fine.rawValue
            }
            return try await command.run(on: console).rawValue
        } catch {
            return ConsoleRefusal(error, asJSON: arguments.contains("--json")).report(on: console)
        }
    }
}

/// What the process says when it ends. Documented in `youshu --help` and docs/commands.md.
package enum ExitStatus: Int32, Sendable {
    case fine = 0
    /// The command ran and found something wrong: an invalid number, a mistake in a pack, rejected rows in an inspected file.
    case found = 1
    /// It could not run: a wrong call, or something that cannot be read or written.
    case refused = 2
    /// A source's own assertions stopped the comparison.
    case stopped = 3
}

/// A command that writes to a console and says how it went.
protocol ConsoleCommand: ParsableCommand {
    mutating func run(on console: Console) async throws -> ExitStatus
}

/// Why a command did not do its work, in words for whoever typed it.
struct CommandFailure: Error {
    var status: ExitStatus = .refused
    /// A stable word for machines.
    var code: String
    var message: String
    /// What to do about it.
    var advice: String?
}

/// An error on its way to the console: the form it takes, and the status it ends with.
private struct ConsoleRefusal {
    var status: ExitStatus
    var code: String
    var message: String
    /// Help and version go to standard output: they were asked for.
    var isAnswer = false
    var asJSON: Bool

    init(_ error: any Error, asJSON: Bool) {
        self.asJSON = asJSON
        switch error {
        case let failure as CommandFailure:
            (status, code) = (failure.status, failure.code)
            message = "youshu: \(failure.message)" + (failure.advice.map { "\n        \($0)" } ?? "")
        case let problem as Problem:
            (status, code, message) = (.refused, problem.code.rawValue, "youshu: \(problem.en)\n        \(problem.zh)")
        case let problem as TableProblem: (status, code, message) = (.refused, "unreadable-file", "youshu: \(problem)")
        case let problem as DeliveryProblem: (status, code, message) = (problem.status, problem.word, "youshu: \(problem)")
        default:
            isAnswer = RootCommand.exitCode(for: error).isSuccess
            (status, code) = (isAnswer ? .fine : .refused, "wrong-call")
            message = RootCommand.fullMessage(for: error)
        }
    }

    func report(on console: Console) -> Int32 {
        if isAnswer {
            console.write(message + "\n")
        } else {
            console.complain(message + "\n")
            if asJSON { console.write(JSONText.of(Printed(error: .init(code: code, message: message, status: status.rawValue)))) }
        }
        return status.rawValue
    }

    private struct Printed: Encodable {
        struct Detail: Encodable {
            var code: String
            var message: String
            var status: Int32
        }
        var error: Detail
    }
}

extension DeliveryProblem {
    fileprivate var status: ExitStatus {
        switch self {
        case .tooFewRows, .tooManyRejected: .stopped
        default: .refused
        }
    }

    fileprivate var word: String {
        switch self {
        case .file: "unreadable-file"
        case .header: "header"
        case .tooFewRows: "too-few-rows"
        case .tooManyRejected: "too-many-rejected"
        case .registerMissing: "register-missing"
        case .outOfMemory: "out-of-memory"
        }
    }
}
