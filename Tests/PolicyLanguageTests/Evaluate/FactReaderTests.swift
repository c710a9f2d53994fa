import Basics
import Declarations
import PolicyLanguage
import Testing

@Suite struct FactReaderTests {
    private let day = CalendarDate(year: 2025, month: 6, day: 30) ?? .first
    private let place = Position(file: "rule.yaml", line: 9, column: 3)

    // MARK: Nodes as the YAML reader makes them

    private func text(_ text: String) -> Node { Node(.scalar(text, quoted: false), at: place) }
    private func list(_ items: Node...) -> Node { Node(.sequence(items), at: place) }
    private func map(_ entries: KeyValuePairs<String, Node>) -> Node {
        Node(.mapping(entries.map { Node.Entry(key: $0.key, keyPosition: place, value: $0.value) }), at: place)
    }

    private func read(_ node: Node, _ subject: Rule.Subject) -> (facts: SubjectFacts?, diagnostics: [Diagnostic]) {
        FactReader.read(node, subject: subject, vocabulary: SmallVocabulary.vocabulary, asOf: day)
    }

    /// What an expression gives over the facts, as a person reads it.
    private func value(_ expression: String, _ node: Node, _ subject: Rule.Subject) throws -> String {
        let (facts, diagnostics) = read(node, subject)
        guard let facts else { return diagnostics.map(\.code).joined(separator: " ") }
        var evaluator = Evaluator(graph: facts.graph, names: facts.names.mapValues(Evaluator.Binding.value))
        switch evaluator.evaluate(try Parser.parse(expression).get()) {
        case .success(let value): return ValueText.shown(value)
        case .failure(let problem): return problem.code
        }
    }

    @Test func valuesAreWrittenAsADepartmentWritesThem() throws {
        let facts = map([
            "household": map(["income": text("1234.5"), "land": text("3.25"), "entered_on": text("2016-01-01"), "household_id": text("7")]),
            "village": map(["poor": text("true")]), "members": list(map(["name": text("2018"), "relation": text("户主")])),
        ])
        #expect(try value("household.income", facts, .person) == "1234.50 yuan")
        #expect(try value("household.land", facts, .person) == "3.25 mu")
        #expect(try value("household.entered_on", facts, .person) == "\"2016-01-01\"")
        #expect(try value("[household.household_id, village.poor, person.name, person.relation]", facts, .person) == "[7, true, \"2018\", \"户主\"]")
        #expect(try value("has(person.birth_date)", facts, .person) == "false")
        #expect(try value("size(person.vehicles) + size(household.renovations)", facts, .person) == "0")
    }

    @Test func thePersonIsTheFirstMemberOrTheOneMarked() throws {
        let first = map(["members": list(map(["name": text("甲")]), map(["name": text("乙")]))])
        #expect(try value("person.name", first, .person) == "\"甲\"")
        let marked = map(["members": list(map(["name": text("甲")]), map(["name": text("乙"), "subject": text("true")]))])
        #expect(try value("person.name", marked, .person) == "\"乙\"")
        #expect(try value("size(household.members)", marked, .person) == "2")
        #expect(try value("1", map(["household": map([:])]), .person) == "no-subject")
    }

    @Test func rowsHangWhereTheyAreMatched() throws {
        let facts = map([
            "household": map(["renovations": list(map(["year": text("2019")]))]),
            "members": list(
                map(["vehicles": list(map(["price": text("1")]), map(["price": text("2")]))]), map(["vehicles": list(map(["price": text("3")]))])),
        ])
        #expect(try value("household.vehicles.map(v, v.price)", facts, .household) == "[1.00 yuan, 2.00 yuan, 3.00 yuan]")
        #expect(try value("household.members.map(m, size(m.vehicles))", facts, .household) == "[2, 1]")
        #expect(try value("household.renovations[0].year", facts, .household) == "2019")
    }

    @Test func aRowKnowsWhomItMatched() throws {
        let matched = map(["row": map(["price": text("5"), "person": map(["name": text("甲"), "household": map(["household_id": text("5")])])])])
        #expect(try value("row.person.household.household_id + row.household.household_id", matched, .row(dataset: "vehicles")) == "10")
        let unmatched = map(["row": map(["price": text("5")])])
        #expect(try value("has(row.person) || has(row.household)", unmatched, .row(dataset: "vehicles")) == "false")
        #expect(try value("row.person.name", unmatched, .row(dataset: "vehicles")) == "absent")
    }

    @Test func aGroupHasTheKeyOfItsRows() throws {
        let checker = Checker(vocabulary: SmallVocabulary.vocabulary)
        var next = 0
        let outcome = checker.check("row.account", at: place, in: .ofGroupKeys(dataset: "subsidies"), nextID: &next, expecting: .groupKey)
        let subject = Rule.Subject.group(dataset: "subsidies", keys: [try #require(outcome.expression)], clueFor: .group)
        func row(_ account: String) -> Node { map(["account": text(account), "person": map(["household": map(["household_id": text("5")])])]) }
        #expect(try value("[key[0], string(size(rows))]", map(["rows": list(row("a"), row("a"))]), subject) == "[\"a\", \"2\"]")
        #expect(try value("1", map(["rows": list(row("a"), row("b"))]), subject) == "keys-differ")
        #expect(try value("1", map(["rows": list(map([:]))]), subject) == "no-key")
        #expect(try value("1", map(["rows": list()]), subject) == "no-subject")
    }

    @Test func aVillageHoldsItsHouseholds() throws {
        let facts = map([
            "village": map(["roads": list(map(["length": text("1.5")]))]),
            "households": list(map(["members": list(map([:]), map([:]))]), map(["members": list(map(["vehicles": list(map([:]))]))])),
        ])
        #expect(try value("village.households.map(h, size(h.members))", facts, .village) == "[2, 1]")
        #expect(try value("[size(village.vehicles), size(village.roads)]", facts, .village) == "[1, 1]")
    }

    @Test func mistakesAreNamed() {
        func codes(_ node: Node, _ subject: Rule.Subject = .household) -> [String] { read(node, subject).diagnostics.map(\.code) }
        #expect(codes(map(["houshold": map([:])])) == ["unknown-key"])
        #expect(codes(map(["household": map(["incme": text("1")])])) == ["unknown-field"])
        #expect(codes(map(["household": map(["income": text("1.005")])])) == ["wrong-kind"])
        #expect(codes(map(["household": map(["income": text("12,000")])])) == ["wrong-kind"])
        #expect(codes(map(["household": map(["entered_on": text("2016-13-01")])])) == ["wrong-kind"])
        #expect(codes(map(["household": map(["income": list()])])) == ["wrong-kind"])
        #expect(codes(map(["household": text("x")])) == ["wrong-kind"])
        #expect(codes(map(["members": map([:])])) == ["wrong-kind"])
        #expect(codes(map(["members": list(map(["vehicles": list(map(["status": text("在用 ")]))]))])) == ["unknown-code"])
        #expect(read(map(["houshold": map([:])]), .household).facts == nil)
        #expect(read(map(["houshold": map([:])]), .household).diagnostics.first?.suggestion == "household")
    }
}
