import Actions
import Basics

/// Where the reader is: what lies above the post, locked; what is being looked at; what lies below it, to choose from.
package struct RegionBar: Codable, Sendable, Hashable {
    package struct Place: Codable, Sendable, Hashable {
        package var code: String
        package var name: String
        package init(code: String, name: String) {
            self.code = code
            self.name = name
        }
    }

    /// Above the scope: shown, not to be pressed.
    package var locked: [Place]
    /// From the scope down to the one above `here`: to go back to.
    package var above: [Place]
    package var here: Place
    package var below: [Place]

    package init(locked: [Place], above: [Place], here: Place, below: [Place]) {
        self.locked = locked
        self.above = above
        self.here = here
        self.below = below
    }
}

/// Names the regions for the bar: the region looked at, and the scope of the account. Given by Platform from the Regions room.
package typealias RegionNaming = @Sendable (_ looking: RegionCode, _ scope: Scope, _ reading: Reading) throws -> RegionBar
