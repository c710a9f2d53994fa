import Basics

/// Labour, work, and public posts (handbook §1.8), and the labour office's warnings (§4.2).
enum LabourScenarios {
    private static func rule(_ name: String) -> String { "national/data-quality/\(name)" }
    private static func warning(_ name: String) -> String { "national/early-warning/\(name)" }

    private static let free: @Sendable (Household) -> Bool = { $0.plain && !["因学", "缺劳动力"].contains($0.mainCause) }
    private static let idle: @Sendable (Member) -> Bool = { $0.canWork && !$0.working && !$0.ranger }
    private static let worker: @Sendable (Member) -> Bool = { $0.working }
    private static let old: @Sendable (Member) -> Bool = { (60...69).contains($0.age) && !$0.ill && $0.disability == nil }

    static let all: [Scenario] = labour + work + posts + departments

    private static let labour: [Scenario] = [
        .person(
            rule("labour-under-sixteen"), suits: free, who: { $0.atSchool && (14...15).contains($0.age) },
            nearMiss: { household, member, story in
                household.bear(member, on: household.born(16), serial: story.serial)
                household.set(member, ["labour_skill": "普通劳动力"])
            },
            plant: { household, member, _ in household.set(member, ["labour_skill": "普通劳动力"]) }),
        .person(
            rule("elderly-with-labour"), suits: free, who: old,
            nearMiss: { household, member, _ in household.set(member, ["labour_skill": "弱劳动力或半劳动力"]) },
            plant: { household, member, _ in household.set(member, ["labour_skill": "普通劳动力"]) }),
        .person(
            rule("healthy-adult-without-labour"), explanations: ["kept_home_for_treatment"], suits: free, who: idle,
            nearMiss: { household, member, _ in household.set(member, ["labour_skill": "弱劳动力或半劳动力", "health": "长期慢性病"]) },
            plant: { household, member, _ in household.set(member, ["labour_skill": "弱劳动力或半劳动力"]) }),
        .person(
            rule("healthy-but-lost-labour"), suits: free, who: idle,
            nearMiss: { household, member, _ in household.set(member, ["labour_skill": "丧失劳动力", "health": "残疾"]) },
            plant: { household, member, _ in household.set(member, ["labour_skill": "丧失劳动力"]) }),
    ]

    private static let work: [Scenario] = [
        .person(
            rule("work-months-over-twelve"), suits: free, who: worker,
            nearMiss: { household, member, _ in household.set(member, ["work_months": 12]) },
            plant: { household, member, _ in household.set(member, ["work_months": 13]) }),
        .person(
            rule("work-months-without-labour"), suits: free, who: worker,
            nearMiss: { household, member, _ in household.set(member, ["labour_skill": "弱劳动力或半劳动力", "health": "长期慢性病"]) },
            plant: { household, member, _ in household.set(member, ["labour_skill": "无劳动力", "health": "长期慢性病"]) }),
        .person(
            rule("work-place-without-months"), suits: free, who: idle,
            nearMiss: { household, member, _ in household.set(member, ["work_months": 0]) },
            plant: { household, member, _ in household.set(member, ["work_place": "合明省"]) }),
        .household(
            rule("wage-income-without-months"), suits: { free($0) && $0["wage_income"].fen == 0 },
            nearMiss: { household, _ in household.income(["wage_income": .yuan(0)]) },
            plant: { household, _ in household.income(["wage_income": .yuan(1200)]) }),
        .household(
            rule("work-months-without-wage"), suits: { free($0) && $0.members.contains(where: worker) && $0["wage_income"].fen > 100_000 },
            nearMiss: { household, _ in
                household.income(["property_income": .fen(household["wage_income"].fen - 10_000), "wage_income": .fen(10_000)])
            },
            plant: { household, _ in household.income(["property_income": household["wage_income"], "wage_income": .fen(0)]) }),
    ]

    private static func post(_ household: inout Household, _ member: Int, months: Cell = 12) {
        household.set(member, ["public_post": "保洁员", "public_post_months": months])
    }

    private static let posts: [Scenario] = [
        .household(
            rule("household-three-public-posts"),
            suits: { free($0) && $0.members.count(where: \.canWork) >= 3 && !$0.members.contains(where: \.ranger) && $0["wage_income"].fen > 0 },
            nearMiss: { household, _ in
                for member in household.members.indices.filter({ household.members[$0].canWork }).prefix(2) { post(&household, member) }
            },
            plant: { household, _ in
                for member in household.members.indices.filter({ household.members[$0].canWork }).prefix(3) { post(&household, member) }
            }),
        .person(
            rule("public-post-months-mismatch"), suits: free, who: \.ranger,
            nearMiss: { household, member, _ in post(&household, member, months: 1) },
            plant: { household, member, _ in post(&household, member, months: .empty) }),
        .person(
            rule("public-post-seventy-or-over"), suits: free, who: { $0.age >= 70 },
            nearMiss: { household, member, story in
                household.bear(member, on: household.born(70, later: 1), serial: story.serial)
                post(&household, member)
                household.set(member, ["labour_skill": "弱劳动力或半劳动力"])
            },
            plant: { household, member, _ in
                post(&household, member)
                household.set(member, ["labour_skill": "弱劳动力或半劳动力"])
            }),
        .person(
            rule("public-post-under-sixteen"), suits: free, who: { $0.atSchool && (14...15).contains($0.age) },
            nearMiss: { household, member, story in
                household.bear(member, on: household.born(16), serial: story.serial)
                post(&household, member)
                household.set(member, ["labour_skill": .empty])
            },
            plant: { household, member, _ in
                post(&household, member)
                household.set(member, ["labour_skill": .empty])
            }),
        .person(
            rule("public-post-without-labour"), suits: free, who: old,
            nearMiss: { household, member, _ in
                post(&household, member)
                household.set(member, ["labour_skill": "弱劳动力或半劳动力"])
            },
            plant: { household, member, _ in post(&household, member) }),
        Scenario(
            "national/benefit-abuse/employer-of-nominal-posts", seats: 3, alsoFires: [rule("public-post-without-labour")],
            suits: { free($0) && $0.first(old) != nil },
            nearMiss: { household, story in
                guard let member = household.first(old) else { return }
                post(&household, member)
                household.set(member, ["employer": .text("合明保洁公司\(story.leader)"), "labour_skill": "弱劳动力或半劳动力"])
            },
            plant: { household, story in
                guard let member = household.first(old) else { return .household }
                post(&household, member)
                household.set(member, ["employer": .text("合明保洁公司\(story.leader)")])
                return .member(member)
            }),
    ]

    private static let departments: [Scenario] = [
        .person(
            warning("lost-job"), suits: free, who: worker,
            nearMiss: { household, member, _ in
                household.add("unemployment", member, ["lost_on": .day(household.ago(months: 1).adding(days: 2)), "reason": "合同到期"])
            },
            plant: { household, member, _ in household.add("unemployment", member, ["lost_on": .day(household.ago(months: 1)), "reason": "合同到期"]) }),
        .person(
            warning("unpaid-wage"), suits: free, who: worker,
            nearMiss: { household, member, _ in
                household.add(
                    "wage_arrears", member, ["employer": "合明建筑公司", "amount": .yuan(5000), "since": .day(household.ago(months: 3).adding(days: 2))])
            },
            plant: { household, member, _ in
                household.add("wage_arrears", member, ["employer": "合明建筑公司", "amount": .yuan(5000), "since": .day(household.ago(months: 3))])
            }),
    ]
}
