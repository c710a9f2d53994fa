import Storage

/// What a running job may use.
package struct Work: Sendable {
    package let desk: Desk
    /// The account that asked for the job, with today's permissions and scope.
    package let actor: Actor
    /// The job's number; with the turn it names the request in the audit log.
    package let job: Int64
    /// This one among the attempts since the job last came further than ever before, from 1.
    package let attempt: Int
    let lease: Lease

    package var request: ActionRequest { ActionRequest(id: "job-\(job)-\(lease.claim.fence)") }

    /// The same write, however often the job is tried: the second time gives the first outcome.
    package func once(_ part: String) -> ActionRequest {
        var request = request
        request.client = "job-\(job)/\(part)"
        return request
    }

    /// Says how far the work is and keeps the lease; throws when the job has been given to another worker meanwhile.
    package func report(_ done: Int64, of all: Int64?) async throws { try await lease.report(done, of: all) }
}
