import Actions
import Basics
import Regions
import Storage
import Web

extension HouseholdPage {
    /// How many looks stand on the page.
    static let looksShown = 5

    /// The page of what was asked, in the visitor's words.
    init(_ found: HouseholdFacts, _ colleagues: [Int64: Colleague], _ visit: Visit) throws {
        let words = Words(visit)
        let facts = found.facts ?? Facts()
        let head = found.head?.facts.text(.name)
        let actor = try visit.actor
        household = found.thread.id
        number = found.thread.number
        title = head.map { words.text("household.title", ["name": $0]) } ?? words.text("household.number", ["number": String(found.thread.number)])
        crumbs = found.path.dropFirst(3).map { Crumb(name: $0.name, link: "/households?region=\($0.code)") }
        tags = Self.tags(facts, found, words)
        line =
            found.facts == nil
            ? ""
            : words.line(
                [words.text("household.people", ["count": String(found.members.count)])]
                    + Self.dwelling(village: found.path.last?.name, hamlet: facts.text(.naturalVillage), address: facts.text(.address))
                    + [words.text("household.number-is", ["number": String(found.thread.number)])])
        phone = facts.text(.phone).map {
            Masked(
                masked: Masking.phone($0), reveal: Self.reveals(found, actor) ? "/households/\(found.thread.id)/reveals/household_phone" : nil,
                what: words.text("field.phone"))
        }
        asOf = AsOfBar(found, words)
        mayChange = found.isNow && found.thread.endedOn == nil && actor.may(.householdChange)
        missing = found.facts == nil ? Missing(found, words) : nil
        ended = found.isNow ? found.thread.endedOn.map { words.text("household.ended", ["day": $0.description]) } : nil
        figures = Self.figures(found, facts, words)
        members = found.members.map { Member($0, found, reveals: Self.reveals(found, actor), words) }
        memberSummary = words.text(
            "household.members.summary",
            ["count": String(found.members.count), "labour": String(found.members.count { Self.labours($0.facts) })])
        lastChange = found.events.first { $0.person != nil }.map { "\($0.on) \(words.event($0, found.places))" }
        causes = words.codes("cause", ([facts.text(.mainCause)].compactMap { $0 }) + facts.codes(.otherCauses)) ?? words.text("household.causes.none")
        story = facts.text(.story)
        risks = Self.risks(found, facts, words)
        guarantees = Self.guarantees(facts, found.living ?? Facts(), words)
        groups = Self.groups(facts, found.living ?? Facts(), words)
        income = found.income.map { Income($0, words) }
        departments = nil
        clues = nil
        events = Self.events(found, facts, words)
        looks = found.looks.prefix(Self.looksShown).map { Look($0, found, colleagues, words) }
        lookSummary = words.text("household.looks.summary", ["count": String(found.looks.count)])
        helper = [(HouseholdField.helperName, facts), (.helperUnit, facts)].compactMap { field, facts in
            words.fact(field, facts).map { Fact(name: words.title(field.declaration), text: $0) }
        }
        changes = mayChange ? ChangeForm.links(found.thread.id, actor, words) : []
        leaf = found.thread.leaf
    }

    /// Where they live, from the larger to the smaller, nothing twice: many addresses begin with the village or end with the hamlet.
    static func dwelling(village: String?, hamlet: String?, address: String?) -> [String] {
        let address = address ?? ""
        var places = [address]
        if let village, !address.contains(village) { places.insert(village, at: 0) }
        if let hamlet, !address.contains(hamlet) { places.append(hamlet) }
        return places.filter { !$0.isEmpty }
    }

    /// What other rooms know, with the titles of what they do not.
    mutating func set(_ known: KnownElsewhere, _ words: Words) {
        departments = known.titled(words, of: "household")
        departmentSummary = words.text("household.departments.summary", ["people": String(members.count)])
    }

    /// Numbers may be shown whole only of what is believed today.
    private static func reveals(_ found: HouseholdFacts, _ actor: Actor) -> Bool { found.isNow && actor.may(.personReveal) }

    private static func tags(_ facts: Facts<HouseholdField>, _ found: HouseholdFacts, _ words: Words) -> [Tag] {
        guard found.facts != nil else { return [] }
        var tags: [Tag] = []
        if let kind = words.code("monitored", facts.text(.monitored)) {
            tags.append(Tag(text: words.text("household.monitored", ["kind": kind]), tone: "tag-warn"))
            if facts.flag(.riskRemoved) == true {
                tags.append(Tag(text: words.text("household.risks.removed"), tone: "tag-good"))
            } else if let risks = words.codes("risk", facts.codes(.risks)) {
                tags.append(Tag(text: words.text("household.risks.open", ["risks": risks]), tone: "tag-bad"))
            }
        }
        tags.append(Tag(text: words.code("status", RegisterRules.status(facts, on: found.asOf.day)) ?? Words.none, tone: ""))
        return tags
    }

    private static func labours(_ facts: Facts<MemberField>) -> Bool { ["ordinary", "skilled", "weak"].contains(facts.text(.labour) ?? "") }

    private static func figures(_ found: HouseholdFacts, _ facts: Facts<HouseholdField>, _ words: Words) -> [Figure] {
        let income = found.income
        let problems = guaranteeFields.count { problem($0.problem, facts, found.living ?? Facts()) == true }
        return [
            Figure(
                title: words.text("figure.net"), value: income.map { Figures.yuan($0.netPerHead) } ?? words.text("word.unknown"),
                unit: income.map { _ in words.text("unit.yuan") }, note: income.map { "\($0.from) – \($0.until.adding(days: -1) ?? $0.until)" },
                link: income.map { _ in "#i" }, isLate: false),
            Figure(
                title: words.text("figure.reference"), value: income.map { Figures.yuan($0.referencePerHead) } ?? words.text("word.unknown"),
                unit: income.map { _ in words.text("unit.yuan") }, note: words.text("figure.reference.note"), link: income.map { _ in "#i" },
                isLate: income.map { $0.referencePerHead.fen < 0 } ?? false),
            Figure(
                title: words.text("figure.guarantees"), value: String(problems), unit: nil,
                note: words.text(problems == 0 ? "figure.guarantees.none" : "figure.guarantees.open"), link: problems == 0 ? nil : "#w",
                isLate: problems > 0),
            Figure(
                title: words.text("figure.photos"), value: String(found.photos), unit: words.text("unit.photo"), note: nil, link: nil,
                isLate: false),
            Figure(
                title: words.text("figure.last"), value: found.events.first?.on.description ?? Words.none, unit: nil,
                note: found.events.first.map { words.event($0, found.places) }, link: "#t", isLate: false),
        ]
    }

    private static let guaranteeFields: [(problem: HouseholdField, name: String)] = [
        (.housingProblem, "housing"), (.schoolProblem, "school"), (.insuranceProblem, "insurance"), (.waterProblem, "water"),
    ]

    /// Whether a guarantee has a problem: as recorded, else as the house's grade and the water tell (C and D are dangerous, handbook §2.3).
    private static func problem(_ field: HouseholdField, _ facts: Facts<HouseholdField>, _ living: Facts<LivingField>) -> Bool? {
        if let flag = facts.flag(field) { return flag }
        switch field {
        case .housingProblem: return living.text(.housingGrade).map { $0 == "c" || $0 == "d" }
        case .waterProblem: return living.flag(.waterSafe).map { !$0 }
        default: return nil
        }
    }

    private static func guarantees(_ facts: Facts<HouseholdField>, _ living: Facts<LivingField>, _ words: Words) -> [Guarantee] {
        guaranteeFields.map { field, name in
            let detail: String? =
                switch name {
                case "housing": words.fact(LivingField.housingGrade, living)
                case "water": words.fact(LivingField.waterSource, living)
                default: nil
                }
            let state = problem(field, facts, living).map { $0 ? "bad" : "good" } ?? "off"
            return Guarantee(
                name: words.text("guarantee.\(name)"), text: words.line([words.text("guarantee.\(state)"), detail]), state: state)
        }
    }

    private static func risks(_ found: HouseholdFacts, _ facts: Facts<HouseholdField>, _ words: Words) -> [Risk] {
        let removed = facts.flag(.riskRemoved) == true
        return facts.codes(.risks).map { code in
            let way = words.code("removal_way", facts.text(.riskRemovalWay))
            return Risk(
                name: words.code("risk", code) ?? code, since: found.since(risk: code)?.description ?? Words.none,
                state: removed ? words.line([words.text("risk.removed"), facts.text(.riskRemovedOn), way]) : words.text("risk.open"),
                isOpen: !removed)
        }
    }

    private static func groups(_ facts: Facts<HouseholdField>, _ living: Facts<LivingField>, _ words: Words) -> [FactGroup] {
        func of<Field: FactField>(_ fields: [Field], _ facts: Facts<Field>) -> [Fact] {
            fields.compactMap { field in words.fact(field, facts).map { Fact(name: words.title(field.declaration), text: $0) } }
        }
        let groups = [
            FactGroup(
                title: words.text("group.land"),
                facts: of([.arable, .irrigated, .forest, .returnedForest, .orchard, .pasture, .waterSurface], living)),
            FactGroup(
                title: words.text("group.house"),
                facts: of([.floorArea, .structure, .storeys, .builtYear, .housingGrade, .toilet], living)
                    + of([.relocated, .relocationWay, .resettlementArea], facts)),
            FactGroup(
                title: words.text("group.supply"),
                facts: of(
                    [.waterSafe, .waterSource, .livingPower, .productionPower, .television, .fuel, .road, .roadDistance], living)),
            FactGroup(
                title: words.text("group.register"),
                facts: of([.attribute, .standard, .enteredOn, .exitedOn, .relapsedOn, .notExitedReason, .identifiedOn, .consentLetter, .bank], facts)
                    + of([.bankAccount], facts) + of([.cooperative, .leadingEnterprise, .wealthLeader], living)),
        ]
        return groups.filter { !$0.facts.isEmpty }
    }
}

extension HouseholdPage.AsOfBar {
    fileprivate init(_ found: HouseholdFacts, _ words: Words) {
        day = found.asOf.day.description
        known = found.asOf.known?.chinaDate.description ?? ""
        isNow = found.isNow
        let month = found.events.filter { found.isNow && $0.recorded.milliseconds > words.visit.now.adding(seconds: -30 * 86_400).milliseconds }.count
        text =
            found.isNow
            ? words.text(month == 0 ? "as-of.now.none" : "as-of.now", ["count": String(month)])
            : words.text(found.facts == nil ? "as-of.only-look" : known.isEmpty ? "as-of.day" : "as-of.known", ["day": day, "known": known])
        let last = CalendarDate(year: words.visit.now.chinaDate.year - 1, month: 12, day: 31)
        compare = found.isNow ? last.map { words.text("as-of.compare", ["day": $0.description]) } : words.text("as-of.back")
        compareLink = found.isNow ? last.map { "/households/\(found.thread.id)?as_of=\($0)" } : "/households/\(found.thread.id)"
    }
}

extension HouseholdPage.Missing {
    /// Not known yet by the moment asked about, or known and not yet in the register on the day.
    fileprivate init(_ found: HouseholdFacts, _ words: Words) {
        let here = "/households/\(found.thread.id)"
        let known = found.asOf.known?.chinaDate.description ?? ""
        if let first = found.firstKnown {
            what = words.text("household.unknown-then", ["known": known])
            why = words.text("household.unknown-then.why", ["day": first.chinaDate.description])
            then = HouseholdPage.Crumb(
                name: words.text("household.unknown-then.go", ["day": first.chinaDate.description]), link: "\(here)?known_at=\(first.chinaDate)")
        } else {
            what = words.text("household.missing", ["day": found.asOf.day.description])
            why = found.began.map { words.text("household.missing.why", ["day": $0.description]) } ?? ""
            then = found.began.map { began in
                HouseholdPage.Crumb(
                    name: words.text("household.missing.go", ["day": began.description]),
                    link: "\(here)?as_of=\(began)" + (known.isEmpty ? "" : "&known_at=\(known)"))
            }
        }
        now = HouseholdPage.Crumb(name: words.text("as-of.back"), link: here)
    }
}

extension HouseholdPage.Member {
    fileprivate init(_ member: Version<MemberField>, _ found: HouseholdFacts, reveals: Bool, _ words: Words) {
        let facts = member.facts
        let home = found.thread.id
        person = member.owner
        name = facts.text(.name) ?? Words.none
        link = "/households/\(home)/people/\(member.owner)"
        relation = words.fact(MemberField.relation, facts) ?? Words.none
        sex = words.fact(MemberField.sex, facts) ?? Words.none
        age = facts.date(.birthDate).map { String($0.years(to: found.asOf.day)) } ?? Words.none
        ethnicity = facts.text(.ethnicity) ?? Words.none
        schooling = words.fact(MemberField.inSchool, facts) ?? words.fact(MemberField.education, facts) ?? Words.none
        let disability = words.fact(MemberField.disabilityKind, facts).map { "（\($0)）" } ?? ""
        health = words.fact(MemberField.health, facts).map { $0 + disability } ?? Words.none
        labour = words.fact(MemberField.labour, facts) ?? Words.none
        let months = facts.integer(.workMonths).flatMap { $0 > 0 ? words.text("member.months", ["count": String($0)]) : nil }
        let place = facts.text(.workPlace) ?? words.fact(MemberField.workArea, facts)
        let work = words.line([place, months])
        self.work = work.isEmpty ? Words.none : work
        identity = facts.text(.idNumber).map { number in
            HouseholdPage.Masked(
                masked: Masking.residentID(number), reveal: reveals ? "/households/\(home)/people/\(member.owner)/reveals/id_number" : nil,
                what: words.text("member.identity", ["name": facts.text(.name) ?? ""]))
        }
    }
}

extension HouseholdPage.Look {
    fileprivate init(_ look: HouseholdLooks.Look, _ found: HouseholdFacts, _ colleagues: [Int64: Colleague], _ words: Words) {
        time = look.time.chinaText
        let name = look.person.flatMap { person in found.members.first { $0.owner == person }?.facts.text(.name) }
        let colleague = colleagues[look.account]
        // The role is the one of that day.
        let office = words.line([colleague?.place, look.role.map { words.text("role.\($0)") }])
        let account = words.text("account", ["number": String(look.account)])
        text = words.line([
            words.text("look.by", ["name": colleague?.name ?? account, "office": office]),
            words.line([name, look.field.map { words.text("reveal.\($0)") }]), look.purpose.map { words.text("purpose.\($0)") },
        ])
    }
}
