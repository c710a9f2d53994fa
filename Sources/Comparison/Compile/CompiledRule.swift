import PolicyLanguage

/// A rule as steps: what to compute and on which level its clues stand. A value: another back end may read it.
struct CompiledRule: Sendable {
    let rule: Rule
    let pack: String
    let area: String
    let plan: Plan

    /// Whether its clues are about rows of a dataset or groups of them.
    var isOfRows: Bool {
        switch rule.subject {
        case .person, .household, .village: false
        case .row, .group: true
        }
    }

    var isColumnar: Bool { if case .single = plan { false } else { true } }

    enum Plan: Sendable {
        /// One clue for each row of the level whose condition holds; nodes of the shared program.
        case level(LevelID, condition: NodeID, evidence: [NodeID])
        case group(GroupPlan)
        /// One subject at a time, and why.
        case single(reason: String)
    }
}

/// A rule about groups of rows that may lie in different partitions (an account paid for people all over the province).
struct GroupPlan: Sendable {
    /// Level of the rows in the shared program, and what each row carries: nodes of the shared program.
    let source: LevelID
    let leaves: [NodeID]
    let leafShapes: [Shape]
    /// The leaves that are the group's keys.
    let keys: [Int]
    let keyTypes: [ValueType]
    /// Over the gathered rows (`rows`) and the groups.
    let program: Program
    let rows: LevelID
    let groups: LevelID
    let condition: NodeID
    let evidence: [NodeID]
    let clueFor: Rule.ClueFor
    /// Whether rows with the same leaves and person count as one, so that only one of them need be gathered.
    let ignoresRepeats: Bool
}

extension Rule {
    /// Whether its clues may be about what belongs to no household.
    var isOfVillagesOrRows: Bool {
        switch subject {
        case .person, .household: false
        case .village, .row, .group: true
        }
    }
}
