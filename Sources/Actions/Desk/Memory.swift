import Synchronization

/// What rooms keep of the database in memory for as long as the program runs: one thing of each type.
package final class Memory: Sendable {
    private let things = Mutex<[ObjectIdentifier: any Sendable]>([:])

    package init() {}

    /// The thing of a type; made when it is asked for first.
    package func thing<Thing: Sendable>(_ make: () -> Thing) -> Thing {
        things.withLock { things in
            if let known = things[ObjectIdentifier(Thing.self)] as? Thing { return known }
            let new = make()
            things[ObjectIdentifier(Thing.self)] = new
            return new
        }
    }
}
