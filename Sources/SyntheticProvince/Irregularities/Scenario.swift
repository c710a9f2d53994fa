import Basics

/// How one rule comes to fire, and how it only nearly does. Written beside its likes in a file named in the field's words; the text of the
/// rule's law is the pack's. A scenario that does what no rule of the packs looks for is harmless; a rule without one fails a test.
struct Scenario: Sendable {
    /// `<authority>/<scheme>/<rule>` as in `PolicyPacks`.
    let rule: String
    /// Digits of the real area whose counties the rule applies to; empty for all.
    let area: String
    /// Households it can be told of.
    let suits: @Sendable (Household) -> Bool
    /// Makes the household break the rule, and says who is the subject.
    let plant: @Sendable (inout Household, Case) -> Subject
    /// Brings the household just inside the limit.
    let nearMiss: @Sendable (inout Household, Case) -> Void
    /// Other rules that the same facts break.
    let alsoFires: [String]
    /// Why a clue of this kind may be false (handbook §3.5).
    let explanations: [String]
    /// Households that take part in one case.
    let seats: Int
    /// Areas whose own rules the same facts would break as well; the scenario is told elsewhere.
    let avoids: [String]

    /// One telling of a scenario.
    struct Case: Sendable {
        /// Counts from 0 within the scenario.
        var number: Int
        /// Which of the households that take part this is.
        var seat: Int
        /// Unique among all cases of the province: tells planted ID numbers apart.
        var serial: Int
        /// The serial of the household in seat 0.
        var leader: Int
        /// A bank account of nobody in the province, the same for all who take part.
        var account: Int
    }

    enum Subject: Sendable {
        case household
        case member(Int)
        /// A row or a group of rows, by its key.
        case key(String)
    }

    init(
        _ rule: String, area: String = "", seats: Int = 1, alsoFires: [String] = [], avoids: [String] = [],
        explanations: [String] = ["id_typed_wrong", "reporting_delay"],
        suits: @escaping @Sendable (Household) -> Bool = { _ in true }, nearMiss: @escaping @Sendable (inout Household, Case) -> Void,
        plant: @escaping @Sendable (inout Household, Case) -> Subject
    ) {
        self.rule = rule
        self.area = area
        self.suits = suits
        self.plant = plant
        self.nearMiss = nearMiss
        self.alsoFires = alsoFires
        self.explanations = explanations
        self.seats = seats
        self.avoids = avoids
    }
}
