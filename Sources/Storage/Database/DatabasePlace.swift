import Foundation

/// Where the data live: a file of SQLite's, or a database of a PostgreSQL server.
package enum DatabasePlace: Sendable, Hashable {
    /// The path of the file; its folder exists.
    case sqlite(path: String)
    /// `postgres://user@host:port/database?…`, or libpq's `host=… dbname=…`.
    case postgres(url: String)

    /// What stands behind `--database`: a path, `sqlite:path`, or `postgres://…`.
    package init(parsing text: String) throws {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(url: text)
        } else if text.hasPrefix("sqlite:") {
            self = .sqlite(path: try Self.path(String(text.dropFirst("sqlite:".count))))
        } else if let scheme = text.range(of: "://") {
            throw StorageProblem.refused("\(text[..<scheme.lowerBound]):// is no database; write a path, sqlite:PATH or postgres://…")
        } else {
            self = .sqlite(path: try Self.path(text))
        }
    }

    private static func path(_ text: String) throws -> String {
        guard !text.isEmpty, !text.hasPrefix(":"), !text.utf8.contains(0) else {
            throw StorageProblem.refused("the database needs the path of a file")
        }
        return text
    }
}

extension DatabasePlace: CustomStringConvertible {
    /// Without the password that a URL may carry.
    package var description: String {
        switch self {
        case .sqlite(let path): path
        case .postgres: "PostgreSQL"
        }
    }
}
