import Datasets
import PolicyLanguage

/// All rules of all packs as one program: steps that several rules share are computed once.
package struct CompiledPacks: Sendable {
    let program: Program
    let rules: [CompiledRule]
    let layout: RecordLayout

    package init(packs: [PolicyPack], layout: RecordLayout) {
        var program = Program()
        var rules: [CompiledRule] = []
        for pack in packs {
            for rule in pack.rules where rule.status != .retired {
                let plan = RuleCompiler.plan(rule, pack: pack, layout: layout, program: &program)
                rules.append(CompiledRule(rule: rule, pack: pack.id, area: pack.area, plan: plan))
            }
        }
        (self.program, self.rules, self.layout) = (program, rules, layout)
    }

    /// Why a rule does not run in columns; nil when it does. For `policy check`.
    package static func reasonAgainstColumns(_ rule: Rule, pack: PolicyPack, layout: RecordLayout) -> String? {
        var program = Program()
        guard case .single(let reason) = RuleCompiler.plan(rule, pack: pack, layout: layout, program: &program) else { return nil }
        return reason
    }

    /// Columns the rules read, and the datasets whose unmatched rows they want.
    var columnsRead: Set<Shape.Column> { program.columnsRead }
    /// Whether any rule looks at the dataset's rows.
    func uses(_ dataset: String) -> Bool {
        needsEveryColumn || program.levels.contains { $0.kind == .rows(dataset: dataset) }
    }

    /// A rule that runs one subject at a time may look at any column.
    var needsEveryColumn: Bool { rules.contains { !$0.isColumnar } }
    var groupSubjects: Set<String> {
        Set(rules.compactMap { if case .group(let dataset, _, _) = $0.rule.subject { dataset } else { nil } })
    }
    var rowSubjects: Set<String> {
        Set(rules.compactMap { if case .row(let dataset) = $0.rule.subject { dataset } else { nil } })
    }
}

enum RuleCompiler {
    static func plan(_ rule: Rule, pack: PolicyPack, layout: RecordLayout, program: inout Program) -> CompiledRule.Plan {
        var layout = layout
        layout.parameterTypes = Dictionary(pack.parameters.map { ($0.name, $0.type) }) { first, _ in first }
        var compiler = ExpressionCompiler(program: program, layout: layout, pack: pack.id)
        do throws(NotColumnar) {
            if case .group(let dataset, let keys, let clueFor) = rule.subject {
                let plan = try group(rule, dataset, keys, clueFor, &compiler)
                program = plan.shared
                return .group(plan.plan)
            }
            let level = try bindSubject(rule.subject, &compiler)
            let (condition, evidence) = try body(rule, level, &compiler)
            program = compiler.program
            return .level(level, condition: condition, evidence: evidence)
        } catch {
            return .single(reason: error.description)
        }
    }

    private static func bindSubject(_ subject: Rule.Subject, _ compiler: inout ExpressionCompiler) throws(NotColumnar) -> LevelID {
        let person = RecordRef(name: "person", level: Level.person)
        let household = RecordRef(name: "household", level: Level.household)
        let village = RecordRef(name: "village", level: Level.village)
        switch subject {
        case .person:
            compiler.scope = ["person": .record(person), "household": .record(household), "village": .record(village)]
            return Level.person
        case .household:
            compiler.scope = ["household": .record(household), "village": .record(village)]
            return Level.household
        case .village:
            compiler.scope = ["village": .record(village)]
            return Level.village
        case .row(let dataset):
            let name = recordName(dataset)
            let level = try compiler.level(ofRows: name)
            compiler.scope = ["row": .record(RecordRef(name: name, level: level))]
            return level
        case .group: throw NotColumnar("a group inside a group")
        }
    }

    /// The register's files as datasets: `persons` are `person` records.
    static func recordName(_ dataset: String) -> String {
        switch dataset {
        case "persons": "person"
        case "households": "household"
        case "villages": "village"
        default: dataset
        }
    }

    private static func body(_ rule: Rule, _ level: LevelID, _ compiler: inout ExpressionCompiler) throws(NotColumnar) -> (NodeID, [NodeID]) {
        for binding in rule.lets { compiler.scope[binding.name] = try compiler.compile(binding.value) }
        let condition = try value(rule.condition, level, &compiler)
        var evidence: [NodeID] = []
        for item in rule.evidence {
            let node = try value(item.value, level, &compiler)
            evidence.append(printed(node, item.value.type, level, &compiler))
        }
        return (condition, evidence)
    }

    private static func value(_ expression: CheckedExpression, _ level: LevelID, _ compiler: inout ExpressionCompiler) throws(NotColumnar) -> NodeID {
        guard case .value(let node) = try compiler.compile(expression) else { throw NotColumnar("a condition or evidence that is no value") }
        return try compiler.spread(node, to: level)
    }

    /// As evidence prints: dates as yyyymmdd, truth as 0 or 1.
    private static func printed(_ node: NodeID, _ type: ValueType, _ level: LevelID, _ compiler: inout ExpressionCompiler) -> NodeID {
        if type == .date { return compiler.program.node(.date(.ymd, node, nil), level: level, shape: .number) }
        if compiler.program[node].shape == .truth { return compiler.program.node(.asNumber(node), level: level, shape: .number) }
        return node
    }

    private static func group(
        _ rule: Rule, _ dataset: String, _ keys: [CheckedExpression], _ clueFor: Rule.ClueFor, _ outer: inout ExpressionCompiler
    ) throws(NotColumnar) -> (plan: GroupPlan, shared: Program) {
        let name = recordName(dataset)
        let source = try outer.level(ofRows: name)
        let row = RecordRef(name: name, level: source)
        let gathering = Gathering(compiler: outer, level: source)
        var inner = ExpressionCompiler(program: Program(), layout: outer.layout, pack: outer.pack)
        inner.gathering = gathering
        let rows = inner.program.level(.gathered, up: nil)
        let groups = inner.program.level(.gatheredGroups, up: nil)
        let map = inner.program.node(.up(from: rows, to: groups), level: rows, shape: .map(to: groups))
        inner.program.connect(rows, groups, by: map)
        var keyLeaves: [Int] = []
        var keyNodes: [NodeID] = []
        for key in keys {
            gathering.compiler.scope = ["row": .record(row)]
            guard case .value(let node) = try gathering.compiler.compile(key) else { throw NotColumnar("a group's key that is no value") }
            keyLeaves.append(try gathering.leaf(node))
            let leaf = try inner.leafNode(node, gathering, level: rows)
            let first = inner.program.node(.firstRow(map: map, mask: nil), level: groups, shape: .map(to: rows))
            keyNodes.append(inner.program.node(.lift(leaf, map: first), level: groups, shape: inner.program[leaf].shape))
        }
        let element = ListPlan.Element.record(RecordRef(name: name, level: rows, gathered: .from(row)))
        inner.scope = [
            "rows": .list(ListPlan(owner: groups, parts: [.init(rows: rows, map: map, mask: nil, element: element, faults: [])])),
            "key": .keys(keyNodes),
        ]
        let (condition, evidence) = try body(rule, groups, &inner)
        let plan = GroupPlan(
            source: source, leaves: gathering.leaves, leafShapes: gathering.leaves.map { gathering.compiler.program[$0].shape }, keys: keyLeaves,
            keyTypes: keys.map(\.type), program: inner.program, rows: rows, groups: groups, condition: condition,
            evidence: evidence, clueFor: clueFor, ignoresRepeats: !countsRows(inner.program, rows))
        return (plan, gathering.compiler.program)
    }

    /// Whether any step would notice a row that stands there twice.
    private static func countsRows(_ program: Program, _ rows: LevelID) -> Bool {
        program.nodes.contains { node in
            switch node.step {
            case .fold(let fold, let map, _, _): program[map].level == rows && ![.any, .all, .least, .greatest].contains(fold)
            case .gapValues(let map, _, _): program[map].level == rows
            default: false
            }
        }
    }
}
