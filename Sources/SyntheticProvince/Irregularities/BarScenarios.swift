import Basics

/// The bars to entry of Hebei, Shaanxi, Guangxi, Shangrao and Hubei's supervision of benefits (handbook §3.3, §3.4).
enum BarScenarios {
    private static let property = ["lent_name", "bought_after_exit", "inheritance_share"]
    private static let salary = ["married_out_daughter", "cadre_stipend", "public_post_wage"]
    private static let posts = ["id_typed_wrong", "cancelled_not_synchronised"]
    private static let able: @Sendable (Household) -> Bool = { $0.plain && $0.first(\.canWork) != nil }
    private static let poor: @Sendable (Household) -> Bool = {
        $0.dibao && $0.exited && $0.monitored == nil && !$0.relocated && $0.first(\.canWork) != nil
    }

    static let all: [Scenario] = hebei + shaanxi + guangxi + shangrao + hubei

    /// A scenario about what somebody who can work has; that person carries the rows.
    private static func told(
        _ rule: String, _ area: String, _ explanations: [String], suits: @escaping @Sendable (Household) -> Bool = able,
        nearMiss: @escaping @Sendable (inout Household, Int) -> Void, plant: @escaping @Sendable (inout Household, Int) -> Void
    ) -> Scenario {
        .household(
            rule, area: area, explanations: explanations, suits: suits,
            nearMiss: { household, _ in if let member = household.first(\.canWork) { nearMiss(&household, member) } },
            plant: { household, _ in if let member = household.first(\.canWork) { plant(&household, member) } })
    }

    private static func cadre(
        _ rule: String, _ area: String, nearMiss: @escaping @Sendable (inout Household, Int) -> Void,
        plant: @escaping @Sendable (inout Household, Int) -> Void
    ) -> Scenario {
        .person(
            rule, area: area, explanations: posts, suits: able, who: \.canWork, nearMiss: { household, member, _ in nearMiss(&household, member) },
            plant: { household, member, _ in plant(&household, member) })
    }

    private static let hebei: [Scenario] = [
        told("hebei/entry-bars-2018/hebei-car-or-van", "13", property) {
            $0.vehicle($1, kind: "小型轿车", on: $0.date("exited_on")?.adding(days: 1))
        } plant: {
            $0.vehicle($1, kind: "小型轿车", on: $0.date("exited_on"))
        },
        told("hebei/entry-bars-2018/hebei-company", "13", ["lent_name", "dormant_licence"]) {
            $0.firm($1, kind: "有限责任公司", role: "股东", report: $0.asOf.year - 3)
        } plant: {
            $0.firm($1, kind: "有限责任公司", role: "股东", report: $0.asOf.year - 2)
        },
        told("hebei/entry-bars-2018/hebei-large-machine", "13", property) {
            machine(&$0, $1, "收割机", on: $0.date("exited_on")?.adding(days: 1))
        } plant: {
            machine(&$0, $1, "收割机", on: $0.date("exited_on"))
        },
        told("hebei/entry-bars-2018/hebei-stable-salary", "13", salary) {
            $0.insure($1, months: 11)
        } plant: {
            $0.insure($1, months: 12)
        },
        told("hebei/entry-bars-2018/hebei-town-flat", "13", property) {
            $0.title($1, kind: "住宅", urban: true, acquired: "拆迁安置", on: $0.date("exited_on"))
        } plant: {
            $0.title($1, kind: "住宅", urban: true, acquired: "购买", on: $0.date("exited_on"))
        },
        cadre("hebei/entry-bars-2018/hebei-village-head", "13") {
            $0.post($1, position: "村支书", until: $0.ago(days: 1))
        } plant: {
            $0.post($1, position: "村支书", until: $0.asOf)
        },
    ]

    private static func machine(_ household: inout Household, _ member: Int, _ kind: String, on day: CalendarDate?) {
        household.add("farm_machinery", member, ["model": "4LZ-2.0", "kind": .text(kind), "price": .yuan(29_000), "bought_on": .day(day)])
    }

    private static let shaanxi: [Scenario] = [
        cadre("shaanxi/nine-red-lines/shaanxi-committee-member", "61") {
            $0.post($1, position: "监委会主任")
        } plant: {
            $0.post($1, position: "委员")
        },
        told("shaanxi/nine-red-lines/shaanxi-company-or-employer", "61", ["lent_name", "dormant_licence"]) {
            $0.firm($1, kind: "个体工商户", role: "经营者", employees: 2)
        } plant: {
            $0.firm($1, kind: "个体工商户", role: "经营者", employees: 3)
        },
        told("shaanxi/nine-red-lines/shaanxi-empty-home", "61", ["kept_home_for_treatment", "relocation_or_demolition_flat"]) { household, _ in
            household.change("electricity", nil, ["idle_months": 5])
        } plant: { household, _ in
            household.change("electricity", nil, ["idle_months": 6])
        },
        told("shaanxi/nine-red-lines/shaanxi-flat-or-shop", "61", property) {
            $0.title($1, kind: "住宅", urban: true, acquired: "灾后重建", on: $0.ago(days: 900))
        } plant: {
            $0.title($1, kind: "商铺", urban: true, acquired: "购买", on: $0.ago(days: 900))
        },
        told("shaanxi/nine-red-lines/shaanxi-payroll-or-big-firm", "61", salary) {
            $0.insure($1, months: 11)
            $0.insure($1, months: 1, unit: "合明建筑公司", serial: 8, from: 11)
        } plant: {
            $0.insure($1, months: 12)
        },
        told("shaanxi/nine-red-lines/shaanxi-vehicle-or-machine", "61", property) {
            $0.vehicle($1, kind: "轻型货车", on: $0.ago(days: 900), status: "报废")
        } plant: {
            $0.vehicle($1, kind: "轻型货车", on: $0.ago(days: 900))
        },
    ]

    private static let guangxi: [Scenario] = [
        told("guangxi/one-vote-veto-2015/guangxi-car-boat-machine", "45", property) {
            $0.vehicle($1, kind: "小型轿车", fen: 2_999_999, on: $0.ago(days: 900))
        } plant: {
            $0.vehicle($1, kind: "小型轿车", yuan: 30_000, on: $0.ago(days: 900))
        },
        told("guangxi/one-vote-veto-2015/guangxi-company", "45", ["lent_name", "dormant_licence"]) {
            $0.firm($1, kind: "有限责任公司", role: "经营者", status: "注销")
        } plant: {
            $0.firm($1, kind: "有限责任公司", role: "经营者")
        },
        told("guangxi/one-vote-veto-2015/guangxi-family-away", "45", ["kept_home_for_treatment"]) { household, _ in
            household.change("electricity", nil, ["idle_months": 35])
        } plant: { household, _ in
            household.change("electricity", nil, ["idle_months": 36])
        },
        told("guangxi/one-vote-veto-2015/guangxi-payroll-or-firm", "45", salary) {
            $0.insure($1, months: 11)
            $0.insure($1, months: 1, serial: 8, from: 11)
        } plant: {
            $0.insure($1, months: 12)
        },
        told("guangxi/one-vote-veto-2015/guangxi-town-property", "45", property) {
            $0.title($1, kind: "土地", urban: true, acquired: "继承", on: $0.ago(days: 900))
        } plant: {
            $0.title($1, kind: "土地", urban: true, acquired: "购买", on: $0.ago(days: 900))
        },
        .household(
            "guangxi/one-vote-veto-2015/guangxi-storeyed-house", area: "45", explanations: ["relocation_or_demolition_flat", "disaster_rebuild"],
            nearMiss: { household, _ in household.set(["storeys": 1, "decorated": true, "structure": "砖混"]) },
            plant: { household, _ in household.set(["storeys": 2, "decorated": true, "structure": "砖混"]) }),
        Scenario(
            "guangxi/one-vote-veto-2015/guangxi-split-household", area: "45", seats: 2, explanations: ["moved_within_county", "local_practice"],
            suits: \.plain,
            nearMiss: { household, story in household.change("residents", nil, ["hukou_number": .text("HX\(story.serial)")]) },
            plant: { household, story in
                household.change("residents", nil, ["hukou_number": .text("HX\(story.leader)")])
                return .household
            }),
    ]

    private static let shangrao: [Scenario] = [
        told("jiangxi-shangrao/seven-clear-four-strict/shangrao-payroll", "3611", salary) {
            $0.employ($1, state: "辞职")
        } plant: {
            $0.employ($1, state: "退休")
        },
        cadre("jiangxi-shangrao/seven-clear-four-strict/shangrao-village-cadre", "3611") {
            $0.post($1, position: "文书", until: $0.ago(days: 1))
        } plant: {
            $0.post($1, position: "文书")
        },
    ]

    private static let hubei: [Scenario] = [
        told("hubei/benefit-supervision/hubei-dibao-and-car", "42", property, suits: poor) {
            $0.vehicle($1, kind: "轻型货车", on: $0.ago(days: 900))
        } plant: {
            $0.vehicle($1, kind: "小型轿车", on: $0.ago(days: 900))
        },
        told("hubei/benefit-supervision/hubei-dibao-and-company", "42", ["dormant_licence", "lent_name"], suits: poor) {
            $0.firm($1, kind: "农民专业合作社", role: "股东")
        } plant: {
            $0.firm($1, kind: "个体工商户", role: "经营者")
        },
        told("hubei/benefit-supervision/hubei-dibao-and-flat", "42", property, suits: poor) {
            $0.flat($1, signed: CalendarDate(year: 2022, month: 5, day: 1), relocation: true)
        } plant: {
            $0.flat($1, signed: CalendarDate(year: 2022, month: 5, day: 1))
        },
        told("hubei/benefit-supervision/hubei-dibao-and-housing-fund", "42", salary, suits: poor) {
            fund(&$0, $1, fen: 100_000)
        } plant: {
            fund(&$0, $1, fen: 100_001)
        },
        told("hubei/benefit-supervision/hubei-dibao-and-payroll", "42", salary, suits: poor) {
            payroll(&$0, $1, "公益岗")
        } plant: {
            payroll(&$0, $1, "离退休")
        },
        told("hubei/benefit-supervision/hubei-dibao-and-tax", "42", ["id_typed_wrong"], suits: poor) {
            tax(&$0, $1, fen: 50_000)
        } plant: {
            tax(&$0, $1, fen: 50_001)
        },
        told("hubei/benefit-supervision/hubei-house-grant-and-flat", "42", property) {
            grant(&$0)
            $0.flat($1, signed: CalendarDate(year: 2017, month: 1, day: 1))
        } plant: {
            grant(&$0)
            $0.flat($1, signed: CalendarDate(year: 2016, month: 12, day: 31))
        },
        told("hubei/benefit-supervision/hubei-house-grant-and-payroll", "42", salary) {
            grant(&$0)
            $0.remove("micro_loans")
            $0.employ($1, state: "退休")
        } plant: {
            grant(&$0)
            $0.remove("micro_loans")
            $0.employ($1, state: "在职")
        },
        .person(
            "hubei/benefit-supervision/hubei-micro-loan-and-payroll", area: "42", explanations: ["id_typed_wrong"], suits: \.plain,
            who: { $0.canWork && $0.age > 25 },
            nearMiss: { household, member, _ in loan(&household, member, state: "退休") },
            plant: { household, member, _ in loan(&household, member, state: "借调") }),
        told(
            "hubei/benefit-supervision/hubei-relocation-and-flat", "42", property,
            suits: { $0.relocated && $0.exited && $0.monitored == nil && !$0.dibao && $0.first(\.canWork) != nil }
        ) {
            $0.change("relocation", nil, ["moved_in_on": .day(CalendarDate(year: 2019, month: 6, day: 1))])
            $0.flat($1, signed: CalendarDate(year: 2019, month: 6, day: 1))
        } plant: {
            $0.change("relocation", nil, ["moved_in_on": .day(CalendarDate(year: 2019, month: 6, day: 1))])
            $0.flat($1, signed: CalendarDate(year: 2019, month: 5, day: 31))
        },
    ]

    private static func fund(_ household: inout Household, _ member: Int, fen: Int) {
        household.add(
            "housing_fund", member, ["unit": "合明电子有限公司", "monthly_amount": .fen(fen), "last_paid": .day(household.ago(days: 20)), "status": "正常"])
    }

    private static func payroll(_ household: inout Household, _ member: Int, _ post: String) {
        household.add("payroll", member, ["unit": "镇人民政府", "post": .text(post), "monthly_pay": .yuan(2600), "month": .month(household.asOf)])
    }

    private static func tax(_ household: inout Household, _ member: Int, fen: Int) {
        household.add(
            "tax", member, ["kind": "个人所得税", "year": .int(household.asOf.year), "amount": .fen(fen), "paid_on": .day(household.ago(days: 60))])
    }

    private static func grant(_ household: inout Household) {
        household.remove("housing_renovation")
        household.add("housing_renovation", 0, ["year": 2017, "grade": "C级", "way": "修缮加固", "amount": .yuan(9000)])
    }

    private static func loan(_ household: inout Household, _ member: Int, state: String) {
        household.remove("housing_renovation")
        household.remove("micro_loans")
        household.add(
            "micro_loans", member, ["loan_number": .text("JY\(household.id)"), "amount": .yuan(50_000), "lent_on": .day(household.ago(days: 300))])
        household.employ(member, state: state)
    }
}
