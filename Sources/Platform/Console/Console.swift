import Glibc

/// Where a command writes. A value, so that tests can listen.
package struct Console: Sendable {
    /// To standard output: results.
    package var write: @Sendable (String) -> Void
    /// To standard error: progress and complaints.
    package var complain: @Sendable (String) -> Void
    /// Whether standard error is a terminal, which can redraw a line.
    package var isTerminal: Bool
    /// Columns of that terminal.
    package var width: Int

    package init(
        write: @escaping @Sendable (String) -> Void, complain: @escaping @Sendable (String) -> Void, isTerminal: Bool = false, width: Int = 100
    ) {
        self.write = write
        self.complain = complain
        self.isTerminal = isTerminal
        self.width = width
    }

    /// The process's own.
    package static var standard: Console {
        let isTerminal = isatty(STDERR_FILENO) == 1
        return Console(
            write: { put($0, to: STDOUT_FILENO) }, complain: { put($0, to: STDERR_FILENO) }, isTerminal: isTerminal,
            width: isTerminal ? terminalWidth() : 100)
    }

    private static func put(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let written = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if written < 0, errno == EINTR { continue }
                // A closed pipe: nobody reads any more.
                guard written > 0 else { return }
                done += written
            }
        }
    }

    private static func terminalWidth() -> Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
        return Int(size.ws_col)
    }
}
