import Basics

/// Reads a mapping key by key and reports every mistake at its place, so that a loader says what a file holds and nothing else:
///
///     guard let reader = MappingReader(node, what: "a parameter", log) else { return nil }
///     let name = reader.text("name")
///     let limit = reader.optionalInt("limit", in: 0...100)
///     reader.finish()
///     guard let name else { return nil }
///
/// A method without `optional` reports a missing key; every method gives nil after reporting, and `optional…` also for a key that is
/// not there or holds nothing. `finish` reports the keys nobody asked for. A class, because asking for a key is remembered.
package final class MappingReader {
    package let node: Node
    /// What is being read, with its article: `a rule`.
    package let what: String
    package let log: DiagnosticLog
    private let values: [String: Node.Entry]
    private let order: [Node.Entry]
    /// Every key asked for, there or not, in order.
    private var known: [String] = []

    /// Nil after reporting that the node is no mapping.
    package init?(_ node: Node, what: String, _ log: DiagnosticLog) {
        guard let entries = node.entries else {
            log.error("wrong-kind", "\(what) must be a mapping, not \(node.kind)", at: node.position)
            return nil
        }
        self.node = node
        self.what = what
        self.log = log
        order = entries
        values = Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package var position: Position { node.position }
    /// The mapping's keys in the order of the file.
    package var keys: [String] { order.map(\.key) }

    package func has(_ key: String) -> Bool { optionalNode(key) != nil }

    /// Where a key's value stands; the mapping's own place if the key is missing.
    package func position(of key: String) -> Position { values[key]?.value.position ?? node.position }
    package func keyPosition(of key: String) -> Position { values[key]?.keyPosition ?? node.position }

    /// The value of a key as it stands; nil if missing or null.
    package func optionalNode(_ key: String) -> Node? {
        known.append(key)
        guard let value = values[key]?.value, !value.isNull else { return nil }
        return value
    }

    /// The same, reporting a missing key.
    package func node(_ key: String) -> Node? {
        if let node = optionalNode(key) { return node }
        if let entry = values[key] {
            log.error("missing-value", "'\(key)' of \(what) holds nothing", at: entry.keyPosition)
        } else {
            log.error("missing-key", "\(what) needs '\(key)'", at: node.position)
        }
        return nil
    }

    /// All entries, for a mapping whose keys are free (`let`, lookups). Afterwards no key counts as unknown.
    package func allEntries() -> [Node.Entry] {
        known.append(contentsOf: keys)
        return order
    }

    /// Reports every key nobody asked for, with the nearest one that is known and not used.
    package func finish() {
        let asked = Set(known)
        let free = known.filter { values[$0] == nil }
        for entry in order where !asked.contains(entry.key) {
            log.error(
                "unknown-key", "\(what) has no '\(entry.key)'", at: entry.keyPosition,
                suggestion: nearest(entry.key, among: free) ?? nearest(entry.key, among: known))
        }
    }
}
