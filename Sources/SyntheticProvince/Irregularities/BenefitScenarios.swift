import Basics

/// Benefits taken twice, for the dead, or by those they are not for (handbook §3.4).
enum BenefitScenarios {
    private static func rule(_ name: String) -> String { "national/benefit-abuse/\(name)" }
    private static let deathErrors = ["id_typed_wrong", "cancelled_not_synchronised"]
    private static let couple: @Sendable (Household) -> Bool = { $0.plain && $0.members.count > 1 }
    /// Somebody to whom nothing is paid: neither head nor old nor severely disabled.
    private static let unpaid: @Sendable (Member) -> Bool = { $0.role != .head && $0.canWork }

    static let all: [Scenario] = afterDeath + twice + wrong

    private static func die(_ household: inout Household, _ member: Int, days: Int) {
        let died = household.ago(days: days)
        household.add("deaths", member, ["died_on": .day(died), "reported_on": .day(died.adding(days: 7)), "cause": "疾病"])
        // In January a bill of last year may be younger than the death.
        household.remove("medical_settlement", member)
    }

    private static func pay(
        _ household: inout Household, _ member: Int, _ kind: String, on day: CalendarDate?, fen: Int = 50_000, account: Int? = nil
    ) {
        household.add(
            "subsidies", member,
            [
                "kind": .text(kind), "amount": .fen(fen), "paid_on": .day(day), "account": .int(account ?? household.account),
                "document": "合财农〔2025〕3号",
            ])
    }

    private static let afterDeath: [Scenario] = [
        .person(
            rule("paid-after-death"), explanations: deathErrors, suits: couple, who: unpaid,
            nearMiss: { household, member, _ in
                die(&household, member, days: 100)
                pay(&household, member, "种粮补贴", on: household.ago(days: 100))
            },
            plant: { household, member, _ in
                die(&household, member, days: 100)
                pay(&household, member, "种粮补贴", on: household.ago(days: 99))
            }),
        .person(
            rule("dibao-after-death"), explanations: deathErrors, suits: { $0.dibao && $0.exited && $0.monitored == nil }, who: unpaid,
            nearMiss: { household, member, _ in die(&household, member, days: 31) },
            plant: { household, member, _ in die(&household, member, days: 32) }),
        .person(
            rule("medical-claim-after-death"), explanations: deathErrors, suits: couple, who: unpaid,
            nearMiss: { household, member, _ in claim(&household, member, after: 30) },
            plant: { household, member, _ in claim(&household, member, after: 31) }),
        .person(
            rule("pension-after-death"), explanations: deathErrors, suits: \.plain,
            who: { $0.role == .parent && $0.age > 61 && $0.disability == nil },
            nearMiss: { household, member, _ in
                household.remove("subsidies", member)
                die(&household, member, days: 46)
            },
            plant: { household, member, _ in
                household.remove("subsidies", member)
                die(&household, member, days: 47)
            }),
        .person(
            rule("care-home-after-death"), explanations: deathErrors, suits: { $0.destitute && $0.exited && $0.monitored == nil }, who: \.destitute,
            nearMiss: { household, member, _ in institution(&household, member, days: 31) },
            plant: { household, member, _ in institution(&household, member, days: 32) }),
    ]

    private static func claim(_ household: inout Household, _ member: Int, after: Int) {
        die(&household, member, days: 100)
        household.add(
            "medical_settlement", member,
            ["hospital": "镇卫生院", "settled_on": .day(household.ago(days: 100 - after)), "total": .yuan(300), "self_paid": .yuan(60)])
    }

    private static func institution(_ household: inout Household, _ member: Int, days: Int) {
        household.remove("subsidies")
        household.change("destitute_support", member, ["way": "集中供养", "institution": "镇敬老院"])
        die(&household, member, days: days)
    }

    private static let twice: [Scenario] = [
        .household(
            rule("award-claimed-by-both-spouses"), explanations: ["reporting_delay"], suits: couple,
            nearMiss: { household, _ in
                pay(&household, 0, "产业奖补", on: CalendarDate(year: household.asOf.year, month: 1, day: 5))
                pay(&household, 1, "产业奖补", on: CalendarDate(year: household.asOf.year - 1, month: 12, day: 28))
            },
            plant: { household, _ in
                pay(&household, 0, "产业奖补", on: CalendarDate(year: household.asOf.year, month: 1, day: 5))
                pay(&household, 1, "产业奖补", on: CalendarDate(year: household.asOf.year, month: 3, day: 28))
            }),
        .household(
            rule("house-repaired-twice"), explanations: ["id_typed_wrong", "disaster_rebuild"],
            nearMiss: { household, _ in repair(&household, 2013, 2018) }, plant: { household, _ in repair(&household, 2013, 2017) }),
        .household(
            rule("relocated-and-repaired"), explanations: ["id_typed_wrong"], suits: { $0.relocated && $0.exited && $0.monitored == nil },
            nearMiss: { household, _ in repair(&household, 2017) }, plant: { household, _ in repair(&household, 2018) }),
        .household(
            rule("relocated-twice"), explanations: ["reporting_delay"], suits: { $0.relocated && $0.exited && $0.monitored == nil },
            nearMiss: { household, _ in household.change("relocation", nil, ["way": "分散安置"]) },
            plant: { household, _ in
                household.add(
                    "relocation", nil, ["household_id": .int(household.id), "year": 2019, "people": .int(household.members.count), "way": "分散安置"])
            }),
        .person(
            rule("same-payment-twice-in-month"), explanations: ["reporting_delay"], who: { $0.role == .head },
            nearMiss: { household, member, _ in
                pay(&household, member, "慰问金", on: household.asOf.firstOfMonth)
                pay(&household, member, "慰问金", on: household.asOf.firstOfMonth.adding(days: -1))
            },
            plant: { household, member, _ in
                pay(&household, member, "慰问金", on: household.asOf.firstOfMonth)
                pay(&household, member, "慰问金", on: household.asOf)
            }),
        Scenario(
            rule("one-account-many-households"), seats: 4, explanations: ["collected_for_relative"], suits: \.plain,
            nearMiss: { household, story in
                if story.seat < 3 { pay(&household, 0, "慰问金", on: household.ago(days: 40), account: story.account) }
            },
            plant: { household, story in
                pay(&household, 0, "慰问金", on: household.ago(days: 40), account: story.account)
                return .member(0)
            }),
    ]

    private static func repair(_ household: inout Household, _ years: Int...) {
        household.remove("housing_renovation")
        for year in years {
            household.add(
                "housing_renovation", 0,
                [
                    "year": .int(year), "grade": "C级", "way": "修缮加固", "amount": .yuan(9000),
                    "accepted_on": .day(CalendarDate(year: year, month: 11, day: 1)),
                ])
        }
    }

    private static let wrong: [Scenario] = [
        .person(
            rule("dibao-for-non-local"), explanations: ["moved_within_county"],
            suits: { $0.dibao && $0.exited && $0.monitored == nil && $0.members.count > 2 },
            who: { $0.role == .spouse },
            nearMiss: { household, member, _ in
                household.change("minimum_living_allowance", member, ["local_hukou": false, "end_on": .day(household.ago(days: 1))])
            },
            plant: { household, member, _ in household.change("minimum_living_allowance", member, ["local_hukou": false]) }),
        .person(
            rule("cadre-takes-dividend"), explanations: ["cadre_stipend", "id_typed_wrong"], who: { $0.role == .head && $0.age >= 30 },
            nearMiss: { household, member, _ in dividend(&household, member, on: CalendarDate(year: 2024, month: 1, day: 1)) },
            plant: { household, member, _ in dividend(&household, member, on: CalendarDate(year: 2023, month: 12, day: 31)) }),
        .person(
            rule("official-with-disability-subsidy"), avoids: ["13", "36", "42", "45"], explanations: deathErrors,
            suits: { $0.exited && $0.monitored == nil && !$0.destitute }, who: { ($0.disability?.level ?? 4) <= 2 },
            nearMiss: { household, member, _ in household.employ(member, state: "辞职") },
            plant: { household, member, _ in household.employ(member, state: "在职") }),
        Scenario(
            rule("loan-user-not-registered"), explanations: ["id_typed_wrong"],
            suits: { household in household.plain && household.first { $0.canWork && $0.age > 25 } != nil },
            nearMiss: { household, story in
                household.remove("micro_loans")
                household.add(
                    "micro_loans", household.first { $0.canWork && $0.age > 25 },
                    ["loan_number": .text("JX\(story.serial)"), "amount": .yuan(30_000), "lent_on": .day(household.ago(days: 400))])
            },
            plant: { household, story in
                let stranger = IDNumbers.number(born: household.born(41), serial: story.serial, of: .planted, male: true)
                household.add(
                    "micro_loans", nil,
                    [
                        "id_number": .id(stranger), "name": "王二小", "loan_number": .text("JX\(story.serial)"), "amount": .yuan(30_000),
                        "lent_on": .day(household.ago(days: 400)),
                    ])
                return .key("JX\(story.serial)")
            }),
    ]

    /// A post in the village until the end of 2023, and a share of the collective's income.
    private static func dividend(_ household: inout Household, _ member: Int, on day: CalendarDate?) {
        household.add(
            "village_cadres", member,
            [
                "village_code": .int(household.village.code), "position": "委员", "since": .day(CalendarDate(year: 2021, month: 1, day: 1)),
                "until": .day(CalendarDate(year: 2023, month: 12, day: 31)),
            ])
        pay(&household, member, "村集体分红", on: day)
    }
}
