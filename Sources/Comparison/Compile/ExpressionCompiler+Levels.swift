import PolicyLanguage

extension ExpressionCompiler {
    /// The smaller of two levels, when the other lies above it.
    func meeting(_ a: LevelID, _ b: LevelID) throws(NotColumnar) -> LevelID {
        if a == b || b == Level.constant { return a }
        if a == Level.constant || program.canReach(from: b, to: a) { return b }
        if program.canReach(from: a, to: b) { return a }
        throw NotColumnar("values of two lists that do not belong to each other")
    }

    /// The node with one value for each row of `level`. Constants stay as they are: steps take them as such.
    mutating func lifted(_ node: NodeID, to level: LevelID) throws(NotColumnar) -> NodeID {
        let from = program[node].level
        if from == level || from == Level.constant { return node }
        guard let map = program.map(from: level, to: from) else { throw NotColumnar("a value from outside its list") }
        return program.node(.lift(node, map: map), level: level, shape: program[node].shape)
    }

    /// Like `lifted`, with constants spelled out: for steps that go over all rows of a list.
    mutating func spread(_ node: NodeID, to level: LevelID) throws(NotColumnar) -> NodeID {
        let node = try lifted(node, to: level)
        guard program[node].level != level else { return node }
        return program.node(.fill(node, level: level), level: level, shape: program[node].shape)
    }

    /// A step over two values, on the level where both are known.
    mutating func joined(_ a: NodeID, _ b: NodeID, _ shape: Shape, _ step: (NodeID, NodeID) -> Step) throws(NotColumnar) -> NodeID {
        let level = try meeting(program[a].level, program[b].level)
        return program.node(step(try lifted(a, to: level), try lifted(b, to: level)), level: level, shape: shape)
    }

    mutating func choose(_ condition: NodeID, _ then: NodeID, _ otherwise: NodeID) throws(NotColumnar) -> NodeID {
        var (then, otherwise) = (then, otherwise)
        if program[then].shape != program[otherwise].shape { (then, otherwise) = (try asText(then), try asText(otherwise)) }
        let level = try meeting(try meeting(program[condition].level, program[then].level), program[otherwise].level)
        let step = Step.choose(try lifted(condition, to: level), try lifted(then, to: level), try lifted(otherwise, to: level))
        return program.node(step, level: level, shape: program[then].shape)
    }

    mutating func asText(_ node: NodeID) throws(NotColumnar) -> NodeID {
        switch program[node].shape {
        case .text: return node
        case .word, .id: return program.node(.asText(node), level: program[node].level, shape: .text)
        default: throw NotColumnar("values of different kinds")
        }
    }
}
