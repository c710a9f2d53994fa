import Actions
import Storage
import Web

/// A kind of work, declared by the room whose things it is about: how an order is called and where it is done, and what else must happen in the
/// same transaction when it takes a step.
package struct OrderKind: Sendable {
    /// What a list shows of an order.
    package struct Words: Sendable, Hashable {
        /// 田茂林户：线索 3 条.
        package var title: String
        /// A few facts in one line.
        package var detail: String
        /// Where it lies, for whoever has to find it: 三组18号.
        package var address: String
        /// Where it is done.
        package var link: String

        package init(title: String, detail: String = "", address: String = "", link: String) {
            (self.title, self.detail, self.address, self.link) = (title, detail, address, link)
        }
    }

    package typealias Describe = @Sendable (_ orders: [WorkOrder], _ reading: Reading, _ language: Language) throws -> [Int64: Words]
    /// Called inside the transaction of the step, after the order itself was written.
    package typealias Follow = @Sendable (_ step: OrderStep, _ order: WorkOrder, _ reason: String?, _ writing: Writing) throws -> Void

    package let name: String
    /// The key of what the kind is called.
    package let text: String
    package let describe: Describe
    package let follow: Follow?

    package init(_ name: String, text: String, describe: @escaping Describe, follow: Follow? = nil) {
        (self.name, self.text, self.describe, self.follow) = (name, text, describe, follow)
    }
}

/// Who follows the steps of which kind.
package struct OrderFollowers: Sendable {
    private let byKind: [String: OrderKind.Follow]

    package init(_ kinds: [OrderKind] = []) {
        byKind = Dictionary(kinds.compactMap { kind in kind.follow.map { (kind.name, $0) } }) { first, _ in first }
    }

    func tell(_ step: OrderStep, _ order: WorkOrder, _ reason: String?, _ writing: Writing) throws {
        try byKind[order.kind]?(step, order, reason, writing)
    }
}
