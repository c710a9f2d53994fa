import Basics

/// What the 23 departments know about a registered household that is in order. Each part fills the files of some of them.
enum RegisteredDepartments {
    static func fill(_ household: inout Household) {
        identity(&household)
        schooling(&household)
        health(&household)
        welfare(&household)
        work(&household)
        land(&household)
        home(&household)
        monitoring(&household)
    }

    /// 公安, 民政 (marriages), 卫健 (births): who somebody is.
    private static func identity(_ household: inout Household) {
        PeopleRows.residents(&household)
        let members = household.members
        if members.count > 1, members[1].role == .spouse {
            let married = members[0].birth.adding(years: 24) ?? members[0].birth
            household.add(
                "marriages", 0,
                ["spouse_id": .id(members[1].digits), "spouse_name": .text(members[1].name), "kind": "结婚", "registered_on": .day(married)])
        }
        for (place, member) in members.enumerated() where member.age < 1 {
            household.add(
                "births", place,
                [
                    "mother_id": members.count > 1 ? .id(members[1].digits) : .empty, "born_on": .day(member.birth),
                    "certificate": .text("C\(household.personID(place))"),
                ])
        }
        // The region whose name is not known bars every motor vehicle; nobody in order has one there.
        if household.random.chance(180), !household.county.standsFor.hasPrefix("00"),
            let rider = members.indices.first(where: { members[$0].age >= 18 && members[$0].age < 70 })
        {
            let on = household.day(from: "2012-01-01", to: "2024-12-01")
            let price = household.random.within(32...78) * 100
            household.add(
                "vehicles", rider,
                [
                    "plate": .text(Plates.number(&household.random)), "kind": "摩托车", "brand": .text(household.random.pick(["豪爵", "钱江", "宗申"])),
                    "use": "非营运", "price": .yuan(price), "registered_on": .day(on), "acquired_on": .day(on), "status": "在用",
                ])
        }
    }

    /// 教育: the school roll and its aid.
    private static func schooling(_ household: inout Household) {
        for (place, member) in household.members.enumerated() {
            guard let stage = member.schooling, let level = Schooling.level(stage) else { continue }
            PeopleRows.student(&household, place, stage: stage, level: level)
            if ["普通高中", "中职", "高职高专", "本科"].contains(level) {
                household.add(
                    "education_aid", place,
                    [
                        "kind": .text(level == "中职" ? "雨露计划" : "国家助学金"), "term": "2025年春季", "amount": .yuan(1500),
                        "paid_on": .day(household.ago(days: household.random.within(40...110))),
                    ])
            }
        }
    }

    /// 卫健, 医保, 残联.
    private static func health(_ household: inout Household) {
        for (place, member) in household.members.enumerated() {
            PeopleRows.medicalInsurance(&household, place)
            if member.ill {
                household.add(
                    "diseases", place,
                    [
                        "kind": "大病", "disease": .text(household.random.pick(["尿毒症", "乳腺癌", "冠心病", "肝硬化", "脑卒中"])),
                        "diagnosed_on": .day(household.ago(days: household.random.within(800...2500))), "treated": true, "contract_doctor": "村医",
                    ])
            }
            if member.ill || household.random.chance(120) { settlement(&household, place, most: member.ill ? 280 : 60) }
            if let disability = member.disability {
                let kinds = ["视力", "听力", "言语", "肢体", "智力", "精神", "多重"]
                let digit = (kinds.firstIndex(of: disability.kind) ?? 3) + 1
                household.add(
                    "disability", place,
                    [
                        "card": .text("\(IDNumbers.text(member.digits))\(digit)\(disability.level)"), "kind": .text(disability.kind),
                        "level": .int(disability.level), "issued_on": .day(household.ago(days: household.random.within(800...4000))),
                        "status": "有效", "monthly_subsidy": disability.level <= 2 ? .yuan(100) : .empty,
                    ])
            }
        }
    }

    /// One stay in hospital last year, most of it paid; `most` is the largest self-paid amount in tens of yuan.
    private static func settlement(_ household: inout Household, _ place: Int, most: Int) {
        let own = household.random.within(2...most) * 10
        household.add(
            "medical_settlement", place,
            [
                "kind": .text(own < 200 ? "门诊" : "住院"), "hospital": "县人民医院", "diagnosis": .text(household.random.pick(["肺炎", "骨折", "高血压", "胃炎"])),
                "settled_on": .day(household.beforeNewYear(days: household.random.within(20...170))), "total": .yuan(own * 6),
                "reimbursed": .yuan(own * 5), "self_paid": .yuan(own), "compliant_self_paid": .yuan(own),
            ])
    }

    /// 发改, 住建, 自然资源, 电力: where they live.
    private static func home(_ household: inout Household) {
        let head = household.members[0]
        let area = household.floorArea
        household.add(
            "electricity", 0,
            [
                "meter": .text("D\(household.id)"), "month": .month(household.ago(months: 1)),
                "kwh": .hundredths(household.random.within(40...180) * 100), "idle_months": 0,
            ])
        if household.relocated {
            household.floorArea = min(area, 2500 * household.members.count)
            household.add(
                "relocation", nil,
                [
                    "household_id": .int(household.id), "head_name": .text(head.name), "year": 2018, "people": .int(household.members.count),
                    "way": "集中安置", "settlement": .text(household.village.township + "安置点"), "area": .hundredths(household.floorArea),
                    "subsidy": .yuan(25_000 * household.members.count), "self_funded": .yuan(2500 * household.members.count), "debt": .yuan(0),
                    "moved_in_on": .day(household.day(from: "2018-06-01", to: "2019-12-01")), "old_house_demolished": true,
                ])
            return
        }
        household.add(
            "real_estate", 0,
            [
                "title_number": .text("Z\(household.id)"), "kind": "宅基地", "address": .text(household.village.name), "urban": false,
                "area": .hundredths(area), "share": .hundredths(10_000), "acquired": "自建",
                "registered_on": .day(household.day(from: "2009-01-01", to: "2020-01-01")), "status": "现势",
            ])
        household.add(
            "dangerous_houses", nil,
            [
                "household_id": .int(household.id), "head_name": .text(head.name), "grade": .text(household.random.chance(700) ? "A级" : "B级"),
                "assessed_on": .day(household.day(from: "2019-01-01", to: "2021-12-01")),
            ])
        if household.random.chance(140) {
            let year = household.random.within(2014...2018)
            household.add(
                "housing_renovation", 0,
                [
                    "year": .int(year), "grade": .text(household.random.chance(500) ? "C级" : "D级"), "way": "修缮加固", "area": .hundredths(area),
                    "amount": .yuan(household.random.within(60...200) * 100), "accepted_on": .day(CalendarDate(year: year, month: 11, day: 20)),
                ])
        }
    }

    /// Helpers' visits, and measures.
    private static func monitoring(_ household: inout Household) {
        let helper = "帮扶干部\(household.number % 97)"
        for quarter in 0..<4 {
            household.add(
                "helper_visits", nil,
                [
                    "household_id": .int(household.id), "helper_name": .text(helper),
                    "visited_on": .day(household.ago(days: quarter * 91 + household.random.within(5...80))), "way": "入户",
                ])
        }
        household.add(
            "helper_visits", nil,
            [
                "household_id": .int(household.id), "helper_name": .text(helper),
                "visited_on": .day(household.ago(days: household.random.within(1...25))), "way": "电话",
            ])
        household.add(
            "measures", nil,
            [
                "household_id": .int(household.id), "kind": "产业帮扶", "content": "种养殖扶持", "started_on": .day(household.exitDay?.adding(days: -400)),
                "amount": .yuan(5000), "done": true,
            ])
        measures(&household)
    }

    /// What was done for a monitored household.
    static func measures(_ household: inout Household) {
        guard let monitored = household.monitored else { return }
        var kinds = ["综合保障"]
        switch monitored.risk {
        case "因病": kinds.append("健康帮扶")
        // Help with a job has led to a wage, or it was another help.
        case "因务工就业不稳" where household.members.contains { $0.working || $0.ranger }: kinds.append("就业帮扶")
        default: kinds.append("社会帮扶")
        }
        if household.members.contains(where: \.canWork), !kinds.contains("就业帮扶") { kinds.append("产业帮扶") }
        for kind in kinds {
            let day = monitored.identified.adding(days: household.random.within(3...20)) ?? monitored.identified
            household.measures.append((kind, day))
            household.add(
                "measures", nil,
                [
                    "household_id": .int(household.id), "kind": .text(kind), "content": .text(kind), "started_on": .day(day),
                    "amount": .yuan(household.random.within(5...40) * 100), "done": true,
                ])
        }
    }
}

/// Number plates of the made-up province.
enum Plates {
    static func number(_ random: inout RandomStream) -> String {
        "合\(random.pick(["A", "B", "C", "D", "E", "F"]))·\(String(random.within(10_000...99_999)))"
    }
}
