import PolicyLanguage

/// Steps in the order in which they can be computed, each once, and the levels they stand on. Several rules share one program.
struct Program: Sendable {
    struct Node: Sendable {
        var step: Step
        var level: LevelID
        var shape: Shape
    }

    private(set) var nodes: [Node] = []
    private(set) var levels: [Level]
    private var known: [Step: NodeID] = [:]
    private var levelOf: [Level.Kind: LevelID] = [:]

    init() {
        levels = [Level(kind: .constant), Level(kind: .village), Level(kind: .household), Level(kind: .person)]
        for (id, level) in levels.enumerated() { levelOf[level.kind] = id }
        connect(Level.person, Level.household)
        connect(Level.household, Level.village)
    }

    subscript(_ node: NodeID) -> Node { nodes[node] }

    /// The node of a step, made once. A step that is already there is the same node, whatever rule asks.
    mutating func node(_ step: Step, level: LevelID, shape: Shape) -> NodeID {
        if let id = known[step] { return id }
        nodes.append(Node(step: step, level: level, shape: shape))
        known[step] = nodes.count - 1
        return nodes.count - 1
    }

    /// The level of this kind, with a step up to `up` when it is new.
    mutating func level(_ kind: Level.Kind, up: LevelID?) -> LevelID {
        if let id = levelOf[kind] { return id }
        levels.append(Level(kind: kind))
        let id = levels.count - 1
        levelOf[kind] = id
        if let up { connect(id, up) }
        return id
    }

    private mutating func connect(_ from: LevelID, _ to: LevelID) {
        let map = node(.up(from: from, to: to), level: from, shape: .map(to: to))
        levels[from].ups.append((to, map))
    }

    /// Adds a way up that a node computes (rows to their groups, groups to their owners).
    mutating func connect(_ from: LevelID, _ to: LevelID, by map: NodeID) {
        guard !levels[from].ups.contains(where: { $0.level == to }) else { return }
        levels[from].ups.append((to, map))
    }

    /// The map from one level to another above it; nil when there is no way. Goes up by each level's own owner, and by a derived map (rows
    /// to their groups) only as the last step: groups leave rows out, and no row loses its village for that.
    mutating func map(from: LevelID, to: LevelID) -> NodeID? {
        var level = from
        var way: NodeID?
        while true {
            if let last = levels[level].ups.first(where: { $0.level == to }) { return joined(way, last.map, from, to) }
            guard let next = levels[level].ups.first else { return nil }
            way = joined(way, next.map, from, next.level)
            level = next.level
        }
    }

    private mutating func joined(_ way: NodeID?, _ map: NodeID, _ from: LevelID, _ to: LevelID) -> NodeID {
        guard let way else { return map }
        return node(.through(way, map), level: from, shape: .map(to: to))
    }

    func canReach(from: LevelID, to: LevelID) -> Bool {
        var level = from
        while level != to {
            if levels[level].ups.contains(where: { $0.level == to }) { return true }
            guard let next = levels[level].ups.first else { return false }
            level = next.level
        }
        return true
    }

    /// Columns of tables the steps read.
    var columnsRead: Set<Shape.Column> {
        Set(nodes.compactMap { if case .column(let column) = $0.step { column } else { nil } })
    }
}
