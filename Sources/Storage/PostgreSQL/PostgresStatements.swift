/// The prepared statements of one connection, by text and types; the one unused for longest makes room.
struct PostgresStatements {
    private struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    private struct Known {
        let name: String
        var used: Int
    }

    private var known: [Key: Known] = [:]
    private var clock = 0
    private static let limit = 256

    mutating func name(of text: String, _ types: [UInt32]) -> String? {
        clock += 1
        let key = Key(text: text, types: types)
        guard let index = known.index(forKey: key) else { return nil }
        known.values[index].used = clock
        return known.values[index].name
    }

    /// A name for a new statement, and the name of one that is to be given up.
    mutating func remember(_ text: String, _ types: [UInt32]) -> (name: String, displaced: String?) {
        clock += 1
        var displaced: String?
        if known.count >= Self.limit, let oldest = known.min(by: { $0.value.used < $1.value.used }) {
            known[oldest.key] = nil
            displaced = oldest.value.name
        }
        let name = "s\(clock)"
        known[Key(text: text, types: types)] = Known(name: name, used: clock)
        return (name, displaced)
    }

    mutating func forget(_ text: String, _ types: [UInt32]) { known[Key(text: text, types: types)] = nil }
}
