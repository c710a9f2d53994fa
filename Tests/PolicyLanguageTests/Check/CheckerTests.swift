import Declarations
import PolicyLanguage
import Testing

@Suite struct CheckerTests {
    private let checker = Checker(vocabulary: SmallVocabulary.vocabulary, parameters: SmallVocabulary.parameters)

    private func check(
        _ text: String, _ subject: Rule.Subject = .person, expecting: Checker.Expectation = .anything
    ) -> Checker.Outcome {
        var next = 0
        let scope = Scope.of(subject, vocabulary: SmallVocabulary.vocabulary)
        return checker.check(text, at: Position(file: "r.yaml", line: 3, column: 7), in: scope, nextID: &next, expecting: expecting)
    }

    private func type(_ text: String, _ subject: Rule.Subject = .person) -> String {
        let outcome = check(text, subject)
        return outcome.expression.map { "\($0.type)" } ?? outcome.diagnostics.map(\.code).joined(separator: " ")
    }

    @Test(arguments: [
        ("person.name", "string"), ("person.household", "record household"), ("person.household.members", "list of record person"),
        ("person.vehicles", "list of record vehicles"), ("household.vehicles", "list of record vehicles"),
        ("household.renovations", "list of record renovations"), ("village.roads", "list of record roads"),
        ("village.households.map(h, size(h.members))", "list of int"), ("as_of", "date"), ("parameter.price_limit", "money"),
        ("sum(person.vehicles.map(v, v.price))", "money"), ("sum(person.real_estate.map(r, r.area))", "decimal in m2"),
        ("person.vehicles.filter(v, v.price > parameter.price_limit && v.status == '在用')", "list of record vehicles"),
        ("person.vehicles.group(v, [v.status])", "list of list of record vehicles"), ("as_of - person.birth_date", "int"),
        ("person.birth_date + 30", "date"), ("yearsBetween(person.birth_date, as_of) >= 16", "bool"),
        ("household.income / size(household.members)", "money"), ("household.income * decimal(0.5)", "money"),
        ("distinct(person.vehicles.map(v, v.status))", "list of string"), ("gaps(person.subsidies.map(s, s.paid_on))", "list of int"),
        ("max(person.subsidies.map(s, s.amount))", "money"), ("size(person.vehicles + person.real_estate)", "int"),
        ("min(person.vehicles.map(v, v.registered_on) + person.subsidies.map(s, s.paid_on))", "date"),
        ("has(person.birth_date) ? year(person.birth_date) : 0", "int"), ("person.relation in ['户主', '配偶']", "bool"),
        ("[] + [1]", "list of int"), ("person.name.matches('^王')", "bool"),
    ]) func typesFollowTheVocabulary(text: String, expected: String) {
        #expect(type(text) == expected)
    }

    @Test(
        arguments: [
            ("persn.name", "unknown-name", "person"), ("person.nme", "unknown-field", "name"),
            ("parameter.price_limt", "unknown-parameter", "parameter.price_limit"),
            ("person.vehicles.filter(v, v.price > 50000)", "unit-clash", "yuan(50000)"),
            ("household.income + 5", "unit-clash", "yuan(5)"), ("household.income * 0.5", "unit-clash", "decimal(0.5)"),
            ("household.land > m2(3)", "unit-clash", nil),
            ("household.land > 3.5", "unit-clash", "mu(3.5)"), ("household.income / household.income > 2", "unit-clash", nil),
            ("person.relation == '户主 '", "unknown-code", "户主"), ("person.relation in ['户主', '媳妇']", "unknown-code", nil),
            ("'户' in person.vehicles.map(v, v.status)", "unknown-code", nil),
            ("person.birth_date > '2000-01-01'", "type-mismatch", "date('2000-01-01')"),
            ("date('2000-02-30')", "bad-date", nil), ("person.name.matches('(')", "bad-pattern", nil), ("yuan(1.005)", "bad-number", nil),
            ("timestamp('x')", "bad-timestamp", nil), ("year(as_of, as_of)", "argument-count", nil), ("year(person.name)", "wrong-argument", nil),
            ("yeer(as_of)", "unknown-function", "year"), ("person.vehicles.price", "not-a-record", ".map(x, x.price)"),
            ("person.name.x", "not-a-record", nil), ("person.name && true", "not-a-condition", nil),
            ("person.vehicles.all(v, v.price)", "not-a-condition", nil),
            ("!person.name", "not-a-condition", nil), ("1 / 0", "divide-by-zero", nil), ("[1, 'a']", "mixed-list", nil),
            ("true ? 1 : 'a'", "mixed-branches", nil), ("person == person", "no-equality", nil),
            ("person.birth_date == null", "null-comparison", "has(…)"),
            ("person.name == 1", "type-mismatch", nil), ("[1] < [2]", "no-order", nil), ("person.vehicles + person.real_estate", "mixed-list", nil),
            ("person.vehicles.group(v, [v])", "not-a-key", nil), ("person.name.all(x, true)", "not-a-list", nil),
            ("sum(person.vehicles)", "wrong-argument", nil),
            ("person.vehicles[0].price > 1", "unit-clash", "yuan(1)"), ("startsWith('a', 'b')", "unknown-function", "x.startsWith(…)"),
            ("person.", "syntax", nil), ("parameter", "unknown-name", nil), ("village.poverty", "unknown-field", nil),
            ("-person.name", "wrong-operand", nil),
        ] as [(String, String, String?)]) func mistakesAreNamedWithAHint(text: String, code: String, hint: String?)
    {
        let outcome = check(text)
        #expect(outcome.expression == nil)
        #expect(outcome.diagnostics.map(\.code) == [code], "\(outcome.diagnostics)")
        if let hint { #expect(outcome.diagnostics.first?.suggestion == hint) }
    }

    @Test func oneMistakeGivesOneMessageAndTwoGiveTwo() {
        #expect(check("sum(persn.vehicles.map(v, v.price)) > yuan(5)").diagnostics.count == 1)
        #expect(check("persn.name == person.nme").diagnostics.count == 2)
    }

    @Test func aSubjectSeesWhatItBelongsToAndNoMore() {
        #expect(type("person.name", .household) == "unknown-name")
        #expect(type("household.income", .village) == "unknown-name")
        #expect(type("row.person.household.income", .row(dataset: "vehicles")) == "money")
        #expect(type("row.person", .row(dataset: "renovations")) == "unknown-field")
        #expect(type("row.household.income", .row(dataset: "renovations")) == "money")
        #expect(type("row.village.poor", .row(dataset: "roads")) == "bool")
        #expect(type("rows", .group(dataset: "persons", keys: [], clueFor: .group)) == "list of record person")
    }

    @Test func aGroupsKeysKeepTheirTypes() throws {
        var next = 0
        let scope = Scope.ofGroupKeys(dataset: "subsidies")
        let place = Position(file: "r.yaml", line: 1)
        let keys = try ["row.account", "row.amount"].map {
            try #require(checker.check($0, at: place, in: scope, nextID: &next, expecting: .groupKey).expression)
        }
        let subject = Rule.Subject.group(dataset: "subsidies", keys: keys, clueFor: .group)
        #expect(type("key[0]", subject) == "string")
        #expect(type("key[1] > yuan(5)", subject) == "bool")
        #expect(type("key[2]", subject) == "index-range")
        #expect(type("size(rows)", subject) == "int")
        #expect(checker.check("row.person", at: place, in: scope, nextID: &next, expecting: .groupKey).diagnostics.map(\.code) == ["not-a-key"])
    }

    @Test func letsAddTheirTypeAndCodesToTheScope() throws {
        var next = 0
        var scope = Scope.of(.person, vocabulary: SmallVocabulary.vocabulary)
        let place = Position(file: "r.yaml", line: 1)
        let states = checker.check("person.vehicles.map(v, v.status)", at: place, in: scope, nextID: &next)
        scope["states"] = states.entry
        let use = checker.check("'扔了' in states", at: place, in: scope, nextID: &next)
        #expect(use.diagnostics.map(\.code) == ["unknown-code"])
        let ids = try #require(checker.check("'在用' in states", at: place, in: scope, nextID: &next).expression).types.keys
        #expect(Set(ids).isDisjoint(with: try #require(states.expression).types.keys))
    }

    @Test func whatAPlaceAsksOfItsExpressionIsChecked() {
        #expect(check("1", expecting: .condition).diagnostics.map(\.code) == ["not-a-condition"])
        #expect(check("person.name", expecting: .evidence).diagnostics.map(\.code) == ["not-a-number"])
        #expect(check("as_of", expecting: .evidence).expression != nil)
        #expect(check("person.name != ''", expecting: .condition).expression != nil)
    }

    @Test func needlessQuestionsAreWarnings() {
        for text in ["has(person.name)", "has(person.vehicles)", "has(parameter.limit)", "has(household.members)"] {
            let outcome = check(text)
            #expect(outcome.expression != nil)
            #expect(outcome.diagnostics.map(\.code) == ["always-present"])
            #expect(outcome.diagnostics.first?.severity == .warning)
        }
        #expect(check("person.vehicles.exists(person, has(person.price))").diagnostics.map(\.code) == ["shadowed-name"])
        #expect(check("has(row.person)", .row(dataset: "vehicles")).diagnostics.isEmpty)
    }

    @Test func aMistakeIsShownAtItsPlace() {
        #expect(check("1 + person.nme").diagnostics.first?.position == Position(file: "r.yaml", line: 3, column: 11))
    }

    @Test func everyNodeHasAType() throws {
        let expression = try #require(check("has(person.birth_date) && parameter.limit > size(person.vehicles)").expression)
        #expect(expression.types.count == 9)
        #expect(expression.types.values.contains(.dynamic) == false)
    }
}
