import Actions
import Basics
import Storage
import Web

/// What the room needs beside the desk: the kinds of work of the rooms above, and who there is to do it.
package struct WorkOrdersParts: Sendable {
    /// Somebody whom work can be given to.
    package struct Officer: Sendable, Hashable {
        package var account: Int64
        package var name: String
        package var region: RegionCode

        package init(account: Int64, name: String, region: RegionCode) {
            (self.account, self.name, self.region) = (account, name, region)
        }
    }

    /// The officers of some regions themselves (not of what lies in them); given by Access.
    package typealias Officers = @Sendable (_ regions: Set<RegionCode>, _ reading: Reading) throws -> [Officer]
    /// Names of accounts by number; given by Access.
    package typealias Names = @Sendable (_ accounts: Set<Int64>, _ reading: Reading) throws -> [Int64: String]

    package var kinds: [OrderKind]
    package var officers: Officers
    package var names: Names

    package init(
        kinds: [OrderKind] = [], officers: @escaping Officers = { _, _ in [] }, names: @escaping Names = { _, _ in [:] }
    ) {
        (self.kinds, self.officers, self.names) = (kinds, officers, names)
    }

    package var followers: OrderFollowers { OrderFollowers(kinds) }

    func kind(_ name: String) -> OrderKind? { kinds.first { $0.name == name } }

    /// What each order is called; one whose room does not know it any more is called by its subject.
    func words(of orders: [WorkOrder], in reading: Reading, _ language: Language) throws -> [Int64: OrderKind.Words] {
        var words: [Int64: OrderKind.Words] = [:]
        for (name, orders) in Dictionary(grouping: orders, by: \.kind) {
            guard let kind = kind(name) else { continue }
            words.merge(try kind.describe(orders, reading, language)) { first, _ in first }
        }
        return words
    }
}
