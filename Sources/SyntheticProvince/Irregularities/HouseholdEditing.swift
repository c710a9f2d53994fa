import Basics

/// What scenarios do to a household beside setting a cell. Limits in months are approached with two days: where the province's day is the 30th,
/// the 31st of an earlier month is as many months before it as the 30th.
extension Household {
    /// In order, exited, and in no special programme: facts can be added without contradicting others.
    var plain: Bool { exited && monitored == nil && !relocated && !destitute && !dibao }

    func first(_ fits: (Member) -> Bool) -> Int? { members.indices.first { fits(members[$0]) } }

    /// Changes rows of a dataset, of one member or of all; the rows keep their other cells.
    mutating func change(_ dataset: String, _ member: Int? = nil, _ values: KeyValuePairs<String, Cell>) {
        guard let sheet = sheets[dataset] else {
            mistakes.insert(dataset)
            return
        }
        for index in records.indices where records[index].sheet == sheet.id && (member == nil || records[index].owner == member) {
            for (column, cell) in values {
                guard let place = sheet.place(column, hint: 0) else {
                    mistakes.insert("\(dataset).\(column)")
                    continue
                }
                records[index].cells[place] = cell
            }
        }
    }

    /// Changes items of the income sheet and adds it up again. Last year's income follows, so that nothing has fallen.
    mutating func income(_ values: KeyValuePairs<String, Cell>) {
        set(values)
        let items = ["wage_income", "business_income", "property_income", "transfer_income", "other_income"].reduce(0) { $0 + self[$1].fen }
        let net = items - self["production_cost"].fen
        let perHead = net / max(1, members.count)
        set([
            "total_income": .fen(items), "net_income": .fen(net), "net_income_per_head": .fen(perHead),
            "last_year_net_income_per_head": .fen(perHead * 92 / 100),
        ])
    }

    /// Brings the net income per head to an amount in fen: transfers and a small wage stay, the rest becomes property income.
    mutating func income(perHead: Int) {
        let wage = self["wage_income"].fen > 0 ? 10_000 : 0
        let rest = perHead * members.count - self["transfer_income"].fen - wage
        income([
            "wage_income": .fen(wage), "business_income": .fen(0), "production_cost": .fen(0), "property_income": .fen(max(0, rest)),
        ])
    }

    /// Whether `income(perHead:)` can reach an amount in fen with an item that looks like no mistake, and the household can live on it.
    func canHave(perHead: Int) -> Bool {
        let rest = perHead * members.count - self["transfer_income"].fen - 10_000
        return rest >= 10_000 && spending < perHead * members.count
    }

    /// Makes the household a monitored one with its measures; with a day on which its risk was removed, when it was.
    mutating func monitor(
        _ category: String = "脱贫不稳定户", risk: String = "因意外事故", identified: CalendarDate? = nil, removed: CalendarDate? = nil
    ) {
        monitored = Monitoring(category: category, risk: risk, identified: identified ?? ago(days: 240), removed: removed)
        measures = []
        RegisteredDepartments.measures(&self)
        RegisterRows.monitoring(&self)
    }

    /// Gives a member everything another has, but for who they are.
    mutating func copy(from other: Int, to member: Int, keepingIdentity: Bool) {
        var copy = members[other]
        if keepingIdentity {
            (copy.digits, copy.name, copy.male) = (members[member].digits, members[member].name, members[member].male)
        }
        members[member] = copy
        records.removeAll { $0.owner == member }
        for record in records where record.owner == other { records.append(Record(sheet: record.sheet, owner: member, cells: record.cells)) }
        set(
            member,
            [
                "person_id": .int(personID(member)), "name": .text(copy.name), "sex": .text(copy.male ? "男" : "女"), "relation": .text(copy.relation),
                "id_number": .id(copy.digits), "birth_date": .day(copy.birth),
            ])
    }

    /// A day so many full years before the province's, and `later` days after that.
    func born(_ years: Int, later: Int = 0) -> CalendarDate {
        let day = asOf.adding(years: -years) ?? asOf
        return day.adding(days: later) ?? day
    }
}

extension Scenario {
    /// A rule whose subject is a person: `who` finds them.
    static func person(
        _ rule: String, area: String = "", alsoFires: [String] = [], avoids: [String] = [],
        explanations: [String] = ["id_typed_wrong", "reporting_delay"],
        suits: @escaping @Sendable (Household) -> Bool = { $0.plain }, who: @escaping @Sendable (Member) -> Bool,
        nearMiss: @escaping @Sendable (inout Household, Int, Case) -> Void, plant: @escaping @Sendable (inout Household, Int, Case) -> Void
    ) -> Scenario {
        Scenario(
            rule, area: area, alsoFires: alsoFires, avoids: avoids, explanations: explanations,
            suits: { suits($0) && $0.first(who) != nil },
            nearMiss: { household, story in
                if let member = household.first(who) { nearMiss(&household, member, story) }
            },
            plant: { household, story in
                guard let member = household.first(who) else { return .household }
                plant(&household, member, story)
                return .member(member)
            })
    }

    /// A rule whose subject is the household.
    static func household(
        _ rule: String, area: String = "", alsoFires: [String] = [], avoids: [String] = [],
        explanations: [String] = ["id_typed_wrong", "reporting_delay"],
        suits: @escaping @Sendable (Household) -> Bool = { $0.plain },
        nearMiss: @escaping @Sendable (inout Household, Case) -> Void, plant: @escaping @Sendable (inout Household, Case) -> Void
    ) -> Scenario {
        Scenario(
            rule, area: area, alsoFires: alsoFires, avoids: avoids, explanations: explanations, suits: suits, nearMiss: nearMiss,
            plant: { household, story in
                plant(&household, story)
                return .household
            })
    }
}

/// Facts that scenarios of several families tell.
extension Household {
    /// A household that was never registered poor and is monitored at the margin.
    mutating func makeMarginal() {
        monitor("边缘易致贫户")
        set(["status": "未建档", "attribute": .empty, "exited_on": .empty, "standard": .empty, "was_registered": false])
    }

    /// On the list of staff.
    mutating func employ(_ member: Int, state: String) {
        add("staff", member, ["unit": "县水利局", "establishment": "事业", "position": "科员", "state": .text(state), "entered_on": .day(ago(days: 4000))])
    }

    /// Insured by employers for so many months, the last of them this one.
    mutating func insure(_ member: Int, months: Int, unit: String = "合明电子有限公司", serial: Int = 9, from first: Int = 0) {
        for back in first..<first + months {
            add(
                "employment_insurance", member,
                [
                    "unit": .text(unit), "credit_code": .text(CreditCodes.number(county.code, serial)), "base": .yuan(4200),
                    "month": .month(asOf.firstOfMonth.adding(months: -back) ?? asOf), "status": "正常缴费",
                ])
        }
    }

    mutating func vehicle(_ member: Int, kind: String, yuan: Int = 48_000, fen: Int? = nil, on day: CalendarDate?, status: String = "在用") {
        add(
            "vehicles", member,
            [
                "plate": .text(Plates.number(&random)), "kind": .text(kind), "brand": "五菱", "use": "非营运", "price": .fen(fen ?? yuan * 100),
                "registered_on": .day(day), "acquired_on": .day(day), "status": .text(status),
            ])
    }

    mutating func title(_ member: Int, kind: String, urban: Bool, acquired: String, on day: CalendarDate?) {
        add(
            "real_estate", member,
            [
                "title_number": .text("Q\(id)"), "kind": .text(kind), "address": .text(county.name + "城关镇"), "urban": .yes(urban),
                "area": .hundredths(9000),
                "share": .hundredths(10_000), "acquired": .text(acquired), "registered_on": .day(day), "status": "现势",
            ])
    }

    mutating func flat(_ member: Int, signed day: CalendarDate?, relocation: Bool = false) {
        add(
            "commercial_housing", member,
            [
                "contract_number": .text("HT\(id)"), "kind": "住宅", "area": .hundredths(9500), "price": .yuan(320_000), "signed_on": .day(day),
                "relocation": .yes(relocation),
            ])
    }

    mutating func firm(_ member: Int, kind: String, role: String, status: String = "存续", employees: Int = 1, report: Int? = nil) {
        add(
            "companies", member,
            [
                "company": .text(village.township + "商贸行"), "credit_code": .text(CreditCodes.number(county.code, id % 1_000_000)),
                "kind": .text(kind),
                "role": .text(role), "share": .hundredths(10_000), "capital": .yuan(200_000), "employees": .int(employees),
                "registered_on": .day(ago(days: 2000)), "status": .text(status), "last_report": .int(report ?? asOf.year - 1),
            ])
    }

    mutating func post(_ member: Int, position: String, until: CalendarDate? = nil) {
        add(
            "village_cadres", member,
            [
                "village_code": .int(village.code), "position": .text(position), "since": .day(ago(days: 900)), "until": .day(until),
                "monthly_stipend": .yuan(2400),
            ])
    }

    /// The day in a cell of the household's row.
    func date(_ column: String) -> CalendarDate? {
        if case .day(let date) = self[column] { return date }
        return nil
    }

    /// What the household paid itself for treatment in the last year and for school, in fen.
    var spending: Int {
        var sum = 0
        for (dataset, column) in [("medical_settlement", "self_paid"), ("students", "fees_paid")] {
            guard let sheet = sheets[dataset], let place = sheet.place(column, hint: 0) else { continue }
            for record in records where record.sheet == sheet.id { sum += record.cells[place].fen }
        }
        return sum
    }
}
