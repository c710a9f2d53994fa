import Actions
import Storage
import Web

/// The door of the room: the law in force, and comparison runs over the database.
package enum PoliciesFeature {
    /// `takers` are handed every outcome, in this order.
    package static func feature(takers: [TakeUp] = []) -> Feature { Feature(name: "Policies") }
}
