import Actions

extension Permission {
    /// One's own account: sign in and out, password, second factor, sessions, language. Everybody has it.
    package static let accountOwn = Permission("account.own")
    package static let accountRead = Permission("account.read")
    /// Propose accounts, one or a spreadsheet of them.
    package static let accountCreate = Permission("account.create")
    /// Hand out a new one-time secret; end sessions.
    package static let accountReset = Permission("account.reset")
    package static let accountDisable = Permission("account.disable")
    /// Decide what others proposed; change role and region; take away a lost second factor.
    package static let accountGrant = Permission("account.grant")
    package static let tokenIssue = Permission("token.issue")
    package static let auditRead = Permission("audit.read")
    package static let auditExport = Permission("audit.export")

    package static let access: [Permission] = [
        .accountOwn, .accountRead, .accountCreate, .accountReset, .accountDisable, .accountGrant, .tokenIssue, .auditRead, .auditExport,
    ]
}
