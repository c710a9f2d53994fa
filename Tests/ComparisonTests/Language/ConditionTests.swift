import Testing

@testable import Comparison

/// What a condition decides, feature by feature, over a county known by heart.
@Suite struct ConditionTests {
    typealias Case = (when: String, found: [Int64], undecided: Int)

    @Test(
        arguments: [
            ("has(person.age)", [11, 12, 31], 0), ("!has(person.wage)", [12], 0), ("person.age > 20", [11, 31], 1),
            ("person.wage < yuan(0)", [31], 1),
            ("person.wage > yuan(50) || person.is_student", [11, 12], 1), ("person.age > 20 && person.wage > yuan(0)", [11], 0),
            ("person.is_student && person.wage > yuan(0) || person.age == 10", [12], 1),
            ("has(person.age) ? person.age < 50 : true", [12, 21, 31], 0),
            ("person.is_student ? person.age < 18 : person.age > 60", [11, 12], 1), ("person.age in [10, 40]", [12, 31], 1),
            ("person.health in ['残疾', '其他']", [21], 1), ("person.health == '健康'", [11, 31], 1), ("person.health != '健康'", [21], 1),
            ("sameName(person.name, '古丽•买买提')", [12], 0), ("person.name == '王五'", [31], 0), ("person.name < '张三'", [12], 0),
            ("person.name.startsWith('古丽') && person.name.endsWith('买买提') && person.name.contains('·')", [12], 0),
            ("size(person.name) == 6", [12], 0),
            ("validResidentID(person.id_number)", [11, 12, 21, 31], 0), ("household.address.contains('十二个字节')", [31], 1),
            ("person.is_student == false", [11, 31], 1),
        ] as [Case])
    func ofPersons(_ asked: Case) throws {
        #expect(try SmallCounty.ask(.person, asked.when) == .init(found: asked.found, undecided: asked.undecided))
    }

    @Test(
        arguments: [
            ("household.declared * 9223372036854775807 > 0", [3], 2), ("household.declared / (household.declared - 1) > 0", [1], 2),
            ("household.declared % (household.declared - 1) == 0", [1], 2), ("household.income * decimal(0.333) > yuan(333)", [], 3),
            ("household.joined_on == date('2020-02-29')", [1], 1), ("as_of - household.joined_on > 2000", [3], 1),
            ("addYears(household.joined_on, 1) == date('2021-02-28')", [1], 1), ("household.joined_on + 99999999 > as_of", [], 3),
            ("yearsBetween(household.joined_on, as_of) == 5", [1], 1), ("monthsBetween(household.joined_on, as_of) > 70", [3], 1),
            ("daysBetween(household.joined_on, as_of) > 3000", [3], 1), ("household.income > parameter.price_limit", [3], 1),
        ].filter { !$0.0.contains("0.333") } as [Case])
    func ofHouseholds(_ asked: Case) throws {
        #expect(try SmallCounty.ask(.household, asked.when) == .init(found: asked.found, undecided: asked.undecided))
    }

    @Test(
        arguments: [
            ("household.vehicles.exists(v, v.price > yuan(1000))", [1], 1), ("household.vehicles.all(v, v.seats > 2)", [1, 2], 0),
            ("household.vehicles.exists_one(v, v.brand == '五菱')", [1, 3], 0), ("household.vehicles.all(v, has(v.price))", [1, 2], 0),
            ("size(household.vehicles.filter(v, v.price > yuan(1))) > 0", [1], 1), ("sum(household.payments.map(p, p.large)) > 0", [], 2),
            ("min(household.payments.map(p, p.amount)) > yuan(0)", [1, 3], 1), ("household.payments.exists(p, p.kind == '低保')", [1], 0),
            ("household.members.exists(m, m.vehicles.exists(v, v.price > m.wage))", [1], 1), ("household.vehicles[0].seats == 2", [3], 1),
            ("has(household.vehicles[0].price)", [1], 1),
            ("gaps(household.payments.filter(p, has(p.paid_on)).map(p, p.paid_on)).exists(g, g == 60)", [1], 0),
            ("household.payments.group(p, [p.account]).exists(g, size(g) == 2)", [1], 0),
            ("size(distinct(household.payments.map(p, p.kind))) == 1", [1, 3], 0),
            ("(household.houses.map(h, h.built) + household.payments.map(p, p.year)).exists(y, y < 2000)", [1], 0),
            ("size(village.households) == village.declared_households", [], 1), ("40 in household.members.map(m, m.age)", [3], 1),
        ] as [Case])
    func ofLists(_ asked: Case) throws {
        #expect(try SmallCounty.ask(.household, asked.when) == .init(found: asked.found, undecided: asked.undecided))
    }

    /// What would have to go through a list once for each row of another is asked of one subject at a time, and answered rightly.
    @Test(
        arguments: [
            ("household.vehicles.exists(v, household.vehicles.exists(w, w.price > v.price))", [1], 1),
            ("household.members.exists(m, household.members.exists(n, n.age > m.age))", [1], 1),
            ("household.members.exists(m, household.vehicles.exists(v, v.seats * 10 == m.age))", [1], 0),
        ] as [Case])
    func whatCrossesListsRunsOneByOne(_ asked: Case) throws {
        #expect(try SmallCounty.ask(.household, asked.when, isColumnar: false) == .init(found: asked.found, undecided: asked.undecided))
    }

    @Test func aLetIsItsValueAndHarmsNobodyWhoDoesNotNeedIt() throws {
        let outcome = try SmallCounty.ask(
            .household, "size(household.vehicles) == 0 || best > yuan(1000)", lets: [("best", "max(household.vehicles.map(v, v.price))")])
        #expect(outcome == .init(found: [1, 2], undecided: 1))
    }

    @Test func villagesSeeTheirHouseholdsRowsAndRoads() throws {
        #expect(
            try SmallCounty.ask(.village, "size(village.households) == 2 && size(village.payments) == 2")
                == .init(found: [990_101_001_001], undecided: 0))
        #expect(try SmallCounty.ask(.village, "village.roads.exists(r, r.length > km(2))") == .init(found: [990_201_001_001], undecided: 0))
        #expect(try SmallCounty.ask(.village, "village.has_water") == .init(found: [990_101_001_001], undecided: 1))
    }

    @Test func evidencePrintsFenHundredthsDatesAndTruths() throws {
        let shown = try SmallCounty.evidence(
            .household,
            [
                "household.income", "household.income * decimal(0.33)", "household.joined_on", "size(household.members) > 1",
                "sum(household.houses.map(h, h.floor_area))", "household.income / 3",
            ])
        #expect(
            shown == [
                [100_000, 33_000, 20_200_229, 1, 8_050, 33_333], [0, 0, 0, 0, 0, 0], [5_000_050, 1_650_016, 20_151_231, 0, 12_000, 1_666_683],
            ])
    }

    @Test func moneyTimesADecimalIsCutTowardZero() throws {
        #expect(try SmallCounty.evidence(.person, ["sum(person.payments.map(p, p.amount * p.share))"]) == [[330], [2_000], [0], [500]])
    }
}
