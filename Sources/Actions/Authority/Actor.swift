import Basics

/// The person, or the program, on whose behalf something is read or written. Made by Access from a session or a token, and nowhere else.
package struct Actor: Sendable, Hashable {
    /// The account's number; it stands in the audit log.
    package let account: Int64
    /// The name as shown on the screen.
    package let name: String
    /// The role's name, such as `county-office`.
    package let role: String
    package let permissions: Set<Permission>
    package let scope: Scope
    /// The number of the token that a machine came with; nil for people.
    package let token: Int64?

    package init(account: Int64, name: String, role: String, permissions: Set<Permission>, scope: Scope, token: Int64? = nil) {
        self.account = account
        self.name = name
        self.role = role
        self.permissions = permissions
        self.scope = scope
        self.token = token
    }

    package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    /// The same actor looking at a part of the scope; nil if the part lies outside it.
    package func looking(at part: RegionCode?) -> Actor? {
        scope.narrowed(to: part).map { Actor(account: account, name: name, role: role, permissions: permissions, scope: $0, token: token) }
    }
}
