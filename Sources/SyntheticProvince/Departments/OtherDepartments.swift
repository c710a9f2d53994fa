import Basics

/// What departments know about people outside the register. Nothing here can be held against a registered household, so there may be
/// everything in it that rules look for: cars, flats, companies, payroll, deaths.
enum OtherDepartments {
    static func fill(_ household: inout Household) {
        let dead = household.random.chance(90)
        for place in household.members.indices {
            let gone = dead && place == household.members.count - 1 && household.members[place].age >= 50
            if gone { death(&household, place) } else { living(&household, place) }
        }
        property(&household)
        occasional(&household)
    }

    private static func death(_ household: inout Household, _ place: Int) {
        let died = household.ago(days: household.random.within(30...1800))
        PeopleRows.resident(&household, place, status: "死亡", died: died)
        household.add("deaths", place, ["died_on": .day(died), "reported_on": .day(died.adding(days: 9)), "cause": "疾病"])
        if household.random.chance(500) { household.add("cremations", place, ["died_on": .day(died), "cremated_on": .day(died.adding(days: 3))]) }
    }

    private static func living(_ household: inout Household, _ place: Int) {
        let member = household.members[place]
        PeopleRows.resident(&household, place, status: household.random.chance(20) ? "迁出" : "正常", died: nil)
        PeopleRows.medicalInsurance(&household, place)
        if let stage = member.schooling, let level = Schooling.level(stage) { PeopleRows.student(&household, place, stage: stage, level: level) }
        guard member.canWork else {
            if member.age >= 60 {
                household.add(
                    "pension", place,
                    [
                        "kind": .text(household.random.pick(["城乡居民", "企业职工", "机关事业"])), "status": "领取", "year": .int(household.asOf.year),
                        "monthly_amount": .yuan(household.random.within(120...5200)), "last_paid_on": .day(household.ago(days: 15)),
                    ])
            }
            return
        }
        if household.random.chance(120) { officer(&household, place) } else if household.random.chance(300) { employee(&household, place) }
        if household.random.chance(80) { company(&household, place) }
    }

    private static func officer(_ household: inout Household, _ place: Int) {
        let unit = household.county.name + household.random.pick(["教育局", "人民医院", "水利局", "公安局"])
        household.add(
            "payroll", place,
            ["unit": .text(unit), "post": "事业", "monthly_pay": .yuan(household.random.within(38...80) * 100), "month": .month(household.asOf)])
        household.add(
            "staff", place,
            [
                "unit": .text(unit), "establishment": "事业", "position": "科员", "state": "在职",
                "entered_on": .day(household.day(from: "2005-01-01", to: "2020-01-01")),
            ])
        household.add(
            "housing_fund", place,
            [
                "unit": .text(unit), "monthly_amount": .yuan(household.random.within(8...30) * 100), "base": .yuan(6000),
                "last_paid": .day(household.ago(days: 20)), "status": "正常",
            ])
    }

    private static func employee(_ household: inout Household, _ place: Int) {
        for back in 0..<3 {
            household.add(
                "employment_insurance", place,
                [
                    "unit": "合明电子有限公司", "credit_code": .text(CreditCodes.number(household.county.code, 7)),
                    "base": .yuan(household.random.within(40...90) * 100), "month": .month(household.ago(months: back + 1)), "status": "正常缴费",
                ])
        }
        let tax = household.random.within(1...220) * 10
        household.add(
            "tax", place,
            [
                "kind": "个人所得税", "year": .int(household.asOf.year - 1), "income": .yuan(tax * 60), "amount": .yuan(tax),
                "paid_on": .day(household.ago(days: household.random.within(20...340))), "arrears": .yuan(0),
            ])
    }

    private static func company(_ household: inout Household, _ place: Int) {
        let capital = household.random.within(1...300) * 10_000
        household.add(
            "companies", place,
            [
                "company": .text(household.village.township + household.random.pick(["商贸有限公司", "建材经营部", "\"好再来\"餐饮店", "科技有限公司(分公司,二部)"])),
                "credit_code": .text(CreditCodes.number(household.county.code, household.id % 1_000_000)), "kind": "有限责任公司",
                "role": .text(household.random.pick(["法定代表人", "股东", "监事"])), "share": .hundredths(6000), "capital": .yuan(capital),
                "employees": .int(household.random.within(1...20)), "registered_on": .day(household.day(from: "2008-01-01", to: "2024-01-01")),
                "status": .text(household.random.pick(["存续", "存续", "注销"])), "last_report": .int(household.asOf.year - 1),
            ])
    }

    private static func property(_ household: inout Household) {
        guard let owner = household.members.indices.first(where: { household.members[$0].age >= 18 }) else { return }
        if household.random.chance(450) {
            let on = household.day(from: "2010-01-01", to: "2025-05-01")
            household.add(
                "vehicles", owner,
                [
                    "plate": .text(Plates.number(&household.random)), "kind": "小型轿车",
                    "brand": .text(household.random.pick(["长安", "五菱", "吉利", "比亚迪"])),
                    "use": "非营运", "price": .yuan(household.random.within(30...220) * 1000), "registered_on": .day(on), "acquired_on": .day(on),
                    "status": .text(household.random.pick(["在用", "在用", "在用", "报废"])),
                ])
        }
        if household.random.chance(250) {
            let on = household.day(from: "2008-01-01", to: "2025-05-01")
            let area = household.random.within(60...180) * 100
            let address = household.county.name + "城关镇幸福路\(household.id % 300 + 1)号"
            household.add(
                "commercial_housing", owner,
                [
                    "contract_number": .text("HT\(household.id)"), "kind": "住宅", "address": .text(address), "area": .hundredths(area),
                    "price": .yuan(household.random.within(18...90) * 10_000), "signed_on": .day(on), "relocation": false,
                ])
            household.add(
                "real_estate", owner,
                [
                    "title_number": .text("Q\(household.id)"), "kind": "住宅", "address": .text(address), "urban": true, "area": .hundredths(area),
                    "share": .hundredths(10_000), "acquired": "购买", "registered_on": .day(on.adding(days: 400)), "status": "现势",
                ])
        }
    }

    /// Files that few people are in.
    private static func occasional(_ household: inout Household) {
        guard let adult = household.members.indices.first(where: { household.members[$0].canWork }) else { return }
        let day = household.ago(days: household.random.within(10...300))
        if household.random.chance(15) {
            household.add(
                "unemployment", adult, ["lost_on": .day(day), "registered_on": .day(day.adding(days: 8)), "reason": "合同到期", "benefit": .yuan(1200)])
        }
        if household.random.chance(10) {
            household.add("wage_arrears", adult, ["employer": "合明建筑公司", "amount": .yuan(household.random.within(3...40) * 1000), "since": .day(day)])
        }
        if household.random.chance(12) {
            household.add(
                "public_rental", adult, ["address": .text(household.county.name + "公租房"), "monthly_rent": .yuan(180), "start_on": .day(day)])
        }
        if household.random.chance(25) {
            household.add(
                "disasters", adult,
                [
                    "kind": .text(household.random.pick(["洪涝", "干旱", "风雹"])), "happened_on": .day(day),
                    "loss": .yuan(household.random.within(2...90) * 100), "house_collapsed": false,
                    "house_damaged": .yes(household.random.chance(200)), "relief": .yuan(300),
                ])
        }
        if household.random.chance(20) {
            household.add(
                "commercial_vehicles", adult,
                [
                    "plate": .text(Plates.number(&household.random)), "kind": "货运", "licence": .text("YZ\(household.id)"),
                    "tonnage": .hundredths(480), "issued_on": .day(day), "status": "营运",
                ])
        }
        if household.random.chance(30) {
            household.add(
                "village_cadres", adult,
                [
                    "village_code": .int(household.village.code), "position": .text(household.random.pick(["村支书", "村主任", "委员", "文书"])),
                    "since": .day(day), "monthly_stipend": .yuan(2600),
                ])
        }
        if let child = household.members.indices.first(where: { (7...14).contains(household.members[$0].schoolAge) }) {
            if household.random.chance(12) {
                household.add("dropouts", child, ["school_level": "初中", "left_on": .day(day), "reason": "厌学", "visits": 2, "deferral": false])
            }
            if household.random.chance(15) {
                household.add("orphans", child, ["kind": "事实无人抚养儿童", "monthly_amount": .yuan(1200), "start_on": .day(day)])
            }
        }
    }
}

/// Credit codes of 18 characters with a right check character (GB 32100-2015), for companies that do not exist.
enum CreditCodes {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    static func number(_ county: Int, _ serial: Int) -> String {
        let body = Array("91\(county)MA\(String(serial % 10_000_000 + 10_000_000).dropFirst())".utf8)
        var (sum, weight) = (0, 1)
        for byte in body {
            sum += (alphabet.firstIndex(of: byte) ?? 0) * weight
            weight = weight * 3 % 31
        }
        return String(decoding: body + [alphabet[(31 - sum % 31) % 31]], as: UTF8.self)
    }
}
