import Actions

extension AuditedTable {
    static let accounts = AuditedTable(
        "accounts",
        columns: [
            "id", "login", "name", "role", "region", "department", "kind", "phone", "phone_index", "state", "valid_from", "valid_until", "language",
            "batch", "made_ms",
        ])
    static let accountPasswords = AuditedTable("account_passwords", columns: ["id", "hash", "set_ms"])
    static let accountInvitations = AuditedTable("account_invitations", columns: ["id", "digest", "until_ms"])
    static let secondFactors = AuditedTable("second_factors", columns: ["id", "seed", "made_ms", "confirmed_ms"])
    static let recoveryCodes = AuditedTable("recovery_codes", columns: ["id", "account", "digest", "used_ms"])
    static let accountRequests = AuditedTable(
        "account_requests",
        columns: [
            "id", "account", "kind", "role", "region", "department", "asked_by", "asked_ms", "decision", "decided_by", "decided_ms",
        ])
    static let accountBatches = AuditedTable(
        "account_batches",
        columns: [
            "id", "region", "file", "content", "state", "asked_by", "asked_ms", "accepted", "rejected", "wide", "made", "rejects", "decided_by",
            "decided_ms", "secret", "handed_ms",
        ])
    static let apiTokens = AuditedTable("api_tokens", columns: ["id", "account", "name", "digest", "datasets", "until_ms", "made_ms", "ended_ms"])

    /// Every audited table of this room. Sessions, spent codes and failed attempts are not: they tell nothing that the entries of the acts
    /// (`session.open`, its denials) do not tell, and change with every page.
    package static let access: [AuditedTable] = [
        .accounts, .accountPasswords, .accountInvitations, .secondFactors, .recoveryCodes, .accountRequests, .accountBatches, .apiTokens,
    ]
}
