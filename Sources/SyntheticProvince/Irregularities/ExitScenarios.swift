import Basics

/// Exits that should not have been, by the standards of Hebei and Guangxi (handbook §2.4).
enum ExitScenarios {
    private static let late = ["reporting_delay"]
    private static let idle: @Sendable (Household) -> Bool = { household in
        household.plain && !household.members.contains { $0.working || $0.ranger } && household["production_cost"].fen > 0
    }

    static let all: [Scenario] = [
        .household(
            "hebei/exit-standards/hebei-exited-disabled-without-income", area: "13", explanations: late,
            suits: { household in idle(household) && !household.members.contains { $0.disability != nil } },
            nearMiss: { household, _ in disabled(&household, exited: CalendarDate(year: 2017, month: 12, day: 31)) },
            plant: { household, _ in disabled(&household, exited: CalendarDate(year: 2018, month: 1, day: 1)) }),
        .household(
            "hebei/exit-standards/hebei-exited-failing-veto", area: "13", explanations: late,
            nearMiss: { household, _ in household.set(["housing_grade": "B级"]) },
            plant: { household, _ in household.set(household.members.count - 1, ["dropout_reason": "厌学"]) }),
        .household(
            "hebei/exit-standards/hebei-exited-spending-over-income", area: "13", explanations: late,
            suits: { $0.plain && $0.first(\.canWork) != nil && $0.spending < $0["net_income"].fen / 2 },
            nearMiss: { household, _ in spend(&household, beyond: 0) }, plant: { household, _ in spend(&household, beyond: 1) }),
        .household(
            "guangxi/exit-standards-2016/guangxi-exited-house-small", area: "45", explanations: ["relocation_or_demolition_flat", "reporting_delay"],
            nearMiss: { household, _ in household.set(["floor_area": .hundredths(1300 * household.members.count)]) },
            plant: { household, _ in household.set(["floor_area": .hundredths(1300 * household.members.count - 1)]) }),
        .household(
            "guangxi/exit-standards-2016/guangxi-exited-without-income-source", area: "45", explanations: late, suits: idle,
            nearMiss: { household, _ in landless(&household, arable: 100 * household.members.count) },
            plant: { household, _ in landless(&household, arable: 100 * household.members.count - 1) }),
        .household(
            "guangxi/exit-standards-2016/guangxi-exited-without-television", area: "45", explanations: late,
            nearMiss: { household, _ in household.set(["television": true]) }, plant: { household, _ in household.set(["television": false]) }),
    ]

    private static func noBusiness(_ household: inout Household) {
        household.income([
            "property_income": .fen(household["business_income"].fen - household["production_cost"].fen), "business_income": .fen(0),
            "production_cost": .fen(0),
        ])
    }

    private static func disabled(_ household: inout Household, exited: CalendarDate?) {
        noBusiness(&household)
        household.set(["exited_on": .day(exited)])
        household.add(
            "disability", 0,
            [
                "card": .text(IDNumbers.text(household.members[0].digits) + "42"), "kind": "肢体", "level": 2,
                "issued_on": .day(household.ago(days: 1500)),
                "status": "有效",
            ])
    }

    /// Paid last year, so that this year's warnings do not count it.
    private static func spend(_ household: inout Household, beyond fen: Int) {
        guard let member = household.first(\.canWork) else { return }
        let amount = household["net_income"].fen - household.spending + fen
        household.add(
            "medical_settlement", member,
            ["hospital": "省人民医院", "settled_on": .day(household.beforeNewYear(days: 70)), "total": .fen(amount * 2), "self_paid": .fen(amount)])
    }

    private static func landless(_ household: inout Household, arable: Int) {
        noBusiness(&household)
        household.set([
            "arable_land": .hundredths(arable), "irrigated_land": .hundredths(0), "orchard": .hundredths(0), "forest_land": .hundredths(0),
        ])
    }
}
