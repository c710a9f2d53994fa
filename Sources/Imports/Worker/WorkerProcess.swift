import CSandbox
import Dispatch
import Foundation
import Synchronization

/// Which program reads files: this very program with `read-delivery`, or another in tests.
package struct WorkerProgram: Sendable {
    package var path: String
    package var arguments: [String]

    package init(path: String = "/proc/self/exe", arguments: [String] = ["read-delivery"]) {
        (self.path, self.arguments) = (path, arguments)
    }
}

/// One reading of one file by a process of its own. `next` gives its frames as they come; a worker that crashes, hangs or takes too much ends in a
/// `FileRefusal` that says so, and nothing of it remains.
package final class WorkerProcess: Sendable {
    private let process: pid_t
    private let pipe: Int32
    private let limits: ReadingLimits
    private let started = DispatchTime.now()
    private let queue = DispatchQueue(label: "delivery-worker")
    private let state = Mutex(State())

    private struct State {
        var buffer: [UInt8] = []
        var at = 0
        var isReaped = false
        var isOver = false
        /// The most memory the worker was seen to hold, and when it was looked at.
        var peak = 0
        var looked: UInt64 = 0
    }

    /// Milliseconds between two looks at how much memory the worker holds.
    private static let look = 5

    /// Starts the worker on a file.
    package init(_ program: WorkerProgram, order: ReadingOrder, file: MemoryFile) throws {
        limits = order.limits
        let told = try MemoryFile()
        try told.append(try JSONEncoder().encode(order))
        told.rewind()
        file.rewind()
        var ends: [Int32] = [0, 0]
        guard sandbox_pipe(&ends) == 0 else { throw FileRefusal(.cannotStart, String(cString: strerror(errno))) }
        let writing = fcntl(ends[1], F_DUPFD_CLOEXEC, 10)
        close(ends[1])
        defer { close(writing) }
        pipe = ends[0]
        do { process = try WorkerProcess.spawn(program, order: told.descriptor, file: file.descriptor, answers: writing) } catch {
            close(ends[0])
            throw error
        }
    }

    deinit {
        _ = end()
        close(pipe)
    }

    private static func spawn(_ program: WorkerProgram, order: Int32, file: Int32, answers: Int32) throws(FileRefusal) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, order, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, file, ReadDelivery.fileDescriptor)
        posix_spawn_file_actions_adddup2(&actions, answers, ReadDelivery.answerDescriptor)
        sandbox_close_from(&actions, ReadDelivery.answerDescriptor + 1)
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let words = [program.path] + program.arguments
        // A crash must not print memory that holds personal data, nor wait for a debugger.
        let inherited: [String] = ["LD_LIBRARY_PATH", "GCONV_PATH"]
        let environment =
            ["SWIFT_BACKTRACE=enable=no", "LANG=C.UTF-8"]
            + inherited.compactMap { (name: String) in getenv(name).map { "\(name)=\(String(cString: $0))" } }
        var process: pid_t = 0
        let refused = withCStrings(words) { argv in
            withCStrings(environment) { posix_spawn(&process, program.path, &actions, &attributes, argv, $0) }
        }
        guard refused == 0 else { throw FileRefusal(.cannotStart, String(cString: strerror(refused))) }
        return process
    }

    private static func withCStrings<T>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T) -> T {
        let copies = texts.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }

    /// The next frame; nil after the last (`finished`). Throws a `FileRefusal` for a worker that refused the file, crashed or went over a limit.
    package func next() async throws -> Frame? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async { continuation.resume(with: Result { try self.wait() }) }
            }
        } onCancel: {
            kill(process, SIGKILL)
        }
    }

    private func wait() throws -> Frame? {
        while true {
            if let frame = try taken() { return frame }
            if state.withLock({ $0.isOver }) { return nil }
            try awaitBytes()
        }
    }

    /// A frame from the buffer. `refused` is thrown, and after `finished` nothing more is expected.
    private func taken() throws -> Frame? {
        let frame = try state.withLock { state throws -> Frame? in
            guard !state.isOver else { return nil }
            let frame = try Frame.take(from: &state.buffer, at: &state.at)
            if state.at > 1 << 20 || state.at == state.buffer.count {
                state.buffer.removeFirst(state.at)
                state.at = 0
            }
            if case .finished = frame { state.isOver = true }
            return frame
        }
        if case .refused(let refusal) = frame {
            _ = end()
            throw refusal
        }
        return frame
    }

    /// Reads more from the pipe, waiting no longer than the limits allow.
    private func awaitBytes() throws(FileRefusal) {
        let spent = Int((DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds) / 1_000_000)
        let left = limits.wallSeconds * 1000 - spent
        guard left > 0 else { throw ended(.time) }
        let patience = min(left, limits.silentSeconds * 1000)
        guard try hears(within: patience) else { throw ended(patience < limits.silentSeconds * 1000 ? .time : .silent) }
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        let got = read(pipe, &piece, piece.count)
        if got < 0, errno == EINTR { return }
        guard got > 0 else { throw ended(nil) }
        state.withLock { $0.buffer += piece[..<got] }
    }

    /// Waits for something to read, looking now and then at the worker's memory; false when there was nothing in all that time.
    private func hears(within milliseconds: Int) throws(FileRefusal) -> Bool {
        let begun = DispatchTime.now().uptimeNanoseconds
        while true {
            lookAtMemory()
            var watched = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            let ready = poll(&watched, 1, Int32(Self.look))
            if ready > 0 { return true }
            guard ready == 0 || errno == EINTR else { throw ended(.garbled) }
            if DispatchTime.now().uptimeNanoseconds - begun >= UInt64(milliseconds) * 1_000_000 { return false }
        }
    }

    /// What the system says of a process that is over is no less than what the process had that started it, however little it used itself: a
    /// server that holds gigabytes would take every crash for want of memory. So it is asked while the worker runs.
    private func lookAtMemory() {
        let now = DispatchTime.now().uptimeNanoseconds
        let isDue = state.withLock { state in
            guard now - state.looked >= UInt64(Self.look) * 1_000_000, !state.isReaped else { return false }
            state.looked = now
            return true
        }
        guard isDue, let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({ Int($0) })
        else { return }
        state.withLock { $0.peak = max($0.peak, kilobytes << 10) }
    }

    /// Stops the worker if it still runs and says why it is over. Without a reason of ours, its own end tells.
    private func ended(_ reason: FileRefusal.Code?) -> FileRefusal {
        guard let fate = end(killing: reason != nil) else { return FileRefusal(reason ?? .crashed) }
        if let reason { return FileRefusal(reason) }
        let signal = fate.status & 0x7F
        let peak = state.withLock { $0.peak }
        if signal == SIGXCPU || fate.seconds >= Int(limits.processorSeconds) { return FileRefusal(.time, "processor time") }
        // A Swift program without memory ends by a trap: whoever came near the limit ran into it.
        if signal == SIGSEGV || signal == SIGABRT || signal == SIGTRAP || signal == SIGILL || signal == SIGKILL,
            UInt64(peak) >= limits.data / 10 * 7
        {
            return FileRefusal(.memory, "\(peak >> 20) MB")
        }
        return FileRefusal(.crashed, signal == 0 ? "status \(fate.status >> 8 & 0xFF)" : "signal \(signal)")
    }

    /// Ends and reaps the process; nil if that was done before.
    private func end(killing: Bool = true) -> (status: Int32, seconds: Int)? {
        let isFirst = state.withLock { state in
            defer { state.isReaped = true }
            return !state.isReaped
        }
        guard isFirst else { return nil }
        if killing { kill(process, SIGKILL) }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        return (status, Int(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec))
    }
}
