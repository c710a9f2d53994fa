import Basics

/// How a rule about villages comes to fire. Told on the rows a village carries.
struct VillageScenario: Sendable {
    let rule: String
    let area: String
    let explanations: [String]
    let nearMiss: @Sendable (inout Household) -> Void
    let plant: @Sendable (inout Household) -> Void
}

/// Villages in the register and their water (handbook §1.6, §2.5, §4.2).
enum VillageScenarios {
    private static func set(_ carrier: inout Household, _ values: KeyValuePairs<String, Cell>) { carrier.change("villages", nil, values) }

    private static func exit(_ name: String, _ column: String, nearMiss: Cell, plant: Cell, _ more: KeyValuePairs<String, Cell>) -> VillageScenario {
        VillageScenario(
            rule: "guangxi/exit-standards-2016/\(name)", area: "45", explanations: ["reporting_delay", "local_practice"],
            nearMiss: { carrier in
                set(&carrier, more)
                set(&carrier, [column: nearMiss])
            },
            plant: { carrier in
                set(&carrier, more)
                set(&carrier, [column: plant])
            })
    }

    static let all: [VillageScenario] = [
        exit("guangxi-village-collective-income", "collective_income", nearMiss: .yuan(50_000), plant: .fen(4_999_999), [:]),
        exit("guangxi-village-housing-share", "dangerous_house_count", nearMiss: 2, plant: 3, ["household_count": 100]),
        exit(
            "guangxi-village-insured-share", "medical_insured", nearMiss: 490, plant: 489,
            ["people_count": 500, "medical_insured": 500, "pension_insured": 500]),
        exit("guangxi-village-water-share", "unsafe_water_households", nearMiss: 2, plant: 3, ["household_count": 100]),
        VillageScenario(
            rule: "national/early-warning/village-water-failure", area: "", explanations: ["reporting_delay"],
            nearMiss: { outage(&$0, days: 7) }, plant: { outage(&$0, days: 8) }),
        VillageScenario(
            rule: "national/data-quality/village-problems-exceed-households", area: "52", explanations: ["id_typed_wrong"],
            nearMiss: { set(&$0, ["unsafe_water_households": 100, "household_count": 100]) },
            plant: { set(&$0, ["unsafe_water_households": 101, "household_count": 100]) }),
        VillageScenario(
            rule: "national/data-quality/village-size-differs-from-register", area: "", explanations: ["reporting_delay"],
            nearMiss: { _ in },
            plant: { carrier in set(&carrier, ["registered_households": 9999]) }),
        VillageScenario(
            rule: "national/resident-teams/village-team-too-small", area: "", explanations: ["reporting_delay"],
            nearMiss: { set(&$0, ["resident_team": 3]) }, plant: { set(&$0, ["resident_team": 2]) }),
        VillageScenario(
            rule: "gansu/exit-standards-2018/gansu-village-poverty-rate", area: "62", explanations: ["reporting_delay"],
            nearMiss: { set(&$0, ["people_count": 500, "unexited_people": 14]) }, plant: { set(&$0, ["people_count": 500, "unexited_people": 15]) }),
        fund(
            "project-fee-too-high",
            nearMiss: ["budget": .yuan(500_000), "central_funds": .yuan(500_000), "provincial_funds": .yuan(0), "management_fee": .yuan(5000)],
            plant: ["budget": .yuan(500_000), "central_funds": .yuan(500_000), "provincial_funds": .yuan(0), "management_fee": .fen(500_001)]),
        fund(
            "project-paid-over-allocated",
            nearMiss: ["allocated": .yuan(300_000), "paid": .yuan(300_000), "settled": .yuan(300_000), "retention": .yuan(0)],
            plant: ["allocated": .yuan(300_000), "paid": .fen(30_000_001), "settled": .fen(30_000_001), "retention": .yuan(0)]),
        fund(
            "project-settlement-unbalanced", nearMiss: ["settled": .yuan(200_000), "paid": .yuan(194_000), "retention": .yuan(6000)],
            plant: ["settled": .yuan(200_000), "paid": .yuan(194_000), "retention": .fen(599_999)]),
        fund(
            "project-sources-differ-from-budget",
            nearMiss: ["budget": .yuan(400_000), "management_fee": .yuan(2000), "central_funds": .yuan(300_000), "provincial_funds": .yuan(100_000)],
            plant: ["budget": .yuan(400_000), "management_fee": .yuan(2000), "central_funds": .yuan(300_000), "provincial_funds": .fen(9_999_999)]),
        fund("project-without-target", nearMiss: ["performance_target": .empty, "year": 2017], plant: ["performance_target": .empty, "year": 2018]),
        VillageScenario(
            rule: "national/fund-accounts/project-under-two-documents", area: "", explanations: ["local_practice"],
            nearMiss: { secondProject(&$0, document: "合财农〔2023〕1号") }, plant: { secondProject(&$0, document: "合财农〔2023〕2号") }),
        VillageScenario(
            rule: "national/fund-accounts/fund-document-unbalanced", area: "", explanations: ["reporting_delay"],
            nearMiss: { document(&$0, allocated: .yuan(80_000)) }, plant: { document(&$0, allocated: .fen(7_999_999)) }),
    ]

    private static func fund(_ name: String, nearMiss: KeyValuePairs<String, Cell>, plant: KeyValuePairs<String, Cell>) -> VillageScenario {
        VillageScenario(
            rule: "national/fund-accounts/\(name)", area: "", explanations: ["reporting_delay", "local_practice"],
            nearMiss: { $0.change("projects", nil, nearMiss) }, plant: { $0.change("projects", nil, plant) })
    }

    /// The village's project once more, paid from a document.
    private static func secondProject(_ carrier: inout Household, document: String) {
        carrier.change("projects", nil, ["name": "人饮工程", "year": 2023, "fund_document": "合财农〔2023〕1号"])
        carrier.add(
            "projects", nil,
            [
                "project_id": .text("XN\(carrier.village.code)"), "name": "人饮工程", "village_code": .int(carrier.village.code), "year": 2023,
                "performance_target": "户户通水", "fund_document": .text(document),
            ])
    }

    private static func document(_ carrier: inout Household, allocated: Cell) {
        carrier.add(
            "fund_documents", nil,
            [
                "document": .text("合财农〔2024〕\(carrier.village.code % 1_000_000)号"), "level": "省级", "kind": "衔接推进乡村振兴补助资金", "received": .yuan(100_000),
                "allocated": allocated, "unallocated": .yuan(20_000), "paid": .yuan(50_000), "received_on": .day(carrier.ago(days: 300)),
            ])
    }

    private static func outage(_ carrier: inout Household, days: Int) {
        carrier.add(
            "water_outages", nil,
            [
                "village_code": .int(carrier.village.code), "started_on": .day(carrier.ago(days: 20)),
                "restored_on": .day(carrier.ago(days: 20 - days)),
                "days": .int(days), "households": 60, "reason": "管网破裂",
            ])
    }
}
