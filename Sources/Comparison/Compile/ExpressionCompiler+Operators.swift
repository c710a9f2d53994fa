import PolicyLanguage

extension ExpressionCompiler {
    mutating func unary(_ op: Expr.UnaryOperator, _ operand: Expr) throws(NotColumnar) -> NodeID {
        let node = try value(operand)
        switch (op, program[node].shape) {
        case (.not, .truth): return program.node(.not(node), level: program[node].level, shape: .truth)
        case (.minus, .number): return program.node(.negate(node), level: program[node].level, shape: .number)
        default: throw NotColumnar("\(op.rawValue) of such a value")
        }
    }

    mutating func binary(_ op: Expr.BinaryOperator, _ a: Expr, _ b: Expr) throws(NotColumnar) -> Meaning {
        switch op {
        case .within: return .value(try within(a, b))
        case .add:
            let left = try meaning(a)
            guard case .list(let first) = left else { return .value(try arithmetic(op, a, b)) }
            guard case .list(let second) = try meaning(b), first.owner == second.owner else { throw NotColumnar("lists of different owners") }
            return .list(ListPlan(owner: first.owner, parts: first.parts + second.parts))
        case .subtract, .multiply, .divide, .modulo: return .value(try arithmetic(op, a, b))
        case .and: return .value(try joined(try value(a), try value(b), .truth) { .and($0, $1) })
        case .or: return .value(try joined(try value(a), try value(b), .truth) { .or($0, $1) })
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return .value(try comparison(op, try value(a), try value(b)))
        }
    }

    private func comparator(_ op: Expr.BinaryOperator) -> Step.Comparator {
        switch op {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        default: .greaterOrEqual
        }
    }

    mutating func comparison(_ op: Expr.BinaryOperator, _ a: NodeID, _ b: NodeID) throws(NotColumnar) -> NodeID {
        let comparator = comparator(op)
        switch (program[a].shape, program[b].shape) {
        case (.number, .number): return try joined(a, b, .truth) { .compare(comparator, $0, $1) }
        case (.truth, .truth):
            let numbers = [a, b].map { program.node(.asNumber($0), level: program[$0].level, shape: .number) }
            return try joined(numbers[0], numbers[1], .truth) { .compare(comparator, $0, $1) }
        case (.word, .text) where comparator == .equal || comparator == .notEqual:
            if program[b].level == Level.constant { return equality(comparator, try wordAmong(a, [b])) }
        case (.text, .word) where comparator == .equal || comparator == .notEqual:
            if program[a].level == Level.constant { return equality(comparator, try wordAmong(b, [a])) }
        case (.word(let x), .word(let y)) where x == y && (comparator == .equal || comparator == .notEqual):
            return try joined(a, b, .truth) { .compare(comparator, $0, $1) }
        default: break
        }
        return try joined(try asText(a), try asText(b), .truth) { .compareTexts(comparator, $0, $1) }
    }

    private mutating func equality(_ comparator: Step.Comparator, _ equal: NodeID) -> NodeID {
        comparator == .equal ? equal : program.node(.not(equal), level: program[equal].level, shape: .truth)
    }

    private mutating func wordAmong(_ word: NodeID, _ texts: [NodeID]) throws(NotColumnar) -> NodeID {
        program.node(.wordAmong(word, texts), level: program[word].level, shape: .truth)
    }

    /// `x in [constants]`, or in a list of values.
    private mutating func within(_ a: Expr, _ b: Expr) throws(NotColumnar) -> NodeID {
        let node = try value(a)
        guard case .list(let elements) = b.node else {
            guard case .list(let plan) = try meaning(b) else { throw NotColumnar("in something that is no list") }
            return try contains(plan, node)
        }
        var constants: [NodeID] = []
        for element in elements {
            let constant = try value(element)
            guard program[constant].level == Level.constant else { throw NotColumnar("in a list of values that are not constant") }
            constants.append(constant)
        }
        switch program[node].shape {
        case .number: return program.node(.among(node, constants), level: program[node].level, shape: .truth)
        case .word: return try wordAmong(node, constants)
        default:
            guard !constants.isEmpty else { throw NotColumnar("in a list of nothing") }
            var result = truth(false)
            for constant in constants { result = try joined(result, try comparison(.equal, node, constant), .truth) { .or($0, $1) } }
            return result
        }
    }

    private mutating func contains(_ plan: ListPlan, _ node: NodeID) throws(NotColumnar) -> NodeID {
        guard stands(.value(node), above: plan.owner) else { throw NotColumnar("a list gone through once for each value") }
        var result = truth(false)
        for part in plan.parts {
            guard case .value(let element) = part.element else { throw NotColumnar("in a list of records") }
            let same = try comparison(.equal, element, try lifted(node, to: part.rows))
            result = try joined(result, try folded(.any, part, try spread(same, to: part.rows), owner: plan.owner), .truth) { .or($0, $1) }
        }
        result = guardedAll(result, plan.parts.flatMap(\.faults))
        return try joined(result, node, .truth) { .guarded($0, by: $1) }
    }

    // MARK: Arithmetic

    /// Money, decimals and dates are numbers here: the checker has seen to it that units fit; only `money * decimal` is a step of its own.
    private mutating func arithmetic(_ op: Expr.BinaryOperator, _ a: Expr, _ b: Expr) throws(NotColumnar) -> NodeID {
        let (left, right) = (types[a.id] ?? .int, types[b.id] ?? .int)
        for type in [left, right] {
            switch type {
            case .int, .money, .decimal, .date: continue
            default: throw NotColumnar("\(op.rawValue) of a type that columns do not hold")
            }
        }
        let (x, y) = (try value(a), try value(b))
        if left == .date, right == .int { return try days(op, x, y) }
        if left == .int, right == .date { return try days(op, y, x) }
        let step: Step.Arithmetic =
            switch op {
            case .add: .add
            case .subtract: .subtract
            case .multiply: ExpressionCompiler.isHundredths(left) && ExpressionCompiler.isHundredths(right) ? .scale : .multiply
            case .divide: .divide
            default: .modulo
            }
        return try joined(x, y, .number) { .arithmetic(step, $0, $1) }
    }

    /// `date + int`, `date - int`: an error beyond the years 1 to 9999.
    private mutating func days(_ op: Expr.BinaryOperator, _ date: NodeID, _ count: NodeID) throws(NotColumnar) -> NodeID {
        let count = op == .subtract ? program.node(.negate(count), level: program[count].level, shape: .number) : count
        return try joined(date, count, .number) { .date(.addDays, $0, $1) }
    }

    private static func isHundredths(_ type: ValueType) -> Bool {
        switch type {
        case .money, .decimal: true
        default: false
        }
    }
}
