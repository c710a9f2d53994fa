import Basics

/// Rules of single counties, and those whose place or day is not known (handbook §1.9, §2.4, §3.3, §6).
enum CountyScenarios {
    private static let late = ["reporting_delay"]
    private static let able: @Sendable (Household) -> Bool = { $0.plain && $0.first(\.canWork) != nil }

    static let all: [Scenario] = dazu + dingxi + lines + hardship + reference

    private static let dazu: [Scenario] = [
        .household(
            "chongqing-dazu/helper-visits-2017/dazu-no-contact-in-month", area: "500111", explanations: late,
            nearMiss: { household, _ in contacts(&household, visits: [90, 180, 270, 360], call: household.ago(months: 1).adding(days: 1)) },
            plant: { household, _ in contacts(&household, visits: [90, 180, 270, 360], call: household.ago(months: 1)) }),
        .household(
            "chongqing-dazu/helper-visits-2017/dazu-too-few-visits", area: "500111", explanations: late,
            nearMiss: { household, _ in contacts(&household, visits: [90, 180, 270, 364], call: household.ago(days: 3)) },
            plant: { household, _ in contacts(&household, visits: [90, 180, 270, 365], call: household.ago(days: 3)) }),
    ]

    private static func contacts(_ household: inout Household, visits: [Int], call: CalendarDate?) {
        household.remove("helper_visits")
        for days in visits { contact(&household, household.ago(days: days), "入户") }
        contact(&household, call, "电话")
    }

    private static func contact(_ household: inout Household, _ day: CalendarDate?, _ way: String) {
        household.add(
            "helper_visits", nil, ["household_id": .int(household.id), "helper_name": "帮扶干部", "visited_on": .day(day), "way": .text(way)])
    }

    private static let dingxi: [Scenario] = [
        .household(
            "gansu-dingxi/exit-bars-2018/dingxi-exited-all-on-benefits", area: "621102", explanations: ["local_practice"],
            suits: { $0.dibao && $0.exited && $0.monitored == nil && !$0.relocated && $0["wage_income"].fen == 0 },
            nearMiss: { household, _ in allOnBenefits(&household, earning: 10_000) }, plant: { household, _ in allOnBenefits(&household, earning: 0) }
        ),
        .household(
            "gansu-dingxi/exit-bars-2018/dingxi-exited-unrepaired-house", area: "621102", explanations: late,
            nearMiss: { household, _ in household.change("dangerous_houses", nil, ["grade": "D级", "accepted_on": .day(household.ago(days: 200))]) },
            plant: { household, _ in household.change("dangerous_houses", nil, ["grade": "D级"]) }),
        .household(
            "gansu-dingxi/exit-bars-2018/dingxi-exited-untreated-illness", area: "621102", explanations: late,
            suits: { $0.plain && $0.members.contains(where: \.ill) },
            nearMiss: { household, _ in household.change("diseases", nil, ["treated": false, "cured_on": .day(household.ago(days: 90))]) },
            plant: { household, _ in household.change("diseases", nil, ["treated": false]) }),
        .household(
            "gansu-dingxi/exit-bars-2018/dingxi-exited-with-dropout", area: "621102", alsoFires: ["national/early-warning/compulsory-dropout"],
            explanations: late,
            suits: { household in household.plain && household.members.contains(where: pupil) },
            nearMiss: { household, _ in leave(&household, back: household.asOf) }, plant: { household, _ in leave(&household, back: nil) }),
    ]

    /// Everybody is on the allowance; what is not earned by work or trade comes from property, so that the income stays what it was.
    private static func allOnBenefits(_ household: inout Household, earning fen: Int) {
        household.set(0, ["minimum_living": true])
        let own = household["business_income"].fen - household["production_cost"].fen
        household.income([
            "business_income": .fen(fen), "production_cost": .fen(fen / 2), "property_income": .fen(own - fen + fen / 2),
        ])
    }

    private static let pupil: @Sendable (Member) -> Bool = { $0.role == .child && $0.atSchool && (8...14).contains($0.age) }

    private static func leave(_ household: inout Household, back: CalendarDate?) {
        household.add(
            "dropouts", household.first(pupil),
            [
                "school_level": "小学", "left_on": .day(household.ago(days: 40)), "reason": "厌学", "visits": 2, "returned_on": .day(back),
                "deferral": false,
            ])
    }

    /// Incomes below the lines of Gansu and Longyang: the household is monitored already, so that no national warning is due.
    private static let lines: [Scenario] = [
        line("gansu/exit-standards-2018/gansu-exited-below-income", area: "62", yuan: 3500, avoids: ["621102"]),
        line("yunnan-longyang/exit-standards-2018/longyang-exited-below-line", area: "530502", yuan: 3200, avoids: []),
        .household(
            "yunnan-longyang/exit-standards-2018/longyang-exited-without-project", area: "530502", explanations: late,
            suits: { $0.plain && $0.exitDay.map { $0.year >= 2017 } ?? false },
            nearMiss: { household, _ in household.change("measures", nil, ["started_on": .day(household.exitDay)]) },
            plant: { household, _ in household.change("measures", nil, ["started_on": .day(household.exitDay?.adding(days: 1))]) }),
    ]

    /// All these incomes are below the national line too.
    private static func line(_ rule: String, area: String, yuan: Int, avoids: [String]) -> Scenario {
        .household(
            rule, area: area, alsoFires: ["national/data-quality/exited-below-line"], avoids: avoids, explanations: ["id_typed_wrong"],
            suits: { $0.plain && $0.canHave(perHead: yuan * 100 - 1) && ($0.exitDay?.year ?? 0) >= 2018 },
            nearMiss: { household, _ in
                household.income(perHead: 400_000); household.monitor()
            },
            plant: { household, _ in
                household.income(perHead: yuan * 100 - 1); household.monitor()
            })
    }

    private static func told(
        _ rule: String, _ area: String = "", suits: @escaping @Sendable (Household) -> Bool = able,
        nearMiss: @escaping @Sendable (inout Household, Int) -> Void, plant: @escaping @Sendable (inout Household, Int) -> Void
    ) -> Scenario {
        .household(
            rule, area: area, avoids: area.isEmpty ? ["13", "36", "42", "45", "61", "00"] : [], explanations: ["lent_name", "inheritance_share"],
            suits: suits,
            nearMiss: { household, _ in if let member = household.first(\.canWork) { nearMiss(&household, member) } },
            plant: { household, _ in if let member = household.first(\.canWork) { plant(&household, member) } })
    }

    /// Households in sudden hardship, by the rule of civil affairs.
    private static let hardship: [Scenario] = [
        told("civil-affairs/expenditure-hardship/hardship-business") {
            $0.monitor("突发严重困难户"); $0.firm($1, kind: "个体工商户", role: "经营者", employees: 0)
        } plant: {
            $0.monitor("突发严重困难户"); $0.firm($1, kind: "个体工商户", role: "经营者", employees: 1)
        },
        told("civil-affairs/expenditure-hardship/hardship-car") {
            $0.monitor("突发严重困难户"); $0.vehicle($1, kind: "残疾人机动轮椅车", on: $0.ago(days: 700))
        } plant: {
            $0.monitor("突发严重困难户"); $0.vehicle($1, kind: "小型轿车", on: $0.ago(days: 700))
        },
        told("civil-affairs/expenditure-hardship/hardship-second-dwelling") {
            $0.monitor("突发严重困难户"); homes(&$0, $1, 1)
        } plant: {
            $0.monitor("突发严重困难户"); homes(&$0, $1, 2)
        },
        told("civil-affairs/expenditure-hardship/hardship-shop-or-garage") {
            $0.monitor("突发严重困难户"); homes(&$0, $1, 1)
        } plant: {
            $0.monitor("突发严重困难户"); $0.title($1, kind: "车库", urban: true, acquired: "购买", on: $0.ago(days: 2000))
        },
    ]

    private static func homes(_ household: inout Household, _ member: Int, _ count: Int) {
        for number in 0..<count { household.title(member, kind: "住宅", urban: false, acquired: "自建", on: household.ago(days: 2000 + number)) }
    }

    /// The region whose name the source does not give.
    private static let reference: [Scenario] = [
        told("unnamed-region/entry-reference-2017/reference-absent-over-year", "00") { household, _ in
            household.change("electricity", nil, ["idle_months": 12])
        } plant: { household, _ in
            household.change("electricity", nil, ["idle_months": 13])
        },
        told("unnamed-region/entry-reference-2017/reference-motor-vehicle", "00") {
            $0.vehicle($1, kind: "轻型货车", on: $0.ago(days: 900), status: "注销")
        } plant: {
            $0.vehicle($1, kind: "轻型货车", on: $0.ago(days: 900))
        },
        told("unnamed-region/entry-reference-2017/reference-new-house", "00") {
            $0.title($1, kind: "住宅", urban: false, acquired: "自建", on: $0.asOf.adding(years: -2))
        } plant: {
            $0.title($1, kind: "住宅", urban: false, acquired: "自建", on: $0.asOf.adding(years: -2)?.adding(days: 1))
        },
        told("unnamed-region/entry-reference-2017/reference-two-years-in-business", "00") {
            licence(&$0, $1, on: $0.asOf.adding(years: -2)?.adding(days: 1))
        } plant: {
            licence(&$0, $1, on: $0.asOf.adding(years: -2))
        },
    ]

    private static func licence(_ household: inout Household, _ member: Int, on day: CalendarDate?) {
        household.add("commercial_vehicles", member, ["plate": .text("合A·10001"), "kind": "货运", "issued_on": .day(day), "status": "营运"])
    }
}
