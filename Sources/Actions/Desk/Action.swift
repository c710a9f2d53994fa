import Basics
import Storage

/// One write of the product: the form, the API, the command line, a job and the offline app all decode into the same value.
///
/// The desk runs it: permission, place within the actor's scope, version it was based on, then `perform`, its audit entry and its
/// receipt, all in one transaction.
package protocol Action: Codable, Sendable {
    associatedtype Outcome: Codable & Sendable
    /// `noun.verb`, as it stands in the audit log: `household.recordBirth`.
    static var name: String { get }
    static var permission: Permission { get }
    /// Whether the act must say what for; it is then refused without a purpose (showing a masked number, an export).
    static var needsPurpose: Bool { get }

    /// Where the write happens; nil when the thing it is about does not exist. A place outside the actor's scope is answered alike.
    func place(in reading: Reading) throws -> RegionCode?
    /// The version of the thing as it stands (the leaf that last wrote it); nil when the action is not about an existing thing.
    func version(in reading: Reading) throws -> Int64?
    func perform(in writing: Writing) throws -> Outcome
}

extension Action {
    package static var needsPurpose: Bool { false }
    package func version(in reading: Reading) throws -> Int64? { nil }
}

/// One question of the product, answered within the actor's scope.
package protocol Query: Sendable {
    associatedtype Answer: Sendable
    static var permission: Permission { get }
    func answer(in reading: Reading) throws -> Answer
}
