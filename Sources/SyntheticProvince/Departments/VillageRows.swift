import Basics

/// A village's row in the register, and what departments know about villages, counties and projects.
enum VillageRows {
    /// The rows hang at a household that carries nothing else.
    static func fill(_ carrier: inout Household, households: [Household]) {
        let village = carrier.village
        let people = households.reduce(0) { $0 + $1.members.count }
        let registered = households.filter { $0.registered && $0["status"] != "未建档" }
        let poor = registered.reduce(0) { $0 + $1.members.count }
        let unexited = registered.filter { !$0.exited }.reduce(0) { $0 + $1.members.count }
        let labour = households.reduce(0) { $0 + $1.members.count(where: \.canWork) }
        carrier.add(
            "villages", nil,
            [
                "village_code": .int(village.code), "name": .text(village.name), "poverty_village": true,
                "exited_on": .day(CalendarDate(year: 2018 + village.number % 3, month: 12, day: 20)), "household_count": .int(households.count),
                "people_count": .int(people), "labour": .int(labour), "registered_households": .int(registered.count),
                "registered_people": .int(poor), "unexited_people": .int(unexited), "arable_land": .hundredths(people * 150),
                "irrigated_land": .hundredths(people * 60), "disposable_income": .yuan(carrier.random.within(125...180) * 100),
                "collective_income": .yuan(carrier.random.within(60...300) * 1000), "medical_insured": .int(people),
                "pension_insured": .int(people * 95 / 100), "medical_aid": .int(carrier.random.within(2...20)), "dangerous_house_count": 0,
                "unsafe_water_households": 0, "difficult_water_households": 0, "hard_road": true, "unpaved_km": .hundredths(0), "bus": true,
                "natural_villages": 8, "natural_villages_without_road": 0, "natural_villages_without_power": 0, "production_power": true,
                "cooperative_count": .int(carrier.random.within(1...4)), "cooperative_member_count": .int(registered.count / 3),
                "industry_households": .int(registered.count * 7 / 10), "culture_room": true, "television_households": .int(households.count),
                "clinic": true, "doctors": 1, "toilets": 2, "broadband": true, "primary_schools": 1,
                "party_members": .int(carrier.random.within(18...45)),
                "resident_team": 3, "first_secretary": true, "micro_loan_overdue": 0,
            ])
        services(&carrier, people: people)
        project(&carrier)
        if village.number == carrier.county.villages.lowerBound { county(&carrier) }
    }

    private static func services(_ carrier: inout Household, people: Int) {
        let village = carrier.village
        carrier.add(
            "water_supply", nil,
            [
                "village_code": .int(village.code), "project": .text(village.name + "集中供水工程"), "year": 2017, "people": .int(people),
                "litres_per_head": .int(carrier.random.within(45...90)), "quality_ok": true, "guarantee": .hundredths(9500), "minutes_to_fetch": 5,
            ])
        if carrier.random.chance(300) {
            let start = carrier.ago(days: carrier.random.within(60...300))
            carrier.add(
                "water_outages", nil,
                [
                    "village_code": .int(village.code), "started_on": .day(start), "restored_on": .day(start.adding(days: 1)), "days": 1,
                    "households": 40, "reason": "检修",
                ])
        }
        carrier.add(
            "roads", nil,
            [
                "village_code": .int(village.code), "road": .text(village.name + "通村公路"), "length": .hundredths(carrier.random.within(150...900)),
                "surface": "水泥",
                "subgrade_width": .hundredths(650), "surface_width": .hundredths(450), "hard": true, "bus": true,
                "finished_on": .day(CalendarDate(year: 2017, month: 10, day: 30)),
            ])
        let operating = carrier.random.within(6...30) * 10_000
        carrier.add(
            "collective_accounts", nil,
            [
                "village_code": .int(village.code), "year": .int(carrier.asOf.year - 1), "operating_income": .yuan(operating),
                "total_income": .yuan(operating * 2), "distributed": .yuan(operating / 2),
            ])
    }

    /// One finished project whose accounts agree: sources = budget = allocated = contract = paid + retention.
    private static func project(_ carrier: inout Household) {
        let (central, provincial) = (carrier.random.within(20...80) * 10_000, carrier.random.within(5...20) * 10_000)
        let budget = central + provincial
        let started = carrier.day(from: "2023-03-01", to: "2023-09-01")
        let done = started.adding(days: 200) ?? started
        carrier.add(
            "projects", nil,
            [
                "project_id": .text("XM\(carrier.village.code)"), "name": .text(carrier.village.name + "产业路硬化项目"),
                "village_code": .int(carrier.village.code),
                "category": "基础设施", "nature": "新建", "year": .int(started.year), "state": "已验收", "unit": .text(carrier.village.township + "人民政府"),
                "performance_target": "受益群众满意度达到95%", "budget": .yuan(budget), "central_funds": .yuan(central), "provincial_funds": .yuan(provincial),
                "city_funds": .yuan(0), "county_funds": .yuan(0), "other_funds": .yuan(0), "allocated": .yuan(budget),
                "contract_amount": .yuan(budget),
                "progress": .hundredths(10_000), "paid": .yuan(budget * 97 / 100), "settled": .yuan(budget),
                "retention": .yuan(budget - budget * 97 / 100),
                "management_fee": .yuan(budget / 200), "benefiting_households": 80, "started_on": .day(started), "completed_on": .day(done),
                "accepted_on": .day(done.adding(days: 30)), "noticed_on": .day(started.adding(days: -60)),
            ])
    }

    private static func county(_ carrier: inout Household) {
        for number in 0..<72 {
            let (year, level) = (carrier.asOf.year - number / 24, ["中央", "省级", "县级"][number % 3])
            let received = carrier.random.within(300...900) * 10_000
            carrier.add(
                "fund_documents", nil,
                [
                    "document": .text("合财农〔\(year)〕\(carrier.county.code % 10_000 * 100 + number)号"), "level": .text(level),
                    "kind": "衔接推进乡村振兴补助资金",
                    "received": .yuan(received), "allocated": .yuan(received * 9 / 10), "unallocated": .yuan(received / 10),
                    "paid": .yuan(received / 2),
                    "received_on": .day(carrier.ago(days: 100 + number / 24 * 365)),
                ])
        }
        for serial in 0..<5 {
            carrier.add(
                "enterprises", nil,
                [
                    "credit_code": .text(CreditCodes.number(carrier.county.code, serial + 1)),
                    "company": .text(carrier.county.name + "龙头农业有限公司\(serial + 1)"),
                    "capital": .yuan(carrier.random.within(50...500) * 10_000), "industry": "农业", "village_code": .int(carrier.village.code),
                    "registered_on": .day(carrier.day(from: "2010-01-01", to: "2022-01-01")), "status": "存续", "leading": .yes(serial == 0),
                ])
        }
    }
}
