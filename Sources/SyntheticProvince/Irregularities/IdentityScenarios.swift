import Basics

/// Who somebody is: numbers, names, relations (handbook §1.8, identity).
enum IdentityScenarios {
    private static func rule(_ name: String) -> String { "national/data-quality/\(name)" }
    private static let uninsured = "national/benefit-abuse/registered-without-medical-insurance"

    static let all: [Scenario] =
        [birthDate, sexOnID, relation, couple, heads, spouses, noHead, large] + numbers + [duplicate, twice, policeName, phone]

    private static let birthDate = Scenario.person(
        rule("birth-date-differs-from-id"), who: { $0.canWork && (30...50).contains($0.age) },
        nearMiss: { household, member, _ in household.set(member, ["birth_date": .day(household.members[member].birth)]) },
        plant: { household, member, _ in household.set(member, ["birth_date": .day(household.members[member].birth.adding(days: 1))]) })

    private static let sexOnID = Scenario.person(
        rule("sex-differs-from-id"), suits: { $0.members.count == 1 }, who: { $0.role == .head },
        nearMiss: { household, member, _ in household.set(member, ["sex": .text(household.members[member].male ? "男" : "女")]) },
        plant: { household, member, _ in household.set(member, ["sex": .text(household.members[member].male ? "女" : "男")]) })

    private static let relation = Scenario.person(
        rule("sex-contradicts-relation"), who: { $0.role == .child },
        nearMiss: { household, member, _ in household.set(member, ["relation": "之兄弟姐妹"]) },
        plant: { household, member, _ in household.set(member, ["relation": .text(household.members[member].male ? "之女" : "之子")]) })

    private static let couple = Scenario.household(
        rule("head-and-spouse-same-sex"), suits: { $0.plain && $0.members.count > 1 },
        nearMiss: { household, story in
            sameSex(&household, story)
            household.set(1, ["relation": "之兄弟姐妹"])
        }, plant: { household, story in sameSex(&household, story) })

    private static func sameSex(_ household: inout Household, _ story: Scenario.Case) {
        household.members[1].male = household.members[0].male
        household.bear(1, on: household.members[1].birth, serial: story.serial)
        household.set(1, ["sex": .text(household.members[1].male ? "男" : "女")])
    }

    private static let heads = Scenario.household(
        rule("household-several-heads"), suits: { $0.plain && $0.members.count > 2 },
        nearMiss: { household, _ in household.set(household.members.count - 1, ["relation": "其他"]) },
        plant: { household, _ in household.set(household.members.count - 1, ["relation": "户主"]) })

    private static let spouses = Scenario.household(
        rule("household-several-spouses"), suits: { $0.plain && $0.members.count > 2 },
        nearMiss: { household, _ in household.set(household.members.count - 1, ["relation": "其他"]) },
        plant: { household, _ in household.set(household.members.count - 1, ["relation": "配偶"]) })

    private static let noHead = Scenario.household(
        rule("household-without-head"), suits: { $0.plain && $0.members.count > 2 },
        nearMiss: { household, _ in household.set(household.members.count - 1, ["relation": "其他"]) },
        plant: { household, _ in household.set(0, ["relation": "其他"]) })

    /// Six live together without remark; a seventh looks like two households in one.
    private static let large = Scenario.household(
        // One more to feed on the same income: below the lines of those two.
        rule("household-large"), avoids: ["350121", "610824"],
        suits: { $0.plain && $0.members.count == 6 && $0.members[1].canWork && $0.members.contains(where: \.working) },
        nearMiss: { household, _ in household.set(["people": 6]) },
        plant: { household, story in
            household.members.append(household.members[1])
            household.members[6].name = "王建国"
            household.members[6].working = false
            household.copy(from: 1, to: 6, keepingIdentity: true)
            household.bear(6, on: household.members[1].birth, serial: story.serial)
            household.remove("micro_loans", 6)
            household.set(
                6,
                [
                    "relation": "之兄弟姐妹", "work_months": .empty, "work_place": .empty, "work_area": .empty, "public_post": .empty,
                    "public_post_months": .empty,
                ])
            household.set(["people": 7])
            household.income([:])
        })

    private static let adult: @Sendable (Member) -> Bool = { $0.canWork && $0.age > 25 }
    private static let card: @Sendable (Household) -> Bool = { $0.exited && $0.monitored == nil && !$0.relocated }
    private static let disabled: @Sendable (Member) -> Bool = { $0.disability != nil }

    private static func write(_ number: String, as type: String, _ household: inout Household, _ member: Int) {
        household.set(member, ["id_number": .text(number), "document_type": .text(type)])
    }

    private static func id(_ household: Household, _ member: Int) -> String { IDNumbers.text(household.members[member].digits) }

    private static let numbers: [Scenario] = [
        .person(
            rule("id-number-length"), alsoFires: [uninsured], suits: { $0.plain && $0.members.count > 2 }, who: adult,
            nearMiss: { household, member, _ in write(id(household, member) + "42", as: "残疾人证", &household, member) },
            plant: { household, member, _ in
                household.remove("micro_loans", member)
                write(String(id(household, member).dropLast()), as: "其他", &household, member)
            }),
        .person(
            rule("id-check-digit"), alsoFires: [uninsured], suits: { $0.plain && $0.members.count > 2 }, who: adult,
            nearMiss: { household, member, _ in write(id(household, member), as: "身份证", &household, member) },
            plant: { household, member, _ in
                household.remove("micro_loans", member)
                let number = id(household, member)
                write(number.dropLast() + (number.hasSuffix("5") ? "6" : "5"), as: "身份证", &household, member)
            }),
        .person(
            rule("id-five-nines"), who: adult,
            nearMiss: { household, member, story in nines(&household, member, area: 999_980, story) },
            plant: { household, member, story in nines(&household, member, area: 999_990, story) }),
        .person(
            rule("id-document-type-mismatch"), suits: card, who: disabled,
            nearMiss: { household, member, _ in write(id(household, member) + "42", as: "残疾人证", &household, member) },
            plant: { household, member, _ in write(id(household, member), as: "残疾人证", &household, member) }),
        .person(
            rule("disability-card-class"), suits: card, who: disabled,
            nearMiss: { household, member, _ in write(id(household, member) + "74B1", as: "残疾人证", &household, member) },
            plant: { household, member, _ in write(id(household, member) + "82", as: "残疾人证", &household, member) }),
    ]

    private static func nines(_ household: inout Household, _ member: Int, area: UInt64, _ story: Scenario.Case) {
        let old = household.members[member].digits
        let sequence = UInt64(story.serial % 440 * 2) + 2 - (household.members[member].male ? 1 : 0)
        household.members[member].digits = (area * 100_000_000 + old / 1000 % 100_000_000) * 1000 + sequence
        household.set(member, ["id_number": .id(household.members[member].digits)])
    }

    /// The same person in two households.
    private static let duplicate = Scenario(
        rule("duplicate-id-across-households"), seats: 2, avoids: ["45"],
        suits: { $0.plain && $0.members.count > 2 && $0.members[0].male && $0.members[0].canWork && $0["wage_income"].fen > 0 },
        nearMiss: { household, story in household.bear(0, on: household.born(48), serial: story.serial) },
        plant: { household, story in
            household.bear(0, on: household.born(48), serial: story.leader)
            household.members[0].name = "李国强"
            household.set(0, ["name": "李国强"])
            household.set(["head_name": "李国强"])
            if story.seat > 0 { household.records.removeAll { $0.owner == 0 } }
            household.remove("micro_loans")
            return .member(0)
        })

    private static let twice = Scenario.household(
        rule("duplicate-id-in-household"), suits: { $0.plain && $0.members.count { $0.role == .child && $0.age < 15 } >= 2 },
        nearMiss: { household, story in
            let (first, second) = siblings(household)
            household.copy(from: first, to: second, keepingIdentity: true)
            household.bear(second, on: household.members[first].birth, serial: story.serial)
        },
        plant: { household, _ in
            let (first, second) = siblings(household)
            household.copy(from: first, to: second, keepingIdentity: false)
            household.records.removeAll { $0.owner == second }
        })

    private static func siblings(_ household: Household) -> (Int, Int) {
        let children = household.members.indices.filter { household.members[$0].role == .child && household.members[$0].age < 15 }
        return (children.first ?? 0, children.last ?? 0)
    }

    private static let policeName = Scenario.person(
        rule("name-differs-from-police"), suits: { $0.plain && $0.members.count > 1 }, who: { $0.role == .spouse && !$0.name.contains("·") },
        nearMiss: { household, member, _ in
            let name = household.members[member].name
            household.change("residents", member, ["name": .text(name.map(String.init).joined(separator: " "))])
        },
        plant: { household, member, _ in household.change("residents", member, ["name": .text(household.members[member].name + "花花")]) })

    /// One telephone of one helper for six households; five may be neighbours.
    private static let phone = Scenario(
        rule("phone-for-many-households"), seats: 6, suits: \.plain,
        nearMiss: { household, story in
            if story.seat < 5 { household.set(["phone": .text("1998\(story.leader + 1_000_000)")]) }
        },
        plant: { household, story in
            household.set(["phone": .text("1998\(story.leader + 1_000_000)")])
            return .household
        })
}
