import Basics
import PolicyLanguage

extension ExpressionCompiler {
    mutating func called(_ function: String, _ arguments: [Expr]) throws(NotColumnar) -> Meaning {
        switch function {
        case "size": return .value(try size(arguments))
        case "sum": return .value(try sum(try listPlan(arguments[0])))
        case "min": return .value(try extreme(.least, .less, arguments))
        case "max": return .value(try extreme(.greatest, .greater, arguments))
        case "distinct": return .list(try distinct(try listPlan(arguments[0])))
        case "gaps": return .list(try gaps(try listPlan(arguments[0])))
        case "abs":
            let node = try value(arguments[0])
            return .value(program.node(.absolute(node), level: program[node].level, shape: .number))
        case "date", "yuan", "decimal", "m2", "mu", "km", "percent": return .value(try literal(function, arguments))
        case "daysBetween": return .value(try joined(try value(arguments[1]), try value(arguments[0]), .number) { .arithmetic(.subtract, $0, $1) })
        case "sameName":
            let texts = (try asText(try value(arguments[0])), try asText(try value(arguments[1])))
            return .value(try joined(texts.0, texts.1, .truth) { .textTest(.sameName, $0, $1) })
        default:
            if let date = ExpressionCompiler.dateFunctions[function] { return .value(try dated(date, arguments)) }
            if let identity = ExpressionCompiler.identityFunctions[function] { return .value(try identified(identity, arguments[0])) }
            throw NotColumnar("the function \(function)")
        }
    }

    private static let dateFunctions: [String: Step.DateFunction] = [
        "year": .year, "month": .month, "day": .day, "ymd": .ymd, "monthIndex": .monthIndex, "addDays": .addDays, "addMonths": .addMonths,
        "addYears": .addYears, "monthsBetween": .monthsBetween, "yearsBetween": .yearsBetween,
    ]
    private static let identityFunctions: [String: Step.IdentityFunction] = [
        "validResidentID": .validResidentID, "validDisabilityCard": .validDisabilityCard, "validCreditCode": .validCreditCode,
        "validBankCard": .validBankCard, "birthDate": .birthDate, "sexDigit": .sexDigit, "normaliseID": .normalised,
    ]

    mutating func method(_ target: Expr, _ function: String, _ arguments: [Expr]) throws(NotColumnar) -> NodeID {
        let tests: [String: Step.TextTest] = ["startsWith": .starts, "endsWith": .ends, "contains": .contains]
        if function == "size", arguments.isEmpty { return try size([target]) }
        guard let test = tests[function], arguments.count == 1 else { throw NotColumnar("the method \(function)") }
        let text = try value(target)
        let probe = try value(arguments[0])
        if case .word = program[text].shape, program[probe].level == Level.constant {
            return program.node(.wordTest(test, text, probe), level: program[text].level, shape: .truth)
        }
        return try joined(try asText(text), try asText(probe), .truth) { .textTest(test, $0, $1) }
    }

    private mutating func size(_ arguments: [Expr]) throws(NotColumnar) -> NodeID {
        switch try meaning(arguments[0]) {
        case .value(let node): return program.node(.identity(.size, node), level: program[node].level, shape: .number)
        case .keys(let nodes): return number(Int64(nodes.count))
        case .record, .beside: throw NotColumnar("the size of a record")
        case .list(let plan):
            var result: NodeID?
            for part in plan.parts {
                let node = try folded(.count, part, nil, owner: plan.owner)
                result = try result.map { earlier throws(NotColumnar) in try joined(earlier, node, .number) { .arithmetic(.add, $0, $1) } } ?? node
            }
            return result ?? number(0)
        }
    }

    /// The part's values on its own rows.
    private mutating func values(_ part: ListPlan.Part) throws(NotColumnar) -> NodeID {
        guard case .value(let node) = part.element else { throw NotColumnar("a sum or extreme of records") }
        guard program[node].shape == .number else { throw NotColumnar("a sum or extreme of something else than numbers") }
        return try spread(node, to: part.rows)
    }

    private mutating func sum(_ plan: ListPlan) throws(NotColumnar) -> NodeID {
        var result: NodeID?
        for part in plan.parts {
            let node = try folded(.sum, part, try values(part), owner: plan.owner)
            result = try result.map { earlier throws(NotColumnar) in try joined(earlier, node, .number) { .arithmetic(.add, $0, $1) } } ?? node
        }
        return result ?? number(0)
    }

    /// `min`, `max`: of a list; over lists put together the better of the parts that have rows.
    private mutating func extreme(_ fold: Step.Fold, _ better: Step.Comparator, _ arguments: [Expr]) throws(NotColumnar) -> NodeID {
        guard arguments.count == 1 else { throw NotColumnar("min or max of several values") }
        if case .list(let elements) = arguments[0].node { return try extremeOfValues(better, elements) }
        let plan = try listPlan(arguments[0])
        var result: (value: NodeID, count: NodeID)?
        for part in plan.parts {
            let value = try folded(fold, part, try values(part), owner: plan.owner)
            let count = try folded(.count, part, nil, owner: plan.owner)
            guard let earlier = result else {
                result = (value, count)
                continue
            }
            let zero = number(0)
            let isBetter = try joined(earlier.value, value, .truth) { .compare(better, $0, $1) }
            let both = try choose(isBetter, earlier.value, value)
            let hasThis = try joined(count, zero, .truth) { .compare(.greater, $0, $1) }
            let hadEarlier = try joined(earlier.count, zero, .truth) { .compare(.greater, $0, $1) }
            let joinedValue = try choose(hasThis, try choose(hadEarlier, both, value), earlier.value)
            result = (joinedValue, try joined(earlier.count, count, .number) { .arithmetic(.add, $0, $1) })
        }
        guard let result else { throw NotColumnar("min or max of nothing") }
        return result.value
    }

    private mutating func extremeOfValues(_ better: Step.Comparator, _ elements: [Expr]) throws(NotColumnar) -> NodeID {
        var result: NodeID?
        for element in elements {
            let node = try value(element)
            guard let earlier = result else {
                result = node
                continue
            }
            result = try choose(try joined(earlier, node, .truth) { .compare(better, $0, $1) }, earlier, node)
        }
        guard let result else { throw NotColumnar("min or max of an empty list") }
        return result
    }

    private mutating func distinct(_ plan: ListPlan) throws(NotColumnar) -> ListPlan {
        guard plan.parts.count == 1 else { throw NotColumnar("distinct values of lists put together") }
        let part = plan.parts[0]
        guard case .value(let node) = part.element else { throw NotColumnar("distinct records") }
        let value = try spread(node, to: part.rows)
        let groups = groupLevel(part, [value], plan.owner)
        let first = program.node(.groupFirst(groups.map), level: groups.level, shape: .map(to: part.rows))
        let element = program.node(.lift(value, map: first), level: groups.level, shape: program[value].shape)
        return ListPlan(
            owner: plan.owner, parts: [.init(rows: groups.level, map: groups.up, mask: nil, element: .value(element), faults: part.faults)])
    }

    private mutating func gaps(_ plan: ListPlan) throws(NotColumnar) -> ListPlan {
        guard plan.parts.count == 1 else { throw NotColumnar("gaps in lists put together") }
        let part = plan.parts[0]
        let step = Step.gapValues(map: part.map, mask: part.mask, value: try values(part))
        // The node's level is the one it makes; levels are numbered in order, so it is the next.
        let level = program.levels.count
        let gap = program.node(step, level: level, shape: .number)
        let made = program.level(.gaps(gap), up: nil)
        let up = program.node(.gapOwner(gap), level: made, shape: .map(to: plan.owner))
        program.connect(made, plan.owner, by: up)
        var gaps = ListPlan.Part(rows: made, map: up, mask: nil, element: .value(gap), faults: part.faults)
        gaps.faults.append(fault(gaps, gap, plan.owner))
        return ListPlan(owner: plan.owner, parts: [gaps])
    }

    // MARK: Dates, IDs, literals

    private mutating func dated(_ function: Step.DateFunction, _ arguments: [Expr]) throws(NotColumnar) -> NodeID {
        let first = try value(arguments[0])
        guard arguments.count == 2 else { return program.node(.date(function, first, nil), level: program[first].level, shape: .number) }
        return try joined(first, try value(arguments[1]), .number) { .date(function, $0, $1) }
    }

    private mutating func identified(_ function: Step.IdentityFunction, _ argument: Expr) throws(NotColumnar) -> NodeID {
        let node = try value(argument)
        let shape: Shape =
            switch function {
            case .birthDate, .sexDigit, .size: .number
            case .normalised: .text
            default: .truth
            }
        return program.node(.identity(function, node), level: program[node].level, shape: shape)
    }

    private mutating func literal(_ function: String, _ arguments: [Expr]) throws(NotColumnar) -> NodeID {
        guard let hundredths = TypedLiteral.value(function, arguments.first) else {
            throw NotColumnar("\(function)() of a value that is not literal")
        }
        return number(hundredths)
    }
}

/// `date('…')`, `yuan(…)` and the like as the number they stand for.
enum TypedLiteral {
    static func value(_ function: String, _ argument: Expr?) -> Int64? {
        guard let argument else { return nil }
        var negative = false
        var node = argument.node
        if case .unary(.minus, let inner) = node {
            negative = true
            node = inner.node
        }
        guard case .literal(let literal) = node else { return nil }
        switch (function, literal) {
        case ("date", .string(let text)): return CalendarDate(iso: text).map { Int64($0.daysSinceEpoch) }
        case (_, .int(let whole)):
            let (value, over) = whole.multipliedReportingOverflow(by: negative ? -100 : 100)
            return over ? nil : value
        case (_, .double(let number)):
            let value = (number * 100).rounded()
            return abs(value) < 9e15 && abs(value - number * 100) < 1e-6 ? Int64(value) * (negative ? -1 : 1) : nil
        case (_, .string(let text)): return (try? Money(text))?.fen
        default: return nil
        }
    }
}
