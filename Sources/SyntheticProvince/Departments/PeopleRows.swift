import Basics

/// Rows every resident has, registered or not.
enum PeopleRows {
    static func residents(_ household: inout Household) {
        for place in household.members.indices { resident(&household, place, status: "正常", died: nil) }
    }

    static func resident(_ household: inout Household, _ place: Int, status: String, died: CalendarDate?) {
        let member = household.members[place]
        household.add(
            "residents", place,
            [
                "sex": .text(member.male ? "男" : "女"), "birth_date": .day(member.birth), "hukou_kind": "农业",
                "hukou_number": .text("H\(household.id)"), "relation": .text(member.relation), "village_code": .int(household.village.code),
                "address": .text(household.village.township + household.village.name), "status": .text(status), "death_date": .day(died),
                "cancelled_on": .day(died.flatMap { $0.adding(days: 20) }),
            ])
    }

    static func medicalInsurance(_ household: inout Household, _ place: Int) {
        let kind = household.members[place].working && !household.registered ? "职工" : "城乡居民"
        household.add(
            "medical_insurance", place,
            [
                "kind": .text(kind), "year": .int(household.asOf.year), "status": "参保",
                "aided": household.dibao || household.destitute ? .yuan(280) : .empty,
            ])
    }

    static func student(_ household: inout Household, _ place: Int, stage: String, level: String) {
        let member = household.members[place]
        let entered: Int =
            switch level {
            case "学前": 3
            case "小学": 6
            case "初中": 12
            case "普通高中", "中职": 15
            default: 18
            }
        let year = household.asOf.year - 1 - (member.schoolAge - entered)
        let fees = entered >= 15 ? household.random.within(100...420) : household.random.within(0...40)
        household.add(
            "students", place,
            [
                "school": .text(household.village.township + (entered >= 15 ? "中学" : "学校")), "school_level": .text(level),
                "grade": .text(stage), "status": "在校", "enrolled_on": .day(CalendarDate(year: year, month: 9, day: 1)),
                "fees_paid": .yuan(fees * 10), "boarding": .yes(entered >= 12),
            ])
    }
}
