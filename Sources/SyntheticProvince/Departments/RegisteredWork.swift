import Basics

extension RegisteredDepartments {
    /// 人社 (training), 银行, 农业农村 (machines, co-operatives), 林草 (rangers): how they earn.
    static func work(_ household: inout Household) {
        let members = household.members
        for place in members.indices where members[place].canWork && household.random.chance(90) {
            let ended = household.day(from: "2021-01-01", to: "2025-03-01")
            household.add(
                "training", place,
                [
                    "course": .text(household.random.pick(["养殖", "电焊", "家政", "厨师", "电商"])), "started_on": .day(ended.adding(days: -10)),
                    "ended_on": .day(ended), "certificate": .text("P\(household.personID(place))"), "subsidy": .yuan(800),
                ])
        }
        if let worker = members.indices.first(where: { members[$0].canWork }) {
            if household.random.chance(200), let adult = household.first({ $0.canWork && $0.age > 22 }) { loan(&household, adult) }
            if household.random.chance(300) {
                household.add(
                    "cooperative_members", worker,
                    [
                        "cooperative": .text(household.village.name + "种养殖农民专业合作社"), "role": "普通成员", "contribution": .yuan(500),
                        "dividend": .yuan(household.random.within(10...80) * 10),
                        "joined_on": .day(household.day(from: "2016-01-01", to: "2022-01-01")),
                    ])
            }
            if household.random.chance(80) {
                household.add(
                    "farm_machinery", worker,
                    [
                        "model": "微耕机1WG4", "kind": "微耕机", "price": .yuan(household.random.within(18...45) * 100), "subsidy": .yuan(600),
                        "bought_on": .day(household.day(from: "2014-01-01", to: "2024-01-01")),
                    ])
            }
        }
        if let ranger = members.indices.first(where: { members[$0].canWork && !members[$0].working }), household.random.chance(250) {
            household.members[ranger].ranger = true
            household.add(
                "forest_rangers", ranger,
                [
                    "village_code": .int(household.village.code), "area": .hundredths(household.random.within(300...900) * 100),
                    "yearly_pay": .yuan(8000), "start_on": .day(household.day(from: "2020-01-01", to: "2023-01-01")),
                ])
        }
    }

    /// At most 50,000 yuan for at most three years (handbook §5.3), for production, not overdue.
    private static func loan(_ household: inout Household, _ borrower: Int) {
        let amount = household.random.within(1...5) * 10_000
        let lent = household.ago(days: household.random.within(30...900))
        household.add(
            "micro_loans", borrower,
            [
                "loan_number": .text("JJ\(household.id)"), "amount": .yuan(amount), "balance": .yuan(amount), "term_months": 36,
                "rate": .hundredths(385),
                "use": .text(household.random.pick(["种植", "养殖"])), "lent_on": .day(lent), "due_on": .day(lent.adding(years: 3)), "overdue": .yuan(0),
                "interest_subsidised": true,
            ])
    }

    /// 农业农村, 林草, 财政: land and what is paid for it.
    static func land(_ household: inout Household) {
        household.add(
            "land_contracts", nil,
            [
                "household_id": .int(household.id), "contract_number": .text("CB\(household.id)"), "area": .hundredths(household.arable),
                "transferred": .hundredths(0), "rent": .yuan(0), "registered_on": .day(CalendarDate(year: 2017, month: 5, day: 20)),
            ])
        pay(&household, "耕地地力保护补贴", to: 0, fen: household.arable * 86, monthly: false)
        guard household.returnedForest > 0 else { return }
        pay(&household, "退耕还林补助", to: 0, fen: household.returnedForest * 125, monthly: false)
        household.add(
            "returned_farmland", 0,
            [
                "year": .int(household.asOf.year), "area": .hundredths(household.returnedForest), "amount": .fen(household.returnedForest * 125),
                "paid_on": .day(CalendarDate(year: household.asOf.year, month: 4, day: 10)),
            ])
    }
}
