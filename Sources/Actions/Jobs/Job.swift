/// Slow work, asked for in a transaction and done later by a worker: idempotent, small, and only calling actions.
///
/// Its content stands readable in the database: numbers of things, never personal data.
package protocol Job: Codable, Sendable {
    /// `noun.verb`: `delivery.read`.
    static var kind: String { get }
    /// How often it is tried before it is set aside for a person to look at.
    static var attempts: Int { get }
    /// Seconds a worker may be silent before another takes the job over.
    static var lease: Int { get }
    func run(in work: Work) async throws
}

extension Job {
    package static var attempts: Int { 5 }
    package static var lease: Int { 60 }
}

/// A fault that trying again cannot mend: the job is set aside at once.
package struct Hopeless: Error, Sendable {
    package let reason: String
    package init(_ reason: String) { self.reason = reason }
}
