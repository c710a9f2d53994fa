import Basics

/// Illness and its cost: the warnings of the insurance and health offices (handbook §4.2), everywhere and in Yangyuan.
enum HealthScenarios {
    private static func warning(_ name: String) -> String { "national/early-warning/\(name)" }
    private static func yangyuan(_ name: String) -> String { "hebei-yangyuan/medical-warning/\(name)" }
    private static let late = ["reporting_delay"]
    private static let several: @Sendable (Household) -> Bool = { $0.plain && $0.members.count > 1 && $0.canHave(perHead: 1_100_000) }
    private static let adult: @Sendable (Member) -> Bool = { $0.canWork && !$0.ill }

    static let all: [Scenario] = [
        .person(
            warning("inpatient-cost-exited"), explanations: late, suits: several, who: adult,
            nearMiss: { household, member, _ in bill(&household, member, "住院", fen: 499_999) },
            plant: { household, member, _ in bill(&household, member, "住院", fen: 500_000) }),
        .person(
            warning("inpatient-cost-other"), avoids: ["130727"], explanations: late, who: adult,
            nearMiss: { household, member, _ in
                household.makeMarginal()
                bill(&household, member, "住院", fen: 1_999_999)
            },
            plant: { household, member, _ in
                household.makeMarginal()
                bill(&household, member, "住院", fen: 2_000_000)
            }),
        .person(
            warning("outpatient-cost-month"), explanations: late, suits: several, who: adult,
            nearMiss: { household, member, _ in bill(&household, member, "门诊慢特病", fen: 49_999) },
            plant: { household, member, _ in bill(&household, member, "门诊慢特病", fen: 50_000) }),
        .person(
            warning("new-major-disease"), explanations: late, suits: several, who: adult,
            nearMiss: { household, member, _ in
                household.add("diseases", member, ["kind": "大病", "disease": "胃癌", "diagnosed_on": .day(household.ago(months: 1))])
            },
            plant: { household, member, _ in
                household.add("diseases", member, ["kind": "大病", "disease": "胃癌", "diagnosed_on": .day(household.ago(months: 1).adding(days: 1))])
            }),
        .person(
            warning("new-severe-disability"), avoids: ["13"], explanations: late, suits: several, who: adult,
            nearMiss: { household, member, _ in card(&household, member, level: 3) },
            plant: { household, member, _ in card(&household, member, level: 2) }),
        .person(
            yangyuan("yangyuan-medical-cost-exited"), area: "130727", explanations: late, suits: several, who: adult,
            nearMiss: { household, member, _ in bill(&household, member, nil, fen: 1_034_400) },
            plant: { household, member, _ in bill(&household, member, nil, fen: 1_034_401) }),
        .person(
            yangyuan("yangyuan-medical-cost-other"), area: "130727", explanations: late, who: adult,
            nearMiss: { household, member, _ in
                household.makeMarginal()
                bill(&household, member, nil, fen: 2_068_800)
            },
            plant: { household, member, _ in
                household.makeMarginal()
                bill(&household, member, nil, fen: 2_068_801)
            }),
    ]

    /// A bill of this year; the kind of treatment decides which office's warning counts it.
    private static func bill(_ household: inout Household, _ member: Int, _ kind: String?, fen: Int) {
        household.add(
            "medical_settlement", member,
            [
                "kind": .maybe(kind), "hospital": "省人民医院", "settled_on": .day(household.thisYear(days: 30)), "total": .fen(fen * 3),
                "self_paid": .fen(fen),
            ])
    }

    private static func card(_ household: inout Household, _ member: Int, level: Int) {
        household.add(
            "disability", member,
            [
                "card": .text(IDNumbers.text(household.members[member].digits) + "4\(level)"), "kind": "肢体", "level": .int(level),
                "issued_on": .day(household.ago(months: 1).adding(days: 1)), "status": "有效",
            ])
    }
}
