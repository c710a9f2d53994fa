import Basics
import Datasets

/// What is kept beside a province: which clues are planted, who is just inside a limit, how many rows each file has, which county lives under whose law.
enum ProvinceTruth {
    static func planted(_ cases: [PlantedCase]) -> String {
        var text = "rule,household_id,person_id,key,seat,truly_true,explanation,also_fires\n"
        for planted in cases.sorted(by: { ($0.rule, $0.household) < ($1.rule, $1.household) }) {
            text += "\(planted.rule),\(planted.household),\(planted.person.map(String.init) ?? ""),"
            text +=
                "\(planted.key ?? ""),\(planted.seat),\(planted.truth.rawValue),\(planted.explanation ?? ""),\(planted.alsoFires.joined(separator: " "))\n"
        }
        return text
    }

    static func nearMisses(_ cases: [NearMiss]) -> String {
        var text = "rule,household_id,village,seat\n"
        for miss in cases.sorted(by: { ($0.rule, $0.village, $0.household) < ($1.rule, $1.village, $1.household) }) {
            text += "\(miss.rule),\(miss.household),\(miss.village),\(miss.seat)\n"
        }
        return text
    }

    static func files(_ plans: [DeliveryPlan], _ counts: [RowCounts], _ sizes: [Int]) -> String {
        var text = "dataset,file,format,bytes,rows,accepted,rejected," + BadRow.allCases.map(\.rawValue).joined(separator: ",") + "\n"
        for (index, plan) in plans.enumerated() {
            let count = counts[index]
            let bad = BadRow.allCases.map { count.bad[$0] ?? 0 }
            text +=
                "\(plan.sheet.schema.name),\(plan.path),\"\(plan.format.rawValue)\",\(sizes[index]),\(count.rows),\(count.good),\(bad.reduce(0, +)),"
            text += bad.map(String.init).joined(separator: ",") + "\n"
        }
        return text
    }

    static func description(_ province: SyntheticProvince, _ tree: RegionTree, people: Int) -> String {
        var text = """
            # A made-up province. Nobody in it exists.
            as_of: \(province.options.asOf)
            seed: \(province.seed)
            irregularities: \(province.options.irregularities.rawValue)
            people: \(people)
            households: \(tree.households)
            villages: \(tree.villageCount)
            counties:

            """
        for county in tree.counties {
            text += "  - {code: \"\(county.code)\", name: \(county.name), stands_for: \"\(county.standsFor)\", villages: \(county.villages.count)}\n"
        }
        return text
    }
}
