/// What slow work is to be done, asked for in a transaction and done later by a worker.
///
/// It stands readable in the database: numbers of things, never personal data. Work that needs more than the desk is given a body where the room puts
/// its parts together (`JobWorker.Kind(_:body:)`).
package protocol JobContent: Codable, Sendable {
    /// `noun.verb`: `delivery.read`.
    static var kind: String { get }
    /// How often it is tried before it is set aside for a person to look at.
    static var attempts: Int { get }
    /// Seconds a worker may be silent before another takes the job over.
    static var lease: Int { get }
}

/// Slow work that needs nothing but the desk: idempotent, small, and only calling actions.
package protocol Job: JobContent {
    func run(in work: Work) async throws
}

extension JobContent {
    package static var attempts: Int { 5 }
    package static var lease: Int { 60 }
}

/// A fault that trying again cannot mend: the job is set aside at once.
package struct Hopeless: Error, Sendable {
    package let reason: String
    package init(_ reason: String) { self.reason = reason }
}
