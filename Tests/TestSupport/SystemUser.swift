import Foundation

/// Whom PostgreSQL runs as when the tests run as root, which it refuses to be.
struct SystemUser: Sendable {
    let name: String
    let id: uid_t
    let group: gid_t

    /// Nil when we are not root.
    static func forPostgres() throws -> SystemUser? {
        guard getuid() == 0 else { return nil }
        for name in ["postgres", "nobody"] {
            if let entry = getpwnam(name) { return SystemUser(name: name, id: entry.pointee.pw_uid, group: entry.pointee.pw_gid) }
        }
        throw CommandFailure(command: "getpwnam", output: "there is no user postgres or nobody")
    }

    /// A command run as this user.
    func command(_ command: [String]) -> [String] {
        ["/usr/bin/setpriv", "--reuid=\(id)", "--regid=\(group)", "--clear-groups", "--"] + command
    }
}
