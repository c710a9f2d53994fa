import Datasets
import PolicyLanguage

/// Compiles checked expressions of one rule into steps of a program. Every value lands on the smallest level it depends on: what is said of the
/// household is computed once a household, also inside a list of payments.
struct ExpressionCompiler {
    var program: Program
    /// Tables and their columns, by record name.
    let layout: RecordLayout
    let pack: String
    var scope: [String: Meaning] = [:]
    var types: [Int: ValueType] = [:]
    /// For a group rule: nodes of the partitions' program that the gathered rows carry along.
    var gathering: Gathering?

    init(program: Program, layout: RecordLayout, pack: String) {
        self.program = program
        self.layout = layout
        self.pack = pack
    }

    mutating func compile(_ expression: CheckedExpression) throws(NotColumnar) -> Meaning {
        types = expression.types
        return try meaning(expression.expr)
    }

    mutating func value(_ expr: Expr) throws(NotColumnar) -> NodeID {
        switch try meaning(expr) {
        case .value(let node): return node
        case .record: throw NotColumnar("a record where a value is needed")
        case .list, .keys, .beside: throw NotColumnar("a list where a value is needed")
        }
    }

    mutating func meaning(_ expr: Expr) throws(NotColumnar) -> Meaning {
        switch expr.node {
        case .literal(let literal): return .value(try constant(literal))
        case .name(let name): return try named(name)
        case .select(let base, let field): return try selected(base, field)
        case .has(let base, let field): return .value(try present(base, field))
        case .unary(let op, let operand): return .value(try unary(op, operand))
        case .binary(let op, let a, let b): return try binary(op, a, b)
        case .conditional(let condition, let then, let otherwise):
            return .value(try choose(try value(condition), try value(then), try value(otherwise)))
        case .index(let base, let index): return try indexed(base, index)
        case .call(let function, let arguments): return try called(function, arguments)
        case .method(let target, let function, let arguments): return .value(try method(target, function, arguments))
        case .macro(let macro, let range, let variable, let bodies): return try macroOver(macro, range, variable, bodies)
        case .list, .map: throw NotColumnar("a list or map built from values")
        }
    }

    // MARK: Constants and names

    mutating func number(_ value: Int64) -> NodeID { program.node(.constant(value), level: Level.constant, shape: .number) }
    mutating func truth(_ value: Bool) -> NodeID { program.node(.constantTruth(value), level: Level.constant, shape: .truth) }

    private mutating func constant(_ literal: Expr.Literal) throws(NotColumnar) -> NodeID {
        switch literal {
        case .bool(let value): return truth(value)
        case .int(let value): return number(value)
        case .string(let text): return program.node(.constantText(text), level: Level.constant, shape: .text)
        default: throw NotColumnar("a literal of a type that columns do not hold")
        }
    }

    private mutating func named(_ name: String) throws(NotColumnar) -> Meaning {
        if let meaning = scope[name] {
            if case .beside = meaning { throw NotColumnar("a list gone through once for each \(name)") }
            return meaning
        }
        if name == "as_of" { return .value(program.node(.asOf, level: Level.constant, shape: .number)) }
        throw NotColumnar("the name \(name)")
    }

    // MARK: Records

    private mutating func selected(_ base: Expr, _ field: String) throws(NotColumnar) -> Meaning {
        if case .name("parameter") = base.node { return .value(parameter(field, type(of: base, field))) }
        guard case .record(let record) = try meaning(base) else { throw NotColumnar("a field of something that is no record") }
        return try member(record, field)
    }

    private var parameterTypes: [String: ValueType] { layout.parameterTypes }
    private func type(of base: Expr, _ field: String) -> ValueType { parameterTypes[field] ?? .int }

    private mutating func parameter(_ name: String, _ type: ValueType) -> NodeID {
        let key = "\(pack)/\(name)"
        switch type {
        case .string: return program.node(.parameterText(key), level: Level.constant, shape: .text)
        case .bool:
            return program.node(.truth(program.node(.parameter(key), level: Level.constant, shape: .number)), level: Level.constant, shape: .truth)
        default: return program.node(.parameter(key), level: Level.constant, shape: .number)
        }
    }

    /// `record.field`: a column, a record it belongs to, or the list of rows that belong to it.
    mutating func member(_ record: RecordRef, _ field: String) throws(NotColumnar) -> Meaning {
        if case .from(let source)? = record.gathered { return try gatheredMember(record, source, field) }
        if let column = layout.column(record.name, field) { return .value(columnValue(record, column)) }
        if let link = layout.link(record.name, field) {
            let level = try linkLevel(record, link)
            guard let picked = record.picked else { return .record(RecordRef(name: link, level: level)) }
            guard let map = program.map(from: record.level, to: level) else { throw NotColumnar("\(record.name).\(field)") }
            let through = program.node(.through(picked, map), level: program[picked].level, shape: .map(to: level))
            return .record(RecordRef(name: link, level: level, picked: through))
        }
        if let rows = layout.rows(record.name, field) { return .list(try list(of: rows, owner: record)) }
        throw NotColumnar("\(record.name).\(field)")
    }

    private func linkLevel(_ record: RecordRef, _ link: String) throws(NotColumnar) -> LevelID {
        switch link {
        case "person": return Level.person
        case "household": return Level.household
        case "village": return Level.village
        default: throw NotColumnar("a link to \(link)")
        }
    }

    private mutating func columnValue(_ record: RecordRef, _ column: RecordLayout.Column) -> NodeID {
        let place = Shape.Column(table: layout.table(record.name), index: column.index)
        let held = column.held(place)
        var node = program.node(.column(place), level: record.level, shape: held == .truth ? .number : held)
        if held == .truth { node = program.node(.truth(node), level: record.level, shape: .truth) }
        guard let picked = record.picked else { return node }
        return program.node(.lift(node, map: picked), level: program[picked].level, shape: program[node].shape)
    }

    /// The rows of a dataset, the members of a household, the households of a village.
    private mutating func list(of rows: String, owner record: RecordRef) throws(NotColumnar) -> ListPlan {
        guard record.picked == nil else { throw NotColumnar("the list of a picked row") }
        let level = try self.level(ofRows: rows)
        guard let map = program.map(from: level, to: record.level) else { throw NotColumnar("\(record.name).\(rows)") }
        let element = ListPlan.Element.record(RecordRef(name: rows, level: level))
        return ListPlan(owner: record.level, parts: [.init(rows: level, map: map, mask: nil, element: element, faults: [])])
    }

    mutating func level(ofRows name: String) throws(NotColumnar) -> LevelID {
        switch name {
        case "person": return Level.person
        case "household": return Level.household
        case "village": return Level.village
        default:
            guard let anchor = layout.anchor(name) else { throw NotColumnar("the dataset \(name)") }
            let up: LevelID? =
                switch anchor {
                case .person: Level.person
                case .household: Level.household
                case .village: Level.village
                case .none: nil
                }
            return program.level(.rows(dataset: name), up: up)
        }
    }

    private mutating func present(_ base: Expr, _ field: String) throws(NotColumnar) -> NodeID {
        guard case .record(let record) = try meaning(base) else { throw NotColumnar("has() of something that is no record") }
        if record.gathered == nil, let link = layout.link(record.name, field), layout.column(record.name, field) == nil {
            let level = try linkLevel(record, link)
            guard record.picked == nil, let map = program.map(from: record.level, to: level) else { throw NotColumnar("has(\(field))") }
            return program.node(.reached(map: map), level: record.level, shape: .truth)
        }
        if let picked = record.picked {
            // Asked of the row itself, so that having no row to pick stays an error.
            var unpicked = record
            unpicked.picked = nil
            guard case .value(let node) = try member(unpicked, field) else { throw NotColumnar("has(\(field)) of a picked row") }
            let isThere = program.node(.present(node), level: record.level, shape: .truth)
            return program.node(.lift(isThere, map: picked), level: program[picked].level, shape: .truth)
        }
        guard case .value(let node) = try member(record, field) else { return truth(true) }
        return program.node(.present(node), level: program[node].level, shape: .truth)
    }
}
