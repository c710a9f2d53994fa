import Foundation

/// A program run to its end.
///
/// By `posix_spawn` and `waitpid`, because Foundation's `Process` waits until also what the program left running has ended: a server never does.
enum Command {
    /// Throws with what the program wrote if it did not succeed.
    static func run(_ command: [String]) async throws {
        let log = NSTemporaryDirectory() + "/youshu-command-" + UUID().uuidString
        defer { unlink(log) }
        let process = try start(command, reading: "/dev/null", writing: log)
        let status = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(process, &status, 0) < 0, errno == EINTR {}
                continuation.resume(returning: status)
            }
        }
        guard status == 0 else {
            let words = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw CommandFailure(command: command.joined(separator: " "), output: words)
        }
    }

    /// Starts a program whose end nobody waits for, reading from a descriptor of ours.
    static func leave(_ command: [String], reading descriptor: Int32) throws {
        _ = try start(command, reading: "/dev/fd/\(descriptor)", writing: "/dev/null")
    }

    private static func start(_ command: [String], reading input: String, writing output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let settings = ["PATH=/usr/bin:/bin", "LC_ALL=C", "HOME=/"]
        let arguments = command.map { strdup($0) } + [nil]
        let environment = settings.map { strdup($0) } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, command[0], &actions, nil, arguments, environment)
        guard code == 0 else { throw CommandFailure(command: command[0], output: String(cString: strerror(code))) }
        return process
    }
}

struct CommandFailure: Error, CustomStringConvertible {
    let command: String
    let output: String
    var description: String { "\(command): \(output)" }
}
