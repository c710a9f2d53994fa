import Basics

/// Puts together a household that is in order: everything the register and the departments say about it agrees.
struct HouseholdMaker: Sendable {
    let seed: UInt64
    let asOf: CalendarDate
    let sheets: Sheets
    /// The first September before the province's day, when school grades are given.
    let schoolYear: CalendarDate

    init(seed: UInt64, asOf: CalendarDate, sheets: Sheets) {
        self.seed = seed
        self.asOf = asOf
        self.sheets = sheets
        let year = asOf.month >= 9 ? asOf.year : asOf.year - 1
        schoolYear = CalendarDate(year: year, month: 9, day: 1) ?? asOf
    }

    /// Households of one to six; the mean is 4.25 (Gansu counted 4.30, handbook §11.5). Seven and more are a sign of a mistake there.
    private static let sizes = [40, 80, 150, 260, 260, 210]

    func make(_ number: Int, registered: Bool, village: Village, county: County) -> Household {
        let stream = registered ? number * 2 : number * 2 + 1
        var household = Household(
            number: number, registered: registered, village: village, county: county, asOf: asOf, sheets: sheets,
            random: RandomStream(seed: seed, .household, stream))
        compose(&household)
        state(&household)
        if registered {
            circumstances(&household)
            RegisteredDepartments.fill(&household)
            RegisterRows.write(&household)
        } else {
            OtherDepartments.fill(&household)
        }
        return household
    }

    // MARK: who lives there

    private func compose(_ household: inout Household) {
        var random = household.random
        let size = random.weighted(Self.sizes) + 1
        let headAge = size == 1 ? random.within(62...82) : size == 2 ? random.within(40...72) : random.within(34...55)
        let headMale = random.chance(850)
        household.surname = NameMaker.surname(&random)
        add(.head, age: headAge, male: headMale, to: &household, &random)
        if size >= 2 { add(.spouse, age: headAge - random.within(-2...5), male: !headMale, to: &household, &random) }
        let parents = size >= 5 ? size - 4 : size == 4 && random.chance(300) ? 1 : 0
        for child in 0..<max(0, size - 2 - parents) {
            let age = max(0, headAge - random.within(22...32) - child * 3)
            add(.child, age: age, male: random.chance(520), to: &household, &random)
        }
        for parent in 0..<parents { add(.parent, age: min(93, headAge + random.within(21...29)), male: parent == 1, to: &household, &random) }
        household.random = random
        twins(&household)
    }

    private func add(_ role: Member.Role, age: Int, male: Bool, to household: inout Household, _ random: inout RandomStream) {
        let place = household.members.count
        let inCounty = household.village.number - household.county.villages.lowerBound
        let perVillage = RegionTree.householdsPerVillage + RegionTree.othersPerVillage
        let ordinal =
            household.registered
            ? inCounty * perVillage + household.number - household.village.registered.lowerBound
            : inCounty * perVillage + RegionTree.householdsPerVillage + household.number - household.village.others.lowerBound
        let (digits, birth) = IDNumbers.number(
            county: household.county.code, household: ordinal, member: place, year: asOf.year - 1 - age, male: male)
        let minority = random.chance(household.village.minority / 10)
        let surname = role == .spouse || (role == .parent && !male) ? NameMaker.surname(&random) : household.surname
        let name = minority ? NameMaker.minority(&random) : NameMaker.person(surname: surname, male: male, &random)
        household.members.append(
            Member(
                digits: digits, name: name, male: male, birth: birth, age: birth.years(to: asOf), role: role,
                schoolAge: birth.years(to: schoolYear)))
    }

    /// One household in two hundred has two children of the same day.
    private func twins(_ household: inout Household) {
        guard household.random.chance(5) else { return }
        let children = household.members.indices.filter { household.members[$0].role == .child }
        guard children.count >= 2 else { return }
        let (first, second) = (children[0], children[1])
        let serial = household.number * 3 + (household.registered ? 0 : 200_000)
        household.members[second].birth = household.members[first].birth
        household.members[second].age = household.members[first].age
        household.members[second].schoolAge = household.members[first].schoolAge
        household.members[second].digits = IDNumbers.number(
            born: household.members[first].birth, serial: serial, of: .twins, male: household.members[second].male)
    }

    // MARK: what is true of them

    private func state(_ household: inout Household) {
        for place in household.members.indices {
            var member = household.members[place]
            if member.age >= 16, household.random.chance(45) {
                let kinds = ["视力", "听力", "言语", "肢体", "肢体", "智力", "精神"]
                member.disability = (household.random.pick(kinds), household.random.within(1...4))
            }
            if member.age >= 25, household.random.chance(30) { member.ill = true }
            if member.schoolAge < 22 {
                member.schooling = Schooling.stage(
                    schoolAge: member.schoolAge, healthy: !member.ill && member.disability == nil, &household.random)
            }
            if member.canWork, household.random.chance(650) {
                member.working = true
                member.workMonths = household.random.within(6...12)
            }
            household.members[place] = member
        }
    }

    private func circumstances(_ household: inout Household) {
        let members = household.members
        let weak = members.contains { $0.ill || $0.disability != nil }
        let nobodyWorks = !members.contains(where: \.canWork)
        // Dingxi exits nobody who lives on benefits alone (handbook §1.9, ten bars); its counties have no such household.
        household.destitute = members.count == 1 && members[0].age >= 60 && !household.county.standsFor.hasPrefix("621102")
        // Severe disability gives a right to the allowance; who lives alone and old is supported as destitute instead.
        if household.destitute { household.members[0].disability?.level = household.random.within(3...4) }
        let severe = household.members.contains { ($0.disability?.level ?? 4) <= 2 }
        household.dibao = !household.destitute && members.count > 1 && (severe || (weak || nobodyWorks) && household.random.chance(600))
        for place in members.indices {
            // The allowance is for those who cannot earn, not for the head.
            household.members[place].onDibao = household.dibao && place > 0
            household.members[place].destitute = household.destitute
        }
        household.relocated = !household.destitute && household.random.chance(110)
        household.arable = household.random.within(100...160) * members.count
        household.returnedForest = household.random.chance(250) ? household.random.within(100...400) : 0
        household.floorArea = household.random.within(1900...2400) * members.count + 3000
        household.mainCause = Causes.main(household)
        // Who has not exited by now is kept back by illness, disability or the cost of school; two households of a village at most, so
        // that no village is above the 3 % of its people that may remain (handbook §2.5).
        let kept = ["因病", "因残", "因学"].contains(household.mainCause) && household.number % 50 == 49
        household.exited = !kept
        household.entered = household.day(from: "2013-12-01", to: "2017-06-01")
        // 0.55 and 1.65 households in a hundred: Guangxi's 19,458 and 27,245 of 1.65 million (handbook §11.5), and a few sudden cases.
        if household.exited, household.random.chance(30) { household.monitored = monitoring(&household) }
    }

    private func monitoring(_ household: inout Household) -> Household.Monitoring {
        let category = ["脱贫不稳定户", "边缘易致贫户", "突发严重困难户"][household.random.weighted([40, 55, 5])]
        let identified = household.ago(days: household.random.within(120...900))
        let removed = household.random.chance(500) ? identified.adding(days: household.random.within(200...400)) : nil
        return Household.Monitoring(
            category: category, risk: Causes.risk(household), identified: identified,
            removed: removed.flatMap { $0 < household.ago(days: 10) ? $0 : nil })
    }
}

/// Why a household is poor or may become so, as its people are.
enum Causes {
    static func main(_ household: Household) -> String {
        var random = household.random
        let members = household.members
        if members.contains(where: \.ill), random.chance(700) { return "因病" }
        if members.contains(where: { $0.disability != nil }), random.chance(600) { return "因残" }
        let upper = members.contains { ($0.schooling?.hasPrefix("普通高中") ?? false) || ($0.schooling?.hasPrefix("本科") ?? false) }
        if upper, random.chance(600) { return "因学" }
        if !members.contains(where: \.canWork), random.chance(600) { return "缺劳动力" }
        // Of one provincial system: lack of money 30 %, of skills 17 % (handbook §11.5).
        return ["缺资金", "缺技术", "缺土地", "交通条件落后", "自身发展动力不足", "缺水"][random.weighted([40, 30, 10, 9, 8, 3])]
    }

    static func risk(_ household: Household) -> String {
        let members = household.members
        if members.contains(where: \.ill) { return "因病" }
        if members.contains(where: { $0.disability != nil }) { return "因残" }
        if !members.contains(where: \.canWork) { return "因缺劳动力" }
        return "因务工就业不稳"
    }
}
