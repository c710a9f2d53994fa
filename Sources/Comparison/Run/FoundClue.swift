/// A clue as the evaluation finds it, before names are looked up: numbers of the register, and evidence. Also what a rule could not decide about, and
/// where it is asked for, about whom it was silent.
struct FoundClue {
    /// What the rule said.
    enum Answer: UInt8 { case fires, silent, undecided }

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
    var answer = Answer.fires
}

/// What one thread, partition after partition, counts of a rule.
struct RuleCounts {
    var subjects = 0
    var undecided = 0
    /// Of the undecided those that are not told of one by one: a rule that fails everywhere would fill the memory with them.
    var untold = 0

    /// Of one partition, or of one bucket of groups.
    static let mostTold = 10_000

    /// Counts one about whom the rule could not decide; whether it is to be told of.
    mutating func isTold() -> Bool {
        undecided += 1
        guard undecided - untold <= RuleCounts.mostTold else {
            untold += 1
            return false
        }
        return true
    }

    static func += (a: inout RuleCounts, b: RuleCounts) {
        a.subjects += b.subjects
        a.undecided += b.undecided
        a.untold += b.untold
    }
}
