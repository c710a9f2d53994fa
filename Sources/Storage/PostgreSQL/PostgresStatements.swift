/// The prepared statements of one connection, by text and types; the one unused for longest makes room.
struct PostgresStatements {
    private struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    /// A statement that the server has prepared, and the columns of its answers once one came.
    final class Statement {
        let name: String
        var shape: PostgresResult.Shape?
        fileprivate var used: Int

        fileprivate init(name: String, used: Int) { (self.name, self.used) = (name, used) }
    }

    private var known: [Key: Statement] = [:]
    private var clock = 0
    private static let limit = 256

    mutating func statement(of text: String, _ types: [UInt32]) -> Statement? {
        clock += 1
        let statement = known[Key(text: text, types: types)]
        statement?.used = clock
        return statement
    }

    /// A new statement under a name of its own, and the name of one that is to be given up.
    mutating func remember(_ text: String, _ types: [UInt32]) -> (statement: Statement, displaced: String?) {
        clock += 1
        var displaced: String?
        if known.count >= Self.limit, let oldest = known.min(by: { $0.value.used < $1.value.used }) {
            known[oldest.key] = nil
            displaced = oldest.value.name
        }
        let statement = Statement(name: "s\(clock)", used: clock)
        known[Key(text: text, types: types)] = statement
        return (statement, displaced)
    }

    mutating func forget(_ text: String, _ types: [UInt32]) { known[Key(text: text, types: types)] = nil }
}
