import Glibc

/// Why a whole file cannot be read or written: what happened, where, why, and what to do about it.
package struct TableProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package var path: String
    package var line: Int?
    package var what: String
    package var why: String
    package var advice: String

    package init(path: String, line: Int? = nil, what: String, why: String, advice: String) {
        self.path = path
        self.line = line
        self.what = what
        self.why = why
        self.advice = advice
    }

    package var description: String {
        let place = line.map { "\(path):\($0)" } ?? path
        return "\(place): \(what): \(why). \(advice)"
    }

    /// What the system said of a call that failed (`errno` just after it).
    static func system(_ what: String, path: String, code: Int32) -> TableProblem {
        TableProblem(
            path: path, what: what, why: String(cString: strerror(code)), advice: "Check that the file exists, may be used and that the disk is well")
    }
}
