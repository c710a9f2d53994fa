import PolicyLanguage

extension ExpressionCompiler {
    mutating func listPlan(_ expr: Expr) throws(NotColumnar) -> ListPlan {
        guard case .list(let plan) = try meaning(expr) else { throw NotColumnar("a list is needed") }
        return plan
    }

    // MARK: Macros

    mutating func macroOver(_ macro: Expr.Macro, _ range: Expr, _ variable: String, _ bodies: [Expr]) throws(NotColumnar) -> Meaning {
        var plan = try listPlan(range)
        switch macro {
        case .filter:
            for i in plan.parts.indices { plan.parts[i] = try filtered(plan.parts[i], plan.owner, variable, bodies[0]) }
            return .list(plan)
        case .map:
            for i in plan.parts.indices {
                if bodies.count == 2 { plan.parts[i] = try filtered(plan.parts[i], plan.owner, variable, bodies[0]) }
                plan.parts[i] = try mapped(plan.parts[i], plan.owner, variable, bodies[bodies.count - 1])
            }
            return .list(plan)
        case .exists: return .value(try quantified(plan, variable, bodies[0], .any, startingWith: false) { .or($0, $1) })
        case .all: return .value(try quantified(plan, variable, bodies[0], .all, startingWith: true) { .and($0, $1) })
        case .existsOne:
            guard plan.parts.count == 1 else { throw NotColumnar("exists_one over lists put together") }
            return .value(try quantified(plan, variable, bodies[0], .exactlyOne, startingWith: false) { .or($0, $1) })
        case .group: return .list(try grouped(plan, variable, bodies[0]))
        }
    }

    /// Compiles a body with the variable bound to the part's element. Of the names around it only those remain that are the same for the
    /// whole list: with another the list would have to be gone through once for each of that name's rows.
    private mutating func body(_ part: ListPlan.Part, _ owner: LevelID, _ variable: String, _ expr: Expr) throws(NotColumnar) -> Meaning {
        let outer = scope
        defer { scope = outer }
        for (name, meaning) in outer where !stands(meaning, above: owner) { scope[name] = .beside }
        scope[variable] =
            switch part.element {
            case .record(let record): .record(record)
            case .value(let node): .value(node)
            case .rows(let rows, let map, let mask, let record):
                .list(ListPlan(owner: part.rows, parts: [.init(rows: rows, map: map, mask: mask, element: .record(record), faults: [])]))
            }
        return try meaning(expr)
    }

    /// Whether a name means the same for all rows of a list with this owner.
    func stands(_ meaning: Meaning, above owner: LevelID) -> Bool {
        func isAbove(_ level: LevelID) -> Bool { level == Level.constant || program.canReach(from: owner, to: level) }
        switch meaning {
        case .value(let node): return isAbove(program[node].level)
        case .record(let record): return isAbove(record.picked.map { program[$0].level } ?? record.level)
        case .list(let plan): return isAbove(plan.owner)
        case .keys(let nodes): return nodes.allSatisfy { isAbove(program[$0].level) }
        case .beside: return false
        }
    }

    private mutating func condition(_ part: ListPlan.Part, _ owner: LevelID, _ variable: String, _ expr: Expr) throws(NotColumnar) -> NodeID {
        guard case .value(let node) = try body(part, owner, variable, expr), program[node].shape == .truth else {
            throw NotColumnar("a condition is needed")
        }
        return try spread(node, to: part.rows)
    }

    private mutating func filtered(_ part: ListPlan.Part, _ owner: LevelID, _ variable: String, _ expr: Expr) throws(NotColumnar) -> ListPlan.Part {
        var part = part
        let test = try condition(part, owner, variable, expr)
        part.faults.append(fault(part, test, owner))
        part.mask = try part.mask.map { mask throws(NotColumnar) in try choose(mask, test, try spread(truth(false), to: part.rows)) } ?? test
        return part
    }

    /// Invalid for owners with a row, among those not yet filtered out, where `node` is.
    mutating func fault(_ part: ListPlan.Part, _ node: NodeID, _ owner: LevelID) -> NodeID {
        program.node(.allValid(map: part.map, mask: part.mask, value: node), level: owner, shape: .truth)
    }

    private mutating func mapped(_ part: ListPlan.Part, _ owner: LevelID, _ variable: String, _ expr: Expr) throws(NotColumnar) -> ListPlan.Part {
        var part = part
        switch try body(part, owner, variable, expr) {
        case .value(let node):
            let value = try spread(node, to: part.rows)
            part.faults.append(fault(part, value, owner))
            part.element = .value(value)
        case .record(let record) where record.level == part.rows && record.picked == nil: part.element = .record(record)
        default: throw NotColumnar("a list of lists or of other records")
        }
        return part
    }

    private mutating func quantified(
        _ plan: ListPlan, _ variable: String, _ expr: Expr, _ fold: Step.Fold, startingWith start: Bool, _ join: (NodeID, NodeID) -> Step
    ) throws(NotColumnar) -> NodeID {
        var result: NodeID?
        for part in plan.parts {
            let node = try folded(fold, part, try condition(part, plan.owner, variable, expr), owner: plan.owner)
            result = try result.map { earlier throws(NotColumnar) in try joined(earlier, node, .truth, join) } ?? node
        }
        guard let result else { return truth(start) }
        // What one list decides does not hide that another could not be made.
        return plan.parts.count == 1 ? result : guardedAll(result, plan.parts.flatMap(\.faults))
    }

    private mutating func grouped(_ plan: ListPlan, _ variable: String, _ keys: Expr) throws(NotColumnar) -> ListPlan {
        guard plan.parts.count == 1, case .record(let record) = plan.parts[0].element, case .list(let keyExprs) = keys.node else {
            throw NotColumnar("groups of something else than rows of one dataset")
        }
        let part = plan.parts[0]
        var faults = part.faults
        var nodes: [NodeID] = []
        for key in keyExprs {
            guard case .value(let node) = try body(part, plan.owner, variable, key) else { throw NotColumnar("a group's key that is no value") }
            let spreadKey = try spread(node, to: part.rows)
            faults.append(fault(part, spreadKey, plan.owner))
            nodes.append(spreadKey)
        }
        let groups = groupLevel(part, nodes, plan.owner)
        return ListPlan(
            owner: plan.owner,
            parts: [
                .init(
                    rows: groups.level, map: groups.up, mask: nil, element: .rows(of: part.rows, map: groups.map, mask: part.mask, record),
                    faults: faults)
            ])
    }

    /// A level with one row for each owner's distinct keys; `map` leads from the rows to it, `up` from it to the owner.
    mutating func groupLevel(_ part: ListPlan.Part, _ keys: [NodeID], _ owner: LevelID) -> (level: LevelID, map: NodeID, up: NodeID) {
        let target = program.levels.count
        let probe = Step.group(map: part.map, mask: part.mask, keys: keys)
        let map = program.node(probe, level: part.rows, shape: .map(to: target))
        let level = program.level(.groups(map), up: nil)
        let up = program.node(.groupOwner(map), level: level, shape: .map(to: owner))
        program.connect(level, owner, by: up)
        program.connect(part.rows, level, by: map)
        return (level, map, up)
    }

    mutating func indexed(_ base: Expr, _ index: Expr) throws(NotColumnar) -> Meaning {
        guard case .literal(.int(let position)) = index.node else { throw NotColumnar("an index that is not a literal") }
        switch try meaning(base) {
        case .keys(let nodes):
            guard nodes.indices.contains(Int(position)) else { throw NotColumnar("a key the group does not have") }
            return .value(nodes[Int(position)])
        case .list(let plan):
            guard position == 0, plan.parts.count == 1 else { throw NotColumnar("an index other than 0") }
            let part = plan.parts[0]
            let first = program.node(.firstRow(map: part.map, mask: part.mask), level: plan.owner, shape: .map(to: part.rows))
            switch part.element {
            case .record(let record) where record.picked == nil:
                return .record(RecordRef(name: record.name, level: part.rows, picked: guardedAll(first, part.faults), gathered: record.gathered))
            case .value(let node):
                return .value(guardedAll(program.node(.lift(node, map: first), level: plan.owner, shape: program[node].shape), part.faults))
            default: throw NotColumnar("the first of such a list")
            }
        default: throw NotColumnar("an index into something that is no list")
        }
    }

    // MARK: Folding

    mutating func guardedAll(_ node: NodeID, _ faults: [NodeID]) -> NodeID {
        var node = node
        for fault in faults { node = program.node(.guarded(node, by: fault), level: program[node].level, shape: program[node].shape) }
        return node
    }

    /// One part of a list folded into a column of its owner.
    mutating func folded(_ fold: Step.Fold, _ part: ListPlan.Part, _ value: NodeID?, owner: LevelID) throws(NotColumnar) -> NodeID {
        let shape: Shape = [.any, .all, .exactlyOne].contains(fold) ? .truth : .number
        let node = program.node(.fold(fold, map: part.map, mask: part.mask, value: value), level: owner, shape: shape)
        return guardedAll(node, part.faults)
    }
}
