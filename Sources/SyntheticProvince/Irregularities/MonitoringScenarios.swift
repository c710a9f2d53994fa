import Basics

/// Monitored households: measures in time, risks removed in order (handbook §1.7, §1.8).
enum MonitoringScenarios {
    private static func rule(_ name: String) -> String { "national/monitoring-quality/\(name)" }
    private static let able: @Sendable (Household) -> Bool = { $0.plain && $0.members.contains(where: \.canWork) && $0["wage_income"].fen > 0 }
    private static let development = ["产业帮扶", "就业帮扶", "金融帮扶", "公益岗位帮扶"]

    static let all: [Scenario] = measures + risks + removal

    private static func keep(_ kinds: [String], _ household: inout Household) {
        guard let sheet = household.sheets["measures"] else { return }
        let place = sheet.place("kind", hint: 1) ?? 1
        household.records.removeAll { record in
            guard record.sheet == sheet.id, case .text(let kind) = record.cells[place] else { return false }
            return !kinds.contains(kind)
        }
    }

    private static let measures: [Scenario] = [
        .household(
            rule("category-contradicts-registration"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in
                household.monitor("突发严重困难户")
                household.set(["was_registered": false])
            },
            plant: { household, _ in
                household.monitor()
                household.set(["was_registered": false])
            }),
        .household(
            rule("monitored-without-consent"), explanations: ["reporting_delay"],
            nearMiss: { household, _ in household.monitor() },
            plant: { household, _ in
                household.monitor()
                household.set(["consent_letter": .empty])
            }),
        .household(
            rule("monitored-without-development"), avoids: ["530502"], explanations: ["kept_home_for_treatment"], suits: able,
            nearMiss: { household, _ in
                household.monitor(identified: household.ago(months: 6).adding(days: 2))
                keep(["综合保障", "社会帮扶"], &household)
            },
            plant: { household, _ in
                household.monitor(identified: household.ago(months: 6))
                keep(["综合保障", "社会帮扶"], &household)
            }),
        .household(
            rule("monitored-without-measure"), avoids: ["530502"], explanations: ["reporting_delay"],
            nearMiss: { household, _ in
                household.monitor(identified: household.ago(months: 1).adding(days: 2))
                household.remove("measures")
            },
            plant: { household, _ in
                household.monitor(identified: household.ago(months: 1))
                household.remove("measures")
            }),
        .household(
            rule("no-labour-household-not-marked"), explanations: ["id_typed_wrong"],
            suits: { household in
                household.exited && household.monitored == nil && !household.relocated && household.mainCause != "因学"
                    && household.members.allSatisfy { ["无劳动力", "丧失劳动力"].contains($0.labour) }
            },
            nearMiss: { household, _ in household.monitor(risk: "因缺劳动力") },
            plant: { household, _ in
                household.monitor(risk: "因缺劳动力")
                household.set(["no_labour_household": false])
            }),
        .household(
            rule("dibao-measure-nobody-on-it"), explanations: ["reporting_delay"],
            nearMiss: { household, _ in household.monitor() },
            plant: { household, _ in
                household.monitor()
                household.change("measures", nil, ["content": "低保及其他"])
            }),
        .household(
            rule("disability-subsidy-nobody-disabled"), explanations: ["reporting_delay"],
            suits: { household in household.plain && !household.members.contains { $0.disability != nil } && household.first(\.canWork) != nil },
            nearMiss: { household, _ in
                household.monitor()
                household.change("measures", nil, ["content": "残疾人补贴"])
                if let member = household.first(\.canWork) { household.set(member, ["health": "残疾"]) }
            },
            plant: { household, _ in
                household.monitor()
                household.change("measures", nil, ["content": "残疾人补贴"])
            }),
    ]

    private static let risks: [Scenario] = [
        .household(
            rule("risk-illness-without-measure"), avoids: ["530502"], explanations: ["reporting_delay"],
            suits: { able($0) && $0.members.contains(where: \.ill) },
            nearMiss: { household, _ in
                household.monitor(risk: "因病")
                keep(development + ["健康帮扶"], &household)
            },
            plant: { household, _ in
                household.monitor(risk: "因病")
                keep(development, &household)
            }),
        .household(
            rule("risk-illness-without-spending"), explanations: ["reporting_delay"], suits: { $0.plain && $0.members.contains(where: \.ill) },
            nearMiss: { household, _ in
                household.monitor(risk: "因病")
                household.set(["compliant_self_paid": .fen(1)])
            },
            plant: { household, _ in
                household.monitor(risk: "因病")
                household.set(["compliant_self_paid": .fen(0)])
            }),
        .household(
            rule("risk-school-without-measure"), avoids: ["530502"], explanations: ["reporting_delay"], suits: able,
            nearMiss: { household, _ in household.monitor(risk: "因学") },
            plant: { household, _ in
                household.monitor(risk: "因学")
                keep(development + ["综合保障"], &household)
            }),
        .household(
            rule("unsafe-living-not-monitored"), explanations: ["reporting_delay"],
            nearMiss: { household, _ in
                household.monitor()
                household.set(["water_problem": true])
            },
            plant: { household, _ in household.set(["water_problem": true]) }),
    ]

    /// Its risk was removed seven months after it was identified, and within this year: rules want half a year, and look at this year's.
    private static func removed(_ household: inout Household) {
        let day = household.thisYear(days: 117)
        household.monitor(identified: day.adding(months: -7), removed: day)
    }

    private static let removal: [Scenario] = [
        .household(
            rule("job-help-without-wage"), explanations: ["reporting_delay"], suits: able,
            nearMiss: { household, _ in
                removed(&household)
                household.set(["removed_wage_income": .fen(1)])
                household.change("measures", nil, ["kind": "就业帮扶"])
            },
            plant: { household, _ in
                removed(&household)
                household.set(["removed_wage_income": .fen(0)])
                household.change("measures", nil, ["kind": "就业帮扶"])
            }),
        .household(
            rule("risk-removed-below-line"), explanations: ["local_practice"],
            nearMiss: { household, _ in
                removed(&household)
                household.set(["removed_net_income_per_head": .yuan(7800)])
            },
            plant: { household, _ in
                removed(&household)
                household.set(["removed_net_income_per_head": .fen(779_999)])
            }),
        .household(
            rule("risk-removed-fields-empty"), explanations: ["reporting_delay"],
            nearMiss: { household, _ in removed(&household) },
            plant: { household, _ in
                removed(&household)
                household.set(["removed_school_problem": .empty])
            }),
        .household(
            rule("risk-removed-guarantee-failing"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in removed(&household) },
            plant: { household, _ in
                removed(&household)
                household.set(["removed_water_problem": true])
            }),
        .household(
            rule("risk-removed-too-soon"), explanations: ["id_typed_wrong"],
            nearMiss: { household, _ in
                removed(&household)
                household.set(["risk_removed_on": .day(household.monitored?.identified.adding(months: 2))])
            },
            plant: { household, _ in
                removed(&household)
                household.set(["risk_removed_on": .day(household.monitored?.identified.adding(months: 2)?.adding(days: -1))])
            }),
        .household(
            rule("risk-removed-without-measure"), avoids: ["530502"], explanations: ["reporting_delay"],
            nearMiss: { household, _ in
                removed(&household)
                household.set(["risk_removal_way": "自然消除"])
                household.remove("measures")
            },
            plant: { household, _ in
                removed(&household)
                household.remove("measures")
            }),
    ]
}
