import Basics

/// The register's own two rows of a household in order: its own, and one for each member.
enum RegisterRows {
    static func write(_ household: inout Household) {
        guard let households = household.sheets["households"], let persons = household.sheets["persons"] else { return }
        household.cells = Array(repeating: .empty, count: households.columnCount)
        for place in household.members.indices {
            household.members[place].cells = Array(repeating: .empty, count: persons.columnCount)
            person(&household, place)
        }
        let income = Income(&household)
        identification(&household)
        income.write(&household)
        living(&household)
        monitoring(&household)
    }

    // MARK: persons

    private static func person(_ household: inout Household, _ place: Int) {
        let member = household.members[place]
        household.set(
            place,
            [
                "person_id": .int(household.personID(place)), "household_id": .int(household.id), "id_number": .id(member.digits),
                "name": .text(member.name), "document_type": "身份证", "sex": .text(member.male ? "男" : "女"), "birth_date": .day(member.birth),
                "relation": .text(member.relation), "ethnicity": .text(NameMaker.ethnicity(minority: member.name.contains("·"), &household.random)),
                "health": .text(member.health), "labour_skill": .text(member.labour),
                "politics": .text(member.digits % 23 == 0 && member.age > 20 ? "中共党员" : "群众"),
                "mandarin": .yes(member.age < 70), "phone": place == 0 ? .text(phone(household.id)) : .empty, "soldier": false,
            ])
        // From 2021 exactly one of the two is filled (handbook §1.4).
        if let schooling = member.schooling {
            household.set(place, ["in_school": .text(schooling)])
        } else {
            household.set(place, ["education": .text(Schooling.education(age: member.age, &household.random))])
        }
        if let disability = member.disability {
            household.set(place, ["disability_kind": .text(disability.kind), "disability_year": 2018])
        }
        household.set(
            place,
            [
                "resident_medical": true, "employee_medical": false, "major_illness_insurance": true, "commercial_medical": false,
                "medical_aid": .yes(member.ill), "resident_pension": .yes(member.age >= 16 && !member.atSchool), "employee_pension": false,
                "minimum_living": .yes(member.onDibao), "destitute": .yes(member.destitute), "relocated": .yes(household.relocated),
            ])
        if member.working {
            let area = ["乡（镇）内", "乡（镇）外县内", "县外省内", "省外"][household.random.weighted([25, 25, 25, 25])]
            household.set(
                place,
                [
                    "work_area": .text(area), "work_place": .text("合明省\(household.county.name)"), "work_months": .int(member.workMonths),
                    "work_channel": "外出务工", "work_abroad": false,
                ])
        } else if member.ranger {
            household.set(
                place,
                [
                    "public_post": "生态护林员", "public_post_months": 12,
                    "employer": .text("\(household.village.township)\(household.village.name)民委员会"),
                ])
        }
    }

    /// A number nobody has: the block 199 9 does not exist.
    private static func phone(_ household: Int) -> String { "1999\(String(household % 10_000_000 + 10_000_000).dropFirst())" }

    // MARK: the household

    private static func identification(_ household: inout Household) {
        let monitored = household.monitored
        // Marginal households were never registered poor.
        let poor = monitored?.category != "边缘易致贫户"
        household.set([
            "household_id": .int(household.id), "village_code": .int(household.village.code),
            "natural_village": .text(PlaceNames.naturalVillage(&household.random)), "head_name": .text(household.members[0].name),
            "address": .text(household.village.township + household.village.name), "phone": .text(phone(household.id)),
            "people": .int(household.members.count), "military_family": false,
            "only_child_family": .yes(household.members.count { $0.role == .child } == 1), "two_daughters_family": false,
            "bank": "合明农村商业银行", "bank_account": .text(String(household.account)), "helper_name": .text("帮扶干部\(household.number % 97)"),
            "helper_unit": .text(household.county.name + "人民政府"), "was_registered": .yes(poor),
            "no_labour_household": .yes(household.members.allSatisfy { ["无劳动力", "丧失劳动力"].contains($0.labour) }),
        ])
        guard poor else {
            household.set(["status": "未建档", "entered_on": .day(monitored?.identified)])
            return
        }
        let attribute: String =
            switch (household.exited, household.destitute, household.dibao) {
            case (true, true, _): "特困供养脱贫户"
            case (true, _, true): "低保脱贫户"
            case (true, _, _): "一般脱贫户"
            case (false, true, _): "特困供养贫困户"
            case (false, _, true): "低保贫困户"
            case (false, _, _): "一般贫困户"
            }
        household.set([
            "standard": "国家标准", "attribute": .text(attribute), "entered_on": .day(household.entered), "main_cause": .text(household.mainCause),
            "status": .text(household.exited ? household.number % 4 == 0 ? "脱贫不再享受政策" : "脱贫享受政策" : "未脱贫"),
            "exited_on": household.exited ? .day(household.exitDay) : .empty,
            "not_exited_reason": household.exited ? .empty : "有重大疾病正在治疗",
        ])
    }

    private static func living(_ household: inout Household) {
        let year = household.relocated ? 2018 : household.random.within(1996...2019)
        household.set([
            "arable_land": .hundredths(household.arable), "irrigated_land": .hundredths(household.arable / 2),
            "forest_land": .hundredths(household.random.within(0...2000)), "returned_forest": .hundredths(household.returnedForest),
            "orchard": .hundredths(household.random.within(0...300)), "pasture": .hundredths(0), "water_surface": .hundredths(0),
            "floor_area": .hundredths(household.floorArea), "structure": .text(household.random.pick(["砖混", "砖瓦砖木", "钢筋混凝土"])),
            "built_year": .int(year), "housing_grade": .text(household.number % 3 == 0 ? "B级" : "A级"), "toilet": true, "water_safe": true,
            "water_difficult": false, "water_source": "净化自来水", "living_power": true, "production_power": true, "television": true,
            "fuel": .text(household.random.pick(["柴草", "煤炭", "清洁能源"])), "road": .text(household.random.pick(["水泥路", "沥青路", "砂石路"])),
            "road_distance": .hundredths(household.random.within(0...150)), "cooperative": .yes(household.random.chance(300)),
            "leading_enterprise": .yes(household.random.chance(100)), "wealth_leader": .yes(household.random.chance(100)),
            "relocated": .yes(household.relocated), "relocation_way": household.relocated ? "个别搬迁" : .empty,
            "resettlement_area": .yes(household.relocated),
        ])
    }

    /// What the register says of a monitored household; nothing of another.
    static func monitoring(_ household: inout Household) {
        guard let monitored = household.monitored else { return }
        let removed = monitored.removed
        household.set([
            "monitored_category": .text(monitored.category), "risks": .text(monitored.risk), "identified_on": .day(monitored.identified),
            "housing_problem": false, "school_problem": false, "water_problem": false, "insurance_problem": false,
            "consent_letter": .text("SQ\(household.id)"), "measure_count": .int(household.measures.count),
            "first_measure_on": .day(household.measures.map(\.day).min()),
            "development_measure_count": .int(household.measures.count { ["产业帮扶", "就业帮扶", "金融帮扶", "公益岗位帮扶"].contains($0.kind) }),
            "measure_kinds": .text(household.measures.map(\.kind).joined(separator: ",")), "risk_removed": .yes(removed != nil),
        ])
        guard let removed else { return }
        household.set([
            "risk_removal_way": "帮扶消除", "risk_removed_on": .day(removed), "removed_net_income_per_head": household["net_income_per_head"],
            "removed_wage_income": household["wage_income"], "removed_housing_problem": false, "removed_school_problem": false,
            "removed_water_problem": false, "removed_insurance_problem": false,
        ])
    }
}
