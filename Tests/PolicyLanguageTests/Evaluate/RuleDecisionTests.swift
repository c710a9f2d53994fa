import Basics
import Declarations
import PolicyLanguage
import Testing

@Suite struct RuleDecisionTests {
    private let place = Position(file: "rule.yaml", line: 1)
    private let day = CalendarDate(year: 2025, month: 6, day: 30) ?? .first

    /// A rule from its expressions, checked as a pack's.
    private func rule(
        _ subject: Rule.Subject, naming lets: [(String, String)] = [], when: String, evidence: [(String, String)] = []
    ) throws -> Rule {
        let checker = Checker(vocabulary: SmallVocabulary.vocabulary, parameters: SmallVocabulary.parameters)
        var scope = Scope.of(subject, vocabulary: SmallVocabulary.vocabulary)
        var next = 0
        func checked(_ text: String) throws -> CheckedExpression {
            let outcome = checker.check(text, at: place, in: scope, nextID: &next)
            return try #require(outcome.expression, "\(outcome.diagnostics)")
        }
        var named: [Rule.Let] = []
        for (name, text) in lets {
            let outcome = checker.check(text, at: place, in: scope, nextID: &next)
            named.append(Rule.Let(name: name, value: try #require(outcome.expression, "\(outcome.diagnostics)")))
            scope[name] = outcome.entry
        }
        let text = Bilingual(zh: "", en: "")
        return Rule(
            id: "r", version: 1, status: .experimental, title: text, subject: subject, outcome: .veto, severity: 1, references: [],
            inForceFrom: nil, inForceUntil: nil, inForceKnown: false, verified: false, lets: named, condition: try checked(when),
            evidence: try evidence.map { Rule.Evidence(name: $0.0, title: text, value: try checked($0.1)) }, message: text, investigate: text,
            falsePositives: [], knownGaps: nil, examples: [], position: place)
    }

    /// A household of two with three cars and a house.
    private func family() -> (SubjectFacts, car: FactGraph.RecordID) {
        var graph = FactGraph(vocabulary: SmallVocabulary.vocabulary)
        let village = graph.add("village", fields: ["poor": .bool(true)])
        let household = graph.add("household", fields: ["household_id": .int(5), "income": .money(1_000_000)], owner: village)
        let person = graph.add("person", fields: ["name": .string("张三"), "person_id": .int(1)], owner: household)
        let child = graph.add("person", fields: ["name": .string("张小"), "person_id": .int(2)], owner: household)
        let car = graph.add(
            "vehicles", fields: ["price": .money(6_000_000), "status": .string("在用")], owner: person,
            origin: .init(source: "vehicles", file: "vehicles.csv", line: 7))
        _ = graph.add("vehicles", fields: ["price": .money(100), "status": .string("报废")], owner: person)
        _ = graph.add("vehicles", fields: ["status": .string("在用")], owner: child)
        _ = graph.add("real_estate", fields: ["area": .decimal(9050, unit: "m2")], owner: child)
        let names: [String: Value] = ["person": .record(person), "household": .record(household), "village": .record(village)]
        return (SubjectFacts(graph: graph, names: names), car)
    }

    private func decide(_ rule: Rule, _ parameters: [String: Value] = ["price_limit": .money(5_000_000)]) -> String {
        switch rule.decide(family().0, asOf: day, parameters: parameters) {
        case .fires(let evidence): "fires \(evidence.map { $0.map(String.init) ?? "-" }.joined(separator: " "))"
        case .silent: "silent"
        case .undecided(let problem): "undecided \(problem.code)"
        }
    }

    @Test func aRuleFiresWithItsEvidence() throws {
        let rule = try rule(
            .household, naming: [("cars", "household.vehicles.filter(v, has(v.price) && v.price > parameter.price_limit)")],
            when: "size(cars) > 0",
            evidence: [
                ("cars", "size(cars)"), ("value", "sum(cars.map(v, v.price))"), ("day", "as_of"), ("poor", "village.poor"),
                ("area", "sum(household.real_estate.map(r, r.area))"), ("none", "sum(household.renovations.map(r, r.year))"),
            ])
        #expect(decide(rule) == "fires 1 6000000 20250630 1 9050 0")
    }

    @Test func belowTheLimitItIsSilent() throws {
        let rule = try rule(.household, when: "household.vehicles.exists(v, has(v.price) && v.price > parameter.price_limit)")
        #expect(decide(rule, ["price_limit": .money(6_000_000)]) == "silent")
    }

    @Test func anAbsentFieldLeavesItUndecided() throws {
        #expect(decide(try rule(.household, when: "household.vehicles.all(v, v.price > yuan(0))")) == "undecided absent")
        #expect(decide(try rule(.household, when: "household.vehicles.exists(v, v.price > yuan(0))")) == "fires ")
        #expect(decide(try rule(.person, when: "person.birth_date < as_of")) == "undecided absent")
        #expect(decide(try rule(.person, when: "has(person.birth_date) && person.birth_date < as_of")) == "silent")
    }

    @Test func aParameterWithoutAValueLeavesItUndecided() throws {
        let rule = try rule(.household, when: "household.income < parameter.price_limit")
        #expect(decide(rule, [:]) == "undecided unknown-parameter")
    }

    @Test func aLetNobodyNeedsHarmsNobody() throws {
        let broken = ("earliest", "min(household.renovations.map(r, r.year))")
        #expect(decide(try rule(.household, naming: [broken], when: "size(household.renovations) > 0 && earliest > 2000")) == "silent")
        #expect(decide(try rule(.household, naming: [broken], when: "earliest > 2000")) == "undecided empty-list")
    }

    @Test func evidenceWithoutAValueIsLeftBlank() throws {
        let rule = try rule(.household, when: "true", evidence: [("year", "min(household.renovations.map(r, r.year))"), ("one", "1")])
        #expect(decide(rule) == "fires - 1")
    }

    @Test func theSumOfNoMoneyIsNoMoney() throws {
        #expect(decide(try rule(.household, when: "sum(household.subsidies.map(s, s.amount)) < yuan(1)")) == "fires ")
        #expect(decide(try rule(.household, when: "sum(village.roads.map(r, r.length)) < km(1)")) == "fires ")
    }

    @Test func aHouseholdHasTheRowsOfAllItsMembers() throws {
        let rule = try rule(
            .person, when: "true",
            evidence: [
                ("own", "size(person.vehicles)"), ("household", "size(household.vehicles)"), ("village", "size(village.vehicles)"),
                ("members", "size(person.household.members)"), ("together", "size(household.vehicles + household.real_estate)"),
            ])
        #expect(decide(rule) == "fires 2 3 3 2 4")
    }

    @Test func aTraceNamesTheRowsThatWereUsed() throws {
        let rule = try rule(
            .household, naming: [("cars", "household.vehicles.filter(v, has(v.price) && v.price > parameter.price_limit)"), ("unused", "1")],
            when: "size(cars) > 0", evidence: [("cars", "size(cars)")])
        let (facts, car) = family()
        let parameters: [String: Value] = ["price_limit": .money(5_000_000)]
        let (_, trace) = rule.explain(facts, asOf: day, parameters: parameters)
        #expect(trace.records.contains(car))
        #expect(trace.parameters == ["price_limit"])
        #expect(trace.origins(in: facts.graph) == [.init(source: "vehicles", file: "vehicles.csv", line: 7)])
        let history = [Parameter.Value(from: CalendarDate(year: 2018, month: 1, day: 1) ?? .first, value: .number(5_000_000), reference: "")]
        let text = Bilingual(zh: "", en: "")
        let limit = Parameter(
            name: "price_limit", title: text, type: .money, history: history, lastVerifiedOn: nil, verified: false, position: place)
        let pack = PolicyPack(
            id: "p", title: text, authority: text, area: "", sources: [], parameters: [limit], explanations: [], rules: [rule])
        #expect(pack.parameterValues(on: day).keys.sorted() == ["price_limit"])
        let lines = trace.lines(rule: rule, graph: facts.graph, pack: pack, asOf: day)
        #expect(lines.contains("  parameter.price_limit = 50000.00 yuan, in force from 2018-01-01"))
        #expect(trace.lines(rule: rule, graph: facts.graph, pack: pack, asOf: .first)[1].hasSuffix("has no value on 0001-01-01"))
        #expect(lines.contains("  cars = 1 rows") && lines.contains("  unused = not needed") && lines.contains("  when true"))
    }

    @Test func costIsBounded() throws {
        let loop = "[1,2,3,4,5,6,7,8,9,10]"
        let deep = (0..<8).reduce("true") { body, level in "\(loop).all(x\(level), \(body))" }
        let rule = try rule(.household, when: "\(deep) || true")
        #expect(decide(rule) == "undecided too-costly")
        let doubled = (1...60).map { ("a\($0)", "a\($0 - 1) + a\($0 - 1)") }
        #expect(decide(try self.rule(.household, naming: [("a0", "[1, 2]")] + doubled, when: "size(a60) > 0")) == "undecided too-costly")
    }

    @Test func nestingThroughLetsIsBounded() throws {
        let chain = (0..<20).map { ("a\($0)", ($0 == 0 ? "1" : "a\($0 - 1)") + String(repeating: " + 1", count: 200)) }
        #expect(decide(try rule(.household, naming: chain, when: "a19 > 0 || true")) == "undecided too-deep")
        #expect(decide(try rule(.household, naming: Array(chain.prefix(1)), when: "a0 > 0")) == "fires ")
        let macros = String(repeating: "[1].all(x, ", count: 240) + "true" + String(repeating: ")", count: 240)
        #expect(decide(try rule(.household, naming: [("a", macros)], when: macros.replacing("true", with: "a"))) == "undecided too-deep")
    }
}
