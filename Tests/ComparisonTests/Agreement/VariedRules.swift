import PolicyLanguage

/// Rules of every construct of the language, none of any sense.
enum VariedRules {
    static let all = persons + households + lists + villages + rows + groups

    static let persons = [
        RuleText(
            id: "p01", subject: .person, when: "person.age > 60 && !has(person.wage) || person.is_student", evidence: ["person.age", "person.wage"]),
        RuleText(id: "p02", subject: .person, when: "has(person.health) ? person.health == '残疾' : person.age < 16", evidence: ["person.is_student"]),
        RuleText(
            id: "p03", subject: .person, lets: [("born", "birthDate(person.id_number)")], when: "born != person.birth_date",
            evidence: ["born", "person.birth_date", "sexDigit(person.id_number)", "yearsBetween(person.birth_date, as_of)"]),
        RuleText(
            id: "p04", subject: .person, when: "!validResidentID(person.id_number) || normaliseID(person.guardian) == person.id_number",
            evidence: ["size(person.id_number)"]),
        RuleText(
            id: "p05", subject: .person, when: "person.wage * decimal(0.33) > yuan(1000) && household.status in ['在册']",
            evidence: ["person.wage * decimal(0.33)"]),
        RuleText(
            id: "p06", subject: .person, when: "person.vehicles.exists(v, v.price > parameter.price_limit && v.status != '注销')",
            evidence: ["size(person.vehicles)"]),
        RuleText(
            id: "p07", subject: .person, when: "person.payments.all(p, has(p.amount) && p.amount > yuan(100))",
            evidence: ["sum(person.payments.map(p, p.amount))"]),
        RuleText(
            id: "p08", subject: .person,
            when: "household.members.exists(m, has(m.age) && has(person.age) && m.person_id != person.person_id && m.age == person.age)"
        ),
        RuleText(id: "p09", subject: .person, lets: [("mine", "person.age")], when: "household.members.exists(m, m.age > mine)"),
        RuleText(
            id: "p10", subject: .person, when: "person.guardian in household.members.map(m, m.id_number)", evidence: ["size(household.members)"]),
        RuleText(id: "p11", subject: .person, when: "sameName(person.name, '张三') || person.name.startsWith('阿依') && person.name.contains('·')"),
        RuleText(id: "p12", subject: .person, when: "person.id_number == person.guardian || person.name < '王'", evidence: ["size(person.name)"]),
        RuleText(
            id: "p13", subject: .person, when: "person.wage / (person.age - 30) > yuan(100)",
            evidence: ["person.age % 7", "person.wage / person.age"]),
    ]

    static let households = [
        RuleText(
            id: "h01", subject: .household, when: "household.income < parameter.price_limit && household.joined_on > parameter.since",
            evidence: ["household.joined_on", "addMonths(household.joined_on, 13)", "monthIndex(household.joined_on)"]),
        RuleText(
            id: "h02", subject: .household, when: "size(household.members) != household.declared",
            evidence: ["size(household.members)", "household.declared"]),
        RuleText(
            id: "h03", subject: .household, when: "sum(household.members.filter(m, has(m.wage)).map(m, m.wage)) > household.income",
            evidence: ["sum(household.members.map(m, m.wage))"]),
        RuleText(
            id: "h04", subject: .household, when: "household.vehicles.exists_one(v, v.brand == parameter.bad_brand)",
            evidence: ["max(household.vehicles.map(v, v.bought_on))"]),
        RuleText(
            id: "h05", subject: .household, when: "size(distinct(household.vehicles.filter(v, has(v.brand)).map(v, v.brand))) > 1",
            evidence: ["size(household.vehicles)"]),
        RuleText(
            id: "h06", subject: .household, when: "gaps(household.payments.filter(p, has(p.paid_on)).map(p, p.paid_on)).exists(g, g > 700)",
            evidence: ["max(gaps(household.payments.filter(p, has(p.paid_on)).map(p, p.paid_on)))", "min(household.payments.map(p, p.amount))"]),
        RuleText(
            id: "h07", subject: .household, when: "sum(household.payments.map(p, p.large)) > 3",
            evidence: ["sum(household.payments.filter(p, has(p.large) && p.large < 100).map(p, p.large))"]),
        RuleText(
            id: "h08", subject: .household, when: "household.houses.exists(h, h.floor_area > m2(100) && h.built > 2000)",
            evidence: ["sum(household.houses.filter(h, has(h.floor_area)).map(h, h.floor_area))"]),
        RuleText(
            id: "h09", subject: .household, when: "size(household.houses.map(h, h.built) + household.payments.map(p, p.year)) > 2",
            evidence: ["max(household.houses.filter(h, has(h.built)).map(h, h.built) + household.payments.filter(p, has(p.year)).map(p, p.year))"]),
        RuleText(
            id: "h10", subject: .household, when: "household.nothing.all(n, n.amount > yuan(1)) && size(household.nothing) == 0",
            evidence: ["sum(household.nothing.map(n, n.amount))"]),
        RuleText(
            id: "h11", subject: .household, when: "household.joined_on - date('2015-01-01') > 2000 && year(household.joined_on + 400) < 2024",
            evidence: ["household.joined_on - 30", "ymd(as_of)"]),
        RuleText(
            id: "h12", subject: .household, when: "has(village.has_water) && !village.has_water || household.address.endsWith('组')",
            evidence: ["village.declared_households"]),
        RuleText(id: "h13", subject: .household, when: "household.address == '甲' || household.address in ['乙村三组', '一个比十二个字节长得多的地址说明']"),
        RuleText(
            id: "h14", subject: .household, when: "abs(household.declared - 3) * 9000000000000000000 > 0 || household.declared == 4",
            evidence: ["abs(household.declared - 3)"]),
        RuleText(id: "h15", subject: .household, when: "parameter.strict && household.members.exists(m, m.relation == '户主' && m.age < 18)"),
    ]

    static let lists = [
        RuleText(
            id: "l01", subject: .household, when: "household.payments.filter(p, has(p.kind)).group(p, [p.kind]).exists(g, size(g) > 2)",
            evidence: ["max(household.payments.filter(p, has(p.kind)).group(p, [p.kind]).map(g, size(g)))"]),
        RuleText(
            id: "l02", subject: .household,
            when:
                "household.payments.filter(p, has(p.payee) && has(p.paid_on)).group(p, [p.payee, monthIndex(p.paid_on)]).all(g, sum(g.map(p, p.amount)) > yuan(5000))"
        ),
        RuleText(
            id: "l03", subject: .household, when: "household.members.exists(m, m.vehicles.exists(v, v.price > m.wage))",
            evidence: ["size(household.members.filter(m, size(m.vehicles) > 0))"]),
        RuleText(id: "l04", subject: .household, when: "household.members.exists(m, household.vehicles.exists(v, v.price > m.wage))"),
        RuleText(id: "l05", subject: .household, when: "household.vehicles.exists(v, household.vehicles.exists(w, w.price > v.price))"),
        RuleText(
            id: "l06", subject: .household,
            when: "household.vehicles.filter(v, has(v.brand)).group(v, [v.brand]).exists(g, household.vehicles.exists(w, w.price > g[0].price))"),
        RuleText(
            id: "l07", subject: .household, when: "household.members.filter(m, m.age > 60).map(m, m.wage).exists(w, w > yuan(10))",
            evidence: ["size(household.members.filter(m, m.age > 60))"]),
        RuleText(id: "l08", subject: .person, when: "person.vehicles[0].price > yuan(60000)", evidence: ["person.vehicles[0].seats"]),
        RuleText(id: "l09", subject: .person, when: "has(person.vehicles[0].price) || person.vehicles.filter(v, v.seats > 4)[0].person.age > 30"),
        RuleText(id: "l10", subject: .person, when: "person.wage in person.payments.map(p, p.amount) || person.age in [1, 2, 30, 60]"),
        RuleText(
            id: "l11", subject: .person,
            when: "(person.vehicles.filter(v, v.seats > 4).map(v, v.price) + person.payments.map(p, p.amount)).exists(x, x > yuan(100000))"),
        RuleText(
            id: "l12", subject: .person,
            when:
                "person.payments.filter(p, p.amount > yuan(10)).filter(p, p.share > decimal(1)).map(p, p.amount * p.share).exists_one(x, x > yuan(50))"
        ),
        RuleText(
            id: "l13", subject: .household, when: "max([size(household.members), household.declared]) > 3",
            evidence: ["min([size(household.members), household.declared])"]),
        RuleText(
            id: "l14", subject: .household,
            when: "size(distinct(household.members.map(m, m.age > 20))) == 2 || size(distinct(household.payments.map(p, p.payee))) > 3"),
        RuleText(
            id: "l15", subject: .household, lets: [("old", "household.members.filter(m, has(m.age) && m.age > 50)"), ("n", "size(old)")],
            when: "n > 0 && old.all(m, m.is_student == false)", evidence: ["n", "sum(old.map(m, m.age))"]),
        RuleText(id: "l16", subject: .household, when: "gaps(household.payments.map(p, p.large)).exists(g, g > 5)"),
        RuleText(
            id: "l18", subject: .person,
            when: "person.age in household.members.filter(m, m.is_student).map(m, m.age) || household.declared in household.members.map(m, m.age)"),
        RuleText(
            id: "l19", subject: .household,
            when: "household.members.all(m, m.vehicles.all(v, v.seats > 1)) && household.declared in household.vehicles.map(v, v.seats)"),
        RuleText(
            id: "l20", subject: .village,
            when: "village.households.exists(h, h.vehicles.group(v, [v.status]).exists(g, size(g) > 2 && g.exists(v, v.price > h.income)))"),
        RuleText(id: "l17", subject: .household, when: "household.vehicles[0].seats > 4", evidence: ["household.vehicles[0].seats"]),
    ]

    static let villages = [
        RuleText(
            id: "v01", subject: .village, when: "size(village.households) != village.declared_households",
            evidence: ["size(village.households)", "size(village.payments)"]),
        RuleText(
            id: "v02", subject: .village, when: "sum(village.roads.filter(r, has(r.length) && r.paved).map(r, r.length)) > km(10)",
            evidence: ["size(village.roads)"]),
        RuleText(
            id: "v03", subject: .village,
            when: "size(distinct(village.vehicles.filter(v, has(v.brand)).map(v, v.brand))) > 2 && village.vehicles.exists(v, v.seats > 6)",
            evidence: ["size(village.vehicles)", "size(village.vehicles.filter(v, has(v.seats) && v.seats > 3))"]),
        RuleText(
            id: "v04", subject: .village, when: "village.households.exists(h, h.members.all(m, m.age > 40)) || village.village_name == '甲'",
            evidence: ["size(village.households.filter(h, size(h.members) == 0))"]),
        RuleText(
            id: "v05", subject: .village,
            when: "village.households.filter(h, has(h.status)).group(h, [h.status]).exists(g, sum(g.map(h, size(h.members))) > 20)"),
        RuleText(id: "v06", subject: .household, when: "size(village.vehicles) > 30", evidence: ["size(village.households)"]),
        RuleText(
            id: "v07", subject: .household,
            when: "village.households.exists(h, h.household_id != household.household_id && h.address == household.address)"),
    ]

    static let rows = [
        RuleText(id: "r01", subject: .rows("payments"), when: "!has(row.person) && row.amount > yuan(10)", evidence: ["row.amount", "row.paid_on"]),
        RuleText(id: "r02", subject: .rows("payments"), when: "has(row.person) && !sameName(row.person.name, row.payee)", evidence: ["row.amount"]),
        RuleText(
            id: "r03", subject: .rows("houses"), when: "has(row.household) && row.household.status == '已脱贫' && row.kind == '土木'",
            evidence: ["row.floor_area"]),
        RuleText(id: "r04", subject: .rows("payments"), when: "has(row.person.age) || row.amount > yuan(100000)"),
        RuleText(id: "r05", subject: .rows("ledger"), when: "row.balance > yuan(100)", evidence: ["row.number"]),
        RuleText(id: "r06", subject: .rows("roads"), when: "row.paved && has(row.village) && row.village.has_water", evidence: ["row.length"]),
        RuleText(
            id: "r07", subject: .rows("vehicles"), when: "size(row.household.members) > 3 && row.price > yuan(1)",
            evidence: ["size(row.person.vehicles)"]),
        RuleText(id: "r08", subject: .rows("payments"), when: "row.month < date('2015-06-01') && row.year > 2012", evidence: ["row.month"]),
    ]

    static let groups = [
        RuleText(
            id: "g01", subject: .group("payments", by: ["row.account"], clueFor: .person),
            when: "size(distinct(rows.map(r, r.person.person_id))) > 1",
            evidence: ["size(distinct(rows.map(r, r.person.person_id)))", "key[0]"]),
        RuleText(
            id: "g02", subject: .group("payments", by: ["row.account", "row.kind"], clueFor: .household),
            when: "sum(rows.map(r, r.amount)) > yuan(60000)",
            evidence: ["size(rows)", "sum(rows.map(r, r.amount))"]),
        RuleText(
            id: "g03", subject: .group("persons", by: ["row.id_number"], clueFor: .group), when: "size(rows) > 1",
            evidence: ["size(rows)", "size(distinct(rows.map(r, r.household.household_id)))"]),
        RuleText(
            id: "g04", subject: .group("payments", by: ["row.payee"], clueFor: .group),
            when: "rows.exists(r, r.kind == '低保') && rows.exists(r, r.person.is_student)",
            evidence: ["min(rows.filter(r, has(r.paid_on)).map(r, r.paid_on))"]),
        RuleText(
            id: "g05", subject: .group("houses", by: ["row.built"], clueFor: .household), when: "rows.exists(r, r.kind == '砖混')",
            evidence: ["max(rows.map(r, r.built))"]),
        RuleText(
            id: "g06", subject: .group("ledger", by: ["row.number"], clueFor: .group), when: "size(rows) > 2",
            evidence: ["sum(rows.map(r, r.balance))"]),
        RuleText(
            id: "g07", subject: .group("vehicles", by: ["row.plate", "row.insured"], clueFor: .person),
            when: "size(rows) > 1 && rows[0].price > yuan(1)",
            evidence: ["rows[0].price"]),
        RuleText(
            id: "g08", subject: .group("payments", by: ["row.paid_on", "row.share"], clueFor: .group),
            when: "gaps(rows.map(r, r.year)).exists(g, g > 3) || size(rows.group(r, [r.person.household.status])) > 1"),
        RuleText(
            id: "g09", subject: .group("payments", by: ["row.person.household.village.village_code"], clueFor: .group), when: "size(rows) > 5",
            evidence: ["key[0]"]),
        RuleText(
            id: "g11", subject: .group("payments", by: ["row.payee"], clueFor: .person),
            when: "rows.filter(r, r.amount > yuan(500))[0].person.household.declared > 2",
            evidence: ["rows[0].amount"]),
        RuleText(
            id: "g10", subject: .group("persons", by: ["row.health", "row.is_student"], clueFor: .group),
            when: "rows.all(r, r.household.status == '在册' || r.age > 1)"),
    ]
}
