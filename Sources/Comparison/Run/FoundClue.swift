/// A clue as the evaluation finds it, before names are looked up: numbers of the register, and evidence.
struct FoundClue {
    /// Index in the compiled rules.
    var rule: Int32
    /// Number in the register, -1 for none.
    var person: Int32
    var household: Int32
    var village: Int32
    /// Of the grouping key or the row's key, mixed into the clue's identity; 0 for persons, households and villages.
    var key: UInt64
    var evidence: [Int64]
    /// Of a rule about rows: number of the row in its table, for the key it is called by; -1 for none.
    var row: Int32 = -1
    /// Of a rule about groups: the values of its keys, as a person reads them.
    var keyTexts: [String] = []
    /// Code of the region the row or group names, or its people live in, when the clue belongs to no village; 0 for none.
    var region: Int64 = 0
}

/// What one thread, partition after partition, counts of a rule.
struct RuleCounts {
    var subjects = 0
    var undecided = 0

    static func += (a: inout RuleCounts, b: RuleCounts) {
        a.subjects += b.subjects
        a.undecided += b.undecided
    }
}
