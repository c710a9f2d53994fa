import Basics

/// Money, insurance, benefits in the register, causes and states (handbook §1.8).
enum IncomeScenarios {
    private static func rule(_ name: String) -> String { "national/data-quality/\(name)" }
    private static let business: @Sendable (Household) -> Bool = { $0.plain && $0["production_cost"].fen > 0 }
    private static let mild: @Sendable (Household) -> Bool = { household in
        household.exited && household.monitored == nil && !household.relocated && !household.members.contains { ($0.disability?.level ?? 4) <= 2 }
    }
    private static let noElder: @Sendable (Household) -> Bool = { $0.plain && !$0.members.contains { $0.age >= 59 } }

    static let all: [Scenario] = items + lines + benefits + insurance + causes

    private static let items: [Scenario] = [
        .household(
            rule("business-income-without-cost"), suits: business,
            nearMiss: { household, _ in
                household.income([
                    "business_income": .fen(household["business_income"].fen - household["production_cost"].fen + 100), "production_cost": .fen(100),
                ])
            },
            plant: { household, _ in
                household.income([
                    "business_income": .fen(household["business_income"].fen - household["production_cost"].fen), "production_cost": .fen(0),
                ])
            }),
        .household(
            rule("income-item-too-small"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in household.income(["property_income": .yuan(100)]) },
            plant: { household, _ in household.income(["property_income": .fen(9999)]) }),
        .household(
            rule("income-per-head-formula"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in household.set(["net_income_per_head": .fen(household["net_income_per_head"].fen + 98)]) },
            plant: { household, _ in household.set(["net_income_per_head": .fen(household["net_income_per_head"].fen + 102)]) }),
        .household(
            rule("income-per-head-implausible"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in household.income(perHead: 3_000_000) },
            plant: { household, _ in household.income(perHead: 3_000_001) }),
        .household(
            rule("pension-missing-over-sixty"), suits: { $0.plain && $0.members.contains { $0.age >= 60 } },
            nearMiss: { household, _ in household.set(["pension_income": .fen(1)]) },
            plant: { household, _ in household.set(["pension_income": .fen(0)]) }),
        .household(
            rule("pension-without-elderly"), explanations: ["id_typed_wrong", "local_practice"], suits: noElder,
            nearMiss: { household, _ in household.set(["pension_income": .fen(0)]) },
            plant: { household, _ in household.set(["pension_income": .fen(1)]) }),
    ]

    private static let lines: [Scenario] = [
        .household(
            rule("exited-below-line"), suits: { $0.plain && $0.canHave(perHead: 399_999) },
            nearMiss: { household, _ in
                household.income(perHead: 400_000)
                household.monitor()
            },
            plant: { household, _ in
                household.income(perHead: 399_999)
                household.monitor()
            }),
        .household(
            rule("over-line-cause-implausible"), avoids: ["62"], suits: { $0.plain && $0.canHave(perHead: 400_000) },
            nearMiss: { household, _ in
                unexited(&household, cause: "缺资金")
                household.income(perHead: 400_000)
                household.monitor()
            },
            plant: { household, _ in
                unexited(&household, cause: "缺资金")
                household.income(perHead: 400_001)
                household.monitor()
            }),
        .household(
            rule("unexited-with-high-income"), avoids: ["62"], suits: { $0.plain && $0.members.contains(where: \.ill) },
            nearMiss: { household, _ in
                unexited(&household, cause: "因病")
                household.income(perHead: 2_000_000)
            },
            plant: { household, _ in
                unexited(&household, cause: "因病")
                household.income(perHead: 2_000_001)
            }),
        .household(
            rule("attribute-contradicts-status"), explanations: ["reporting_delay"],
            nearMiss: { household, _ in household.set(["attribute": "一般脱贫户"]) },
            plant: { household, _ in household.set(["attribute": "一般贫困户"]) }),
    ]

    private static func unexited(_ household: inout Household, cause: String) {
        household.exited = false
        household.set(["status": "未脱贫", "attribute": "一般贫困户", "exited_on": .empty, "main_cause": .text(cause)])
    }

    private static let benefits: [Scenario] = [
        .person(
            rule("dibao-and-destitute-together"), explanations: ["reporting_delay"], suits: { $0.destitute && $0.exited }, who: \.destitute,
            nearMiss: { household, member, _ in household.set(member, ["minimum_living": false]) },
            plant: { household, member, _ in
                household.set(member, ["minimum_living": true])
                household.set(["minimum_living_income": .yuan(1200)])
            }),
        .household(
            rule("dibao-household-without-member"), explanations: ["reporting_delay"], suits: { $0.dibao && mild($0) && $0.members.count > 1 },
            nearMiss: { household, _ in for member in household.members.indices.dropLast() { household.set(member, ["minimum_living": false]) } },
            plant: { household, _ in
                for member in household.members.indices { household.set(member, ["minimum_living": false]) }
                household.set(["minimum_living_income": .empty])
            }),
        .household(
            rule("dibao-income-too-small"), explanations: ["reporting_delay"], suits: { $0.dibao && mild($0) },
            nearMiss: { household, _ in household.set(["minimum_living_income": .yuan(100)]) },
            plant: { household, _ in household.set(["minimum_living_income": .fen(9999)]) }),
        .household(
            rule("dibao-income-without-dibao"), explanations: ["reporting_delay"],
            nearMiss: { household, _ in household.set(["minimum_living_income": .fen(0)]) },
            plant: { household, _ in household.set(["minimum_living_income": .yuan(1200)]) }),
        .household(
            "national/benefit-abuse/dibao-register-disagrees", explanations: ["reporting_delay"], suits: { $0.dibao && mild($0) },
            nearMiss: { household, _ in household.change("minimum_living_allowance", nil, ["end_on": .day(household.asOf)]) },
            plant: { household, _ in household.change("minimum_living_allowance", nil, ["end_on": .day(household.ago(days: 1))]) }),
    ]

    private static let insurance: [Scenario] = [
        .person(
            rule("medical-insurance-neither-or-both"), explanations: ["reporting_delay"], who: { $0.canWork },
            nearMiss: { household, member, _ in household.set(member, ["resident_medical": false, "employee_medical": true]) },
            plant: { household, member, _ in household.set(member, ["employee_medical": true]) }),
        .person(
            rule("major-illness-insurance-missing"), explanations: ["reporting_delay"], who: { $0.canWork },
            nearMiss: { household, member, _ in
                household.set(member, ["resident_medical": false, "employee_medical": true, "major_illness_insurance": false])
            },
            plant: { household, member, _ in household.set(member, ["major_illness_insurance": false]) }),
        .person(
            "national/benefit-abuse/registered-without-medical-insurance", explanations: ["reporting_delay"], who: { $0.canWork },
            nearMiss: { household, member, _ in household.add("medical_insurance", member, ["kind": "城乡居民", "year": 2024, "status": "参保"]) },
            plant: { household, member, _ in household.change("medical_insurance", member, ["year": 2024]) }),
    ]

    private static let causes: [Scenario] = [
        .household(
            rule("cause-disability-nobody-disabled"), explanations: ["reporting_delay"],
            suits: { household in household.plain && !household.members.contains { $0.disability != nil } && household.first(\.canWork) != nil },
            nearMiss: { household, _ in
                household.set(["main_cause": "因残"])
                if let member = household.first(\.canWork) { household.set(member, ["health": "残疾"]) }
            },
            plant: { household, _ in household.set(["main_cause": "因残"]) }),
        .household(
            rule("cause-illness-nobody-ill"), explanations: ["reporting_delay"],
            suits: { household in household.plain && !household.members.contains(where: \.ill) && household.first(\.canWork) != nil },
            nearMiss: { household, _ in
                household.set(["main_cause": "因病"])
                if let member = household.first(\.canWork) { household.set(member, ["health": "长期慢性病"]) }
            },
            plant: { household, _ in household.set(["main_cause": "因病"]) }),
        .household(
            rule("cause-no-labour-many-labourers"), explanations: ["reporting_delay"], suits: { $0.plain && $0.members.count(where: \.canWork) == 3 },
            nearMiss: { household, _ in
                household.set(["main_cause": "缺劳动力"])
                if let member = household.first(\.canWork) { household.set(member, ["labour_skill": "弱劳动力或半劳动力", "health": "长期慢性病"]) }
            },
            plant: { household, _ in household.set(["main_cause": "缺劳动力"]) }),
        .household(
            rule("cause-school-no-student"), explanations: ["reporting_delay"],
            suits: { household in
                household.plain && household.members.contains { $0.role == .child && (12...14).contains($0.schoolAge) }
                    && !household.members.contains { $0.atSchool && $0.schoolAge > 14 }
            },
            nearMiss: { household, _ in
                household.set(["main_cause": "因学"])
                if let member = household.first({ $0.role == .child && (12...14).contains($0.schoolAge) }) {
                    household.set(member, ["in_school": household.members[member].age >= 14 ? "中职一年级" : "技师学院一年级"])
                }
            },
            plant: { household, _ in household.set(["main_cause": "因学"]) }),
        .household(
            rule("other-cause-repeats-main"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in household.set(["other_causes": "因丧,因婚"]) },
            plant: { household, _ in household.set(["other_causes": .text("因丧,\(household.mainCause)")]) }),
    ]
}
