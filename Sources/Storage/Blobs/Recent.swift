/// Values by key up to a weight, in two generations: what is asked for moves to the young one; when that holds half of the limit, it becomes
/// the old one, and the old one goes.
package struct Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private var young: [Key: (value: Value, weight: Int)] = [:]
    private var old: [Key: (value: Value, weight: Int)] = [:]
    private var weight = 0

    package init(limit: Int) { self.limit = limit }

    package mutating func value(of key: Key) -> Value? {
        if let found = young[key] { return found.value }
        guard let found = old.removeValue(forKey: key) else { return nil }
        keep(found.value, for: key, weight: found.weight)
        return found.value
    }

    package mutating func keep(_ value: Value, for key: Key, weight more: Int) {
        if weight + more > limit / 2 {
            old = young
            young = [:]
            weight = 0
        }
        if let before = young.updateValue((value, more), forKey: key) { weight -= before.weight }
        weight += more
    }
}
