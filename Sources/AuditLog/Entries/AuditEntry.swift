import Basics

/// One act, as the log keeps it for ever: who, when, where, what, with which result, and commitments to the rows it wrote. Never personal data:
/// `subject` names a row by its number, `purpose` is one of the program's words and not free text.
package struct AuditEntry: Hashable, Sendable {
    package static let version: Int64 = 1

    /// What the program in the hands of the user said about itself.
    package struct Client: Hashable, Sendable {
        package var id: String
        /// The version of the subject that the act was based on.
        package var baseVersion: Int64?
        package var deviceTime: AuditTime?

        package init(id: String, baseVersion: Int64? = nil, deviceTime: AuditTime? = nil) {
            self.id = id
            self.baseVersion = baseVersion
            self.deviceTime = deviceTime
        }
    }

    package enum Detail: Hashable, Sendable {
        case text(String)
        case integer(Int64)
    }

    /// The entry's place in the log, from 0.
    package var sequence: Int64
    package var time: AuditTime
    /// The account's id; nil when nobody was signed in.
    package var account: String?
    package var role: String?
    /// The code prefix that the account's scope was at that time; empty for the whole country.
    package var scope: String
    /// `household.recordBirth`, `access.denied`.
    package var action: String
    package var region: RegionCode?
    /// `household/123`.
    package var subject: String?
    package var request: String
    /// `done`, `denied`, `failed`, …
    package var result: String
    package var purpose: String?
    package var client: Client?
    package var details: [String: Detail]
    package var rows: [RowRecord]
    package var chunks: [ChunkRecord]

    package init(
        sequence: Int64, time: AuditTime, account: String?, role: String?, scope: String, action: String, region: RegionCode? = nil,
        subject: String? = nil, request: String, result: String = "done", purpose: String? = nil, client: Client? = nil,
        details: [String: Detail] = [:], rows: [RowRecord] = [], chunks: [ChunkRecord] = []
    ) {
        self.sequence = sequence
        self.time = time
        self.account = account
        self.role = role
        self.scope = scope
        self.action = action
        self.region = region
        self.subject = subject
        self.request = request
        self.result = result
        self.purpose = purpose
        self.client = client
        self.details = details
        self.rows = rows
        self.chunks = chunks
    }
}
