/// What was told of a household or a village, for the record kept beside the province.
enum ToldCase: Sendable {
    case breach(PlantedCase)
    case nearMiss(NearMiss)
}

/// Somebody just inside a rule's limit, of whom it must be silent.
struct NearMiss: Sendable {
    let rule: String
    /// 0 for a village.
    let household: Int
    /// Twelve digits.
    let village: Int
    /// Which of the households that take part this is.
    let seat: Int
}

/// What is true of one planted case, for the record kept beside the province.
struct PlantedCase: Sendable {
    enum Truth: String, Sendable { case real = "true", explained = "false", unverifiable }

    let rule: String
    /// 0 for a village.
    let household: Int
    /// The number of the person that is the subject; nil if none is.
    let person: Int?
    /// The key of the row or the group of rows that is the subject; nil if none is.
    let key: String?
    let seat: Int
    let truth: Truth
    let explanation: String?
    let alsoFires: [String]

    init(_ scenario: VillageScenario, village: Village) {
        rule = scenario.rule
        household = 0
        person = nil
        key = String(village.code)
        seat = 0
        truth = village.number % 8 == 0 ? .real : .explained
        explanation = truth == .explained ? scenario.explanations.first : nil
        alsoFires = []
    }

    init(_ scenario: Scenario, _ story: Scenario.Case, household: Household, subject: Scenario.Subject) {
        rule = scenario.rule
        self.household = household.id
        switch subject {
        case .household: (person, key) = (nil, nil)
        case .member(let member): (person, key) = (household.personID(member), nil)
        case .key(let text): (person, key) = (nil, text)
        }
        alsoFires = scenario.alsoFires
        seat = story.seat
        // One clue in eight is right and one in twenty cannot be verified (handbook §11.5); the rest have an honest explanation.
        switch story.serial % 40 {
        case 0..<5: truth = .real
        case 5..<7: truth = .unverifiable
        default: truth = .explained
        }
        explanation = truth == .explained && !scenario.explanations.isEmpty ? scenario.explanations[story.number % scenario.explanations.count] : nil
    }
}
