/// What comes with an action from outside: who asks again, on what it was based, and when the device says it was.
package struct ActionRequest: Sendable, Hashable {
    /// The request's id, which stands in the log, the answer and the audit entry.
    package var id: String
    /// The client's own id for this write (UUID). Sent again, it gives the first outcome instead of a second effect.
    package var client: String?
    /// The version the user saw; a later one in the database refuses the write.
    package var baseVersion: Int64?
    /// The device's clock when the user acted, RFC 3339; for work without signal.
    package var deviceTime: String?
    /// What the act is for, in the user's words or from a list.
    package var purpose: String?

    package init(id: String, client: String? = nil, baseVersion: Int64? = nil, deviceTime: String? = nil, purpose: String? = nil) {
        self.id = id
        self.client = client
        self.baseVersion = baseVersion
        self.deviceTime = deviceTime
        self.purpose = purpose
    }
}
