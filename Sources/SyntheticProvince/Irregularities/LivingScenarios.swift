import Basics

/// Land, house, water and power (handbook §1.8), and the housing office's warning (§4.2).
enum LivingScenarios {
    private static func rule(_ name: String) -> String { "national/data-quality/\(name)" }

    static let all: [Scenario] = [
        .household(
            rule("irrigated-exceeds-arable"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in household.set(["irrigated_land": .hundredths(household.arable)]) },
            plant: { household, _ in household.set(["irrigated_land": .hundredths(household.arable + 1)]) }),
        .household(
            rule("land-area-implausible"), explanations: ["local_practice"],
            nearMiss: { household, _ in household.set(["arable_land": .hundredths(999)]) },
            plant: { household, _ in household.set(["arable_land": .hundredths(1000)]) }),
        .household(
            rule("floor-area-implausible"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in household.set(["floor_area": .hundredths(49_999)]) },
            plant: { household, _ in household.set(["floor_area": .hundredths(50_000)]) }),
        .household(
            rule("road-distance-too-far"), explanations: ["local_practice"],
            nearMiss: { household, _ in household.set(["road_distance": .hundredths(200)]) },
            plant: { household, _ in household.set(["road_distance": .hundredths(201)]) }),
        .household(
            rule("exited-in-dangerous-house"), avoids: ["13"], explanations: ["reporting_delay", "relocation_or_demolition_flat"],
            nearMiss: { household, _ in household.set(["housing_grade": "B级"]) },
            plant: { household, _ in household.set(["housing_grade": "C级"]) }),
        .household(
            rule("exited-without-power"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in household.set(["living_power": true, "production_power": false]) },
            plant: { household, _ in household.set(["living_power": false]) }),
        .household(
            rule("exited-without-safe-water"), explanations: ["reporting_delay"],
            nearMiss: { household, _ in household.set(["water_source": "收集雨水"]) },
            plant: { household, _ in household.set(["water_safe": false]) }),
        .household(
            rule("dangerous-house-without-grade"), explanations: ["reporting_delay"],
            nearMiss: { household, _ in
                household.monitor()
                household.set(["housing_problem": true, "housing_grade": "B级"])
            },
            plant: { household, _ in
                household.monitor()
                household.set(["housing_problem": true, "housing_grade": .empty])
            }),
        .household(
            "national/early-warning/dangerous-house-found", avoids: ["621102"], explanations: ["relocation_or_demolition_flat"],
            nearMiss: { household, _ in household.change("dangerous_houses", nil, ["grade": "C级", "assessed_on": .day(household.ago(months: 1))]) },
            plant: { household, _ in
                household.change("dangerous_houses", nil, ["grade": "C级", "assessed_on": .day(household.ago(months: 1).adding(days: 1))])
            }),
        .household(
            "national/early-warning/disaster-loss", explanations: ["reporting_delay"],
            nearMiss: { household, _ in
                household.add("disasters", 0, ["kind": "洪涝", "happened_on": .day(household.ago(months: 1)), "loss": .yuan(3000)])
            },
            plant: { household, _ in
                household.add("disasters", 0, ["kind": "洪涝", "happened_on": .day(household.ago(months: 1).adding(days: 1)), "loss": .yuan(3000)])
            }),
        .household(
            "national/early-warning/income-below-monitoring-line", avoids: ["350121"], explanations: ["id_typed_wrong"],
            suits: { $0.plain && $0.canHave(perHead: 779_999) },
            nearMiss: { household, _ in household.income(perHead: 780_000) },
            plant: { household, _ in household.income(perHead: 779_999) }),
        .household(
            "national/early-warning/income-fall", explanations: ["id_typed_wrong"], suits: { $0.plain && $0.canHave(perHead: 1_400_000) },
            nearMiss: { household, _ in
                household.income(perHead: 1_400_000)
                household.set(["last_year_net_income_per_head": .fen(1_999_999)])
            },
            plant: { household, _ in
                household.income(perHead: 1_400_000)
                household.set(["last_year_net_income_per_head": .fen(2_000_000)])
            }),
        .household(
            "fujian-minhou/monitoring-2023/minhou-income-below-line", area: "350121", explanations: ["id_typed_wrong"],
            suits: { $0.plain && $0.canHave(perHead: 1_055_999) },
            nearMiss: { household, _ in household.income(perHead: 1_056_000) },
            plant: { household, _ in household.income(perHead: 1_055_999) }),
        .household(
            "shaanxi-jingbian/monitoring-2021/jingbian-income-below-line", area: "610824",
            alsoFires: ["national/early-warning/income-below-monitoring-line"], explanations: ["id_typed_wrong"],
            suits: { $0.plain && $0.canHave(perHead: 599_999) },
            nearMiss: { household, _ in
                household.income(perHead: 600_000)
                household.monitor()
            },
            plant: { household, _ in household.income(perHead: 599_999) }),
    ]
}
