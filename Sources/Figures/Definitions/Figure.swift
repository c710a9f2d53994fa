import Basics
import Clues
import Register

/// One number of the product: how many entries a list has under conditions that the list's address says. There is no other way to count in Youshu:
/// a page that shows a number shows one of these, so two pages cannot differ, and the number is a link to what was counted.
package struct Figure: Sendable, Hashable {
    package struct Words: Sendable, Hashable {
        package let zh: String
        package let en: String
        package func text(_ isChinese: Bool) -> String { isChinese ? zh : en }
    }

    /// Which list is counted.
    package enum Unit: String, Sendable, CaseIterable { case households, people, clues }

    /// A condition of the list: a name and a value of its address.
    package struct Condition: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    package let name: String
    package let title: Words
    package let unit: Unit
    package let conditions: [Condition]
    /// The figure that it is a share of.
    package let of: String?
    /// More is worse.
    package let bad: Bool
    /// What is counted, in one sentence; for a share: numerator ÷ denominator.
    package let meaning: Words

    /// The list behind it: of a place, at a moment.
    package func address(of region: RegionCode?, _ moment: ListMoment = ListMoment()) -> String {
        var pairs = conditions.map { ($0.name, $0.value) } + (unit == .clues ? [] : moment.pairs.map { ($0.name, $0.value) })
        // The list of clues shows what is not closed unless it is told.
        if unit == .clues, conditions.isEmpty { pairs.append(("state", "all")) }
        if let region { pairs.append(("region", region.digits)) }
        let path =
            switch unit {
            case .households: "/households"
            case .people: "/people/list"
            case .clues: "/clues"
            }
        return pairs.isEmpty ? path : path + "?" + pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    /// The value of the address's query under a name.
    func value(_ name: String) -> String? { conditions.first { $0.name == name }?.value }

    var households: HouseholdFilter { HouseholdFilter(value) }
    var people: PersonFilter { PersonFilter(value) }
    var clues: ClueFilter { conditions.isEmpty ? ClueFilter(standing: .all) : ClueFilter(value) }
}
