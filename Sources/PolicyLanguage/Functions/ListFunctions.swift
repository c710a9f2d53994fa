import Basics

/// Sizes, sums and the other folds over lists.
enum ListFunctions {
    static let all: [BuiltIn] = [
        BuiltIn(
            name: "size", form: .both, argumentCounts: 1...1, takes: "a list, a map, a string or bytes",
            result: { types in
                switch types.first {
                case .list, .map, .string, .bytes, .dynamic: .int
                default: nil
                }
            }, apply: size),
        fold("sum", accepting: { $0 == .int || $0 == .money || $0.isDecimal }, takes: "a list of int, money or decimal", sum),
        fold("min", accepting: isMeasurable, takes: "a list of int, money, decimal or date") { extreme("min", $0, .before) },
        fold("max", accepting: isMeasurable, takes: "a list of int, money, decimal or date") { extreme("max", $0, .after) },
        BuiltIn(
            name: "distinct", form: .function, argumentCounts: 1...1, takes: "a list",
            result: { types in
                guard case .list(let element)? = types.first else { return types.first == .dynamic ? .dynamic : nil }
                return element.isGroupKey || element == .dynamic ? types[0] : nil
            }, apply: distinct),
        BuiltIn(
            name: "gaps", form: .function, argumentCounts: 1...1, takes: "a list of int or date",
            result: { types in
                switch types.first {
                case .list(.int), .list(.date), .list(.dynamic), .dynamic: .list(.int)
                default: nil
                }
            }, apply: gaps),
        BuiltIn(
            name: "abs", form: .function, argumentCounts: 1...1, takes: "an int, money, a decimal or a double",
            result: { types in
                switch types.first {
                case .int, .money, .decimal, .double, .dynamic: types[0]
                default: nil
                }
            }, apply: abs),
    ]

    private static func isMeasurable(_ type: ValueType) -> Bool { type == .int || type == .money || type == .date || type.isDecimal }

    private static func fold(
        _ name: String, accepting accepts: @escaping @Sendable (ValueType) -> Bool, takes: String,
        _ apply: @escaping @Sendable ([Value]) -> Answer
    ) -> BuiltIn {
        BuiltIn(
            name: name, form: .function, argumentCounts: 1...1, takes: takes,
            result: { types in
                guard case .list(let element)? = types.first else { return types.first == .dynamic ? .dynamic : nil }
                return element == .dynamic ? .dynamic : accepts(element) ? element : nil
            },
            apply: { arguments in
                guard arguments.count == 1, case .list(let elements) = arguments[0] else { return .failure(.noOverload(name, arguments)) }
                return apply(elements)
            })
    }

    private static func size(_ arguments: [Value]) -> Answer {
        switch arguments.first {
        case .string(let text): .success(.int(Int64(text.unicodeScalars.count)))
        case .bytes(let bytes): .success(.int(Int64(bytes.count)))
        case .list(let list): .success(.int(Int64(list.count)))
        case .map(let map): .success(.int(Int64(map.count)))
        default: .failure(.noOverload("size", arguments))
        }
    }

    /// The sum of nothing is 0; of which type, only the checker knows.
    private static func sum(_ elements: [Value]) -> Answer {
        var total: Value?
        for element in elements {
            switch element {
            case .int, .money, .decimal: break
            default: return .failure(.noOverload("sum", [element]))
            }
            guard let before = total else {
                total = element
                continue
            }
            switch Calculating.apply(.add, before, element) {
            case .success(let sum): total = sum
            case .failure(let error): return .failure(error)
            }
        }
        return .success(total ?? .int(0))
    }

    private static func extreme(_ name: String, _ elements: [Value], _ wanted: Comparing.Order) -> Answer {
        guard var best = elements.first else {
            return .failure(EvaluationError("empty-list", "\(name)() of an empty list has no value"))
        }
        for element in elements {
            switch element {
            case .int, .money, .decimal, .date: break
            default: return .failure(.noOverload(name, [element]))
            }
            guard let order = Comparing.order(element, best) else {
                return .failure(Comparing.unitClash(element, best) ?? .noOverload(name, [element, best]))
            }
            if order == wanted { best = element }
        }
        return .success(best)
    }

    private static func distinct(_ arguments: [Value]) -> Answer {
        guard arguments.count == 1, case .list(let elements) = arguments[0] else { return .failure(.noOverload("distinct", arguments)) }
        var seen: Set<GroupKey> = []
        var kept: [Value] = []
        for element in elements {
            guard let key = GroupKey(element) else { return .failure(.noOverload("distinct", [element])) }
            if seen.insert(key).inserted { kept.append(element) }
        }
        return .success(.list(kept))
    }

    private static func gaps(_ arguments: [Value]) -> Answer {
        guard arguments.count == 1, case .list(let elements) = arguments[0] else { return .failure(.noOverload("gaps", arguments)) }
        var numbers: [Int64] = []
        var dates = 0
        for element in elements {
            switch element {
            case .int(let number): numbers.append(number)
            case .date(let date):
                numbers.append(Int64(date.daysSinceEpoch))
                dates += 1
            default: return .failure(.noOverload("gaps", [element]))
            }
        }
        guard dates == 0 || dates == numbers.count else { return .failure(.noOverload("gaps", elements)) }
        numbers.sort()
        var differences: [Value] = []
        for (earlier, later) in zip(numbers, numbers.dropFirst()) {
            switch Calculating.whole(.subtract, later, earlier) {
            case .success(let difference): differences.append(.int(difference))
            case .failure(let error): return .failure(error)
            }
        }
        return .success(.list(differences))
    }

    private static func abs(_ arguments: [Value]) -> Answer {
        switch arguments.first {
        case .int(let x) where x < 0, .money(let x) where x < 0: Calculating.negate(arguments[0])
        case .decimal(let x, _) where x < 0: Calculating.negate(arguments[0])
        case .double(let x): .success(.double(x.magnitude))
        case .int, .money, .decimal: .success(arguments[0])
        default: .failure(.noOverload("abs", arguments))
        }
    }
}

extension ValueType {
    fileprivate var isDecimal: Bool { if case .decimal = self { true } else { false } }
}

/// A value by which rows are grouped, hashed by its code points and its unit.
enum GroupKey: Hashable {
    case bool(Bool)
    case int(Int64)
    case text([UInt8])
    case date(CalendarDate)
    case money(Int64)
    case decimal(Int64, unit: String)

    init?(_ value: Value) {
        switch value {
        case .bool(let x): self = .bool(x)
        case .int(let x): self = .int(x)
        case .string(let x): self = .text(Array(x.utf8))
        case .date(let x): self = .date(x)
        case .money(let x): self = .money(x)
        case .decimal(let x, let unit): self = .decimal(x, unit: unit)
        default: return nil
        }
    }
}
