import Basics

/// Age and school (handbook §1.8), and the school's warnings (§4.2).
enum SchoolScenarios {
    private static func rule(_ name: String) -> String { "national/data-quality/\(name)" }
    private static func warning(_ name: String) -> String { "national/early-warning/\(name)" }
    private static func abuse(_ name: String) -> String { "national/benefit-abuse/\(name)" }

    /// No cause of the household hangs on who is at school or at work.
    private static let free: @Sendable (Household) -> Bool = { $0.plain && !["因学", "缺劳动力"].contains($0.mainCause) }
    private static func pupil(_ ages: ClosedRange<Int>) -> @Sendable (Member) -> Bool {
        { $0.role == .child && $0.atSchool && ages.contains($0.age) && $0.schoolAge >= 6 }
    }

    static let all: [Scenario] = register + departments

    private static let register: [Scenario] = [
        .person(
            rule("school-age-not-in-school"), suits: free, who: pupil(7...14),
            nearMiss: { household, member, story in
                household.bear(member, on: household.born(15), serial: story.serial)
                household.set(member, ["in_school": .empty, "education": "初中"])
            },
            plant: { household, member, _ in household.set(member, ["in_school": .empty, "education": "小学"]) }),
        .person(
            rule("preschool-over-seven"), suits: free, who: pupil(7...11),
            nearMiss: { household, member, story in
                household.bear(member, on: household.born(7, later: 1), serial: story.serial)
                household.set(member, ["in_school": "学前教育"])
            },
            plant: { household, member, _ in household.set(member, ["in_school": "学前教育"]) }),
        .person(
            rule("high-school-under-fourteen"), suits: free, who: pupil(12...13),
            nearMiss: { household, member, story in
                household.bear(member, on: household.born(14), serial: story.serial)
                household.set(member, ["in_school": "普通高中一年级"])
            },
            plant: { household, member, _ in household.set(member, ["in_school": "普通高中一年级"]) }),
        .person(
            rule("primary-school-over-sixteen"), suits: free, who: pupil(17...20),
            nearMiss: { household, member, story in
                household.bear(member, on: household.born(17, later: 1), serial: story.serial)
                household.set(member, ["in_school": "小学"])
            },
            plant: { household, member, _ in household.set(member, ["in_school": "小学"]) }),
        .person(
            rule("student-over-thirty"), suits: free, who: { $0.role == .spouse && $0.canWork && !$0.working && !$0.ranger && $0.age > 31 },
            nearMiss: { household, member, story in
                household.bear(member, on: household.born(31, later: 1), serial: story.serial)
                household.set(member, ["in_school": "本科四年级", "education": .empty])
            },
            plant: { household, member, _ in household.set(member, ["in_school": "本科四年级", "education": .empty]) }),
        .person(
            rule("education-and-school-both-or-neither"), suits: free, who: pupil(7...14),
            nearMiss: { household, member, _ in household.set(member, ["education": .empty]) },
            plant: { household, member, _ in household.set(member, ["education": "小学"]) }),
        .person(
            rule("student-listed-as-working"), suits: { free($0) && $0["wage_income"].fen > 0 }, who: pupil(16...20),
            nearMiss: { household, member, _ in household.set(member, ["labour_skill": "普通劳动力", "work_months": 0]) },
            plant: { household, member, _ in household.set(member, ["labour_skill": "普通劳动力", "work_months": 3, "work_place": "合明省"]) }),
    ]

    private static let departments: [Scenario] = [
        .person(
            warning("compulsory-dropout"), avoids: ["621102"], explanations: ["kept_home_for_treatment", "reporting_delay"], suits: free,
            who: pupil(8...14),
            nearMiss: { household, member, _ in
                household.add(
                    "dropouts", member,
                    ["school_level": "小学", "left_on": .day(household.ago(days: 60)), "returned_on": .day(household.asOf), "deferral": false])
            },
            plant: { household, member, _ in
                household.add(
                    "dropouts", member,
                    ["school_level": "小学", "left_on": .day(household.ago(days: 60)), "reason": "厌学", "visits": 1, "deferral": false])
            }),
        .person(
            warning("school-age-not-on-roll"), suits: free, who: pupil(7...14),
            nearMiss: { household, member, _ in household.change("students", member, ["status": "休学"]) },
            plant: { household, member, _ in household.change("students", member, ["status": "转出"]) }),
        .person(
            warning("senior-school-cost"), suits: { free($0) && $0.canHave(perHead: 1_200_000) }, who: { $0.schoolAge >= 15 && pupil(15...17)($0) },
            nearMiss: { household, member, _ in household.change("students", member, ["fees_paid": .yuan(11_500)]) },
            plant: { household, member, _ in household.change("students", member, ["fees_paid": .fen(1_150_001)]) }),
        .person(
            abuse("education-aid-twice-in-term"), suits: free, who: { $0.schoolAge >= 15 && pupil(15...17)($0) },
            nearMiss: { household, member, _ in
                household.add(
                    "education_aid", member, ["kind": "国家助学金", "term": "2024年秋季", "amount": .yuan(900), "paid_on": .day(household.ago(days: 200))])
            },
            plant: { household, member, _ in
                household.change("education_aid", member, ["kind": "国家助学金"])
                household.add(
                    "education_aid", member, ["kind": "国家助学金", "term": "2025年春季", "amount": .yuan(900), "paid_on": .day(household.ago(days: 50))])
            }),
        .person(
            abuse("education-aid-without-roll"), suits: free, who: { $0.canWork && !$0.ranger },
            nearMiss: { household, member, _ in
                household.add(
                    "education_aid", member, ["kind": "雨露计划", "term": "2024年春季", "amount": .yuan(1500), "paid_on": .day(household.ago(months: 12))])
            },
            plant: { household, member, _ in
                household.add(
                    "education_aid", member,
                    ["kind": "雨露计划", "term": "2024年秋季", "amount": .yuan(1500), "paid_on": .day(household.ago(months: 12).adding(days: 1))])
            }),
    ]
}
