import PolicyLanguage

/// The other end of a group rule: what its rows carry from the partitions, where they are found, to the place where groups are put
/// together. Every value asked of a row becomes a leaf, computed with all else in the partitions.
final class Gathering {
    var compiler: ExpressionCompiler
    let level: LevelID
    private(set) var leaves: [NodeID] = []

    init(compiler: ExpressionCompiler, level: LevelID) {
        self.compiler = compiler
        self.level = level
    }

    /// The leaf's number for a node of the partitions' program.
    func leaf(_ node: NodeID) throws(NotColumnar) -> Int {
        let node = try compiler.spread(node, to: level)
        if let known = leaves.firstIndex(of: node) { return known }
        leaves.append(node)
        return leaves.count - 1
    }
}

extension ExpressionCompiler {
    mutating func gatheredMember(_ record: RecordRef, _ source: RecordRef, _ field: String) throws(NotColumnar) -> Meaning {
        guard let gathering else { throw NotColumnar("a gathered row outside a group rule") }
        switch try gathering.compiler.member(source, field) {
        case .value(let node):
            let leaf = try leafNode(node, gathering, level: record.level)
            guard let picked = record.picked else { return .value(leaf) }
            return .value(program.node(.lift(leaf, map: picked), level: program[picked].level, shape: program[leaf].shape))
        case .record(let above): return .record(RecordRef(name: above.name, level: record.level, picked: record.picked, gathered: .from(above)))
        case .list, .keys, .beside: throw NotColumnar("a list of a gathered row")
        }
    }

    mutating func leafNode(_ node: NodeID, _ gathering: Gathering, level: LevelID) throws(NotColumnar) -> NodeID {
        let shape = gathering.compiler.program[node].shape
        return program.node(.leaf(try gathering.leaf(node)), level: level, shape: shape)
    }
}
