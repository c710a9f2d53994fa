import Basics

/// A row of a register file that was not taken, and why.
package struct RejectedRow: Codable, Sendable, Hashable {
    package enum File: String, Codable, Sendable { case households, persons }
    package var file: File
    package var line: Int64
    package var column: String?
    package var code: String
    package var zh: String
    package var en: String

    package init(_ file: File, line: Int64, column: String?, _ problem: Problem) {
        self.file = file
        self.line = line
        self.column = column
        code = problem.code.rawValue
        zh = problem.zh
        en = problem.en
    }
}
