import Basics

extension RegisteredDepartments {
    /// 民政, 人社 (pensions) and 财政 (payments by card): what they receive.
    static func welfare(_ household: inout Household) {
        let members = household.members
        if household.dibao {
            let amount = household.random.within(15...38) * 10
            for place in members.indices where members[place].onDibao {
                household.add(
                    "minimum_living_allowance", place,
                    [
                        "kind": .text(household.random.pick(["农村B类", "农村C类"])), "monthly_amount": .yuan(amount),
                        "account": .text(String(household.account)),
                        "head_id": .id(members[0].digits), "village_code": .int(household.village.code), "local_hukou": true,
                        "start_on": .day(household.day(from: "2019-01-01", to: "2022-01-01")),
                    ])
            }
            pay(&household, "农村低保金", to: 0, fen: amount * 100 * members.count, monthly: true)
        }
        if household.destitute {
            household.add(
                "destitute_support", 0,
                ["way": "分散供养", "monthly_amount": .yuan(760), "start_on": .day(household.day(from: "2018-01-01", to: "2022-01-01"))])
            pay(&household, "特困供养金", to: 0, fen: 76_000, monthly: true)
        }
        for (place, member) in members.enumerated() { pension(&household, place, member) }
        for (place, member) in members.enumerated() {
            if let disability = member.disability, disability.level <= 2 { pay(&household, "残疾人两项补贴", to: place, fen: 10_000, monthly: true) }
        }
    }

    private static func pension(_ household: inout Household, _ place: Int, _ member: Member) {
        guard member.age >= 16, !member.atSchool else { return }
        let drawing = member.age >= 60
        let amount = household.random.within(118...185)
        household.add(
            "pension", place,
            [
                "kind": "城乡居民", "status": .text(drawing ? "领取" : "缴费"), "year": .int(household.asOf.year),
                "monthly_amount": drawing ? .yuan(amount) : .empty, "last_paid_on": drawing ? .day(household.ago(days: 15)) : .empty,
                "last_verified_on": drawing ? .day(household.ago(days: household.random.within(20...300))) : .empty,
            ])
        if drawing { pay(&household, "养老保险待遇", to: place, fen: amount * 100, monthly: true) }
    }

    /// Three years of payments: every month, or every April. Nobody is paid for the time before the age that gives the right.
    static func pay(_ household: inout Household, _ kind: String, to place: Int, fen: Int, monthly: Bool) {
        let first = household.asOf.firstOfMonth
        let dueDay = 9 + household.number % 12
        for back in 0..<36 {
            guard let month = first.adding(months: -back), monthly || month.month == 4, var day = month.adding(days: dueDay) else { continue }
            let isPension = kind == "养老保险待遇"
            // Of whoever turned 60 this month the pension has come, whatever the day.
            if isPension { day = min(day, household.asOf) }
            guard day <= household.asOf else { continue }
            // Whoever turns 60 within the month is paid for it.
            if isPension, let end = month.adding(months: 1), household.members[place].birth.years(to: end) < 60 { continue }
            household.add(
                "subsidies", place,
                [
                    "kind": .text(kind), "amount": .fen(fen), "paid_on": .day(day), "account": .int(household.account),
                    "document": .text("合财农〔\(day.year)〕\(12 + kind.utf8.count % 7)号"), "village_code": .int(household.village.code),
                ])
            if day > household.ago(months: 12) { household.paidByCard[kind, default: 0] += fen }
        }
    }
}
