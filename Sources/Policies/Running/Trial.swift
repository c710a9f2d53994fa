import Basics
import Comparison
import PolicyLanguage

/// One rule under other values of its parameters: who would appear, who would disappear, and where.
struct Trial: Sendable {
    struct Place: Sendable, Hashable {
        /// Digits of a county; of a township when the reader's region is a county or lies in one.
        var code: Int64
        var before: Int
        var after: Int
        var appearing: Int
        var disappearing: Int
    }

    /// Whom it is about, for the list.
    struct Subject: Sendable, Hashable {
        var household: Int64?
        var region: Int64
        var appears: Bool
    }

    var before: Int
    var after: Int
    var places: [Place]
    /// The first of each kind.
    var subjects: [Subject]
    var appearing: Int
    var disappearing: Int
    var skipped: String?

    static let shown = 50

    init(_ held: HeldComparison, rule: String, settings: [String: ParameterValue], region: RegionCode) async throws {
        async let lawful = held.result(settings: [:], rules: [rule], within: region)
        async let tried = held.result(settings: settings, rules: [rule], within: region)
        let (now, then) = try await (lawful, tried)
        skipped = now.rules.allSatisfy { $0.skipped != nil } ? now.rules.first?.skipped : nil
        (before, after) = (now.clues.count, then.clues.count)
        let known = Set(now.clues.map(\.identity))
        let still = Set(then.clues.map(\.identity))
        let coming = then.clues.filter { !known.contains($0.identity) }
        let going = now.clues.filter { !still.contains($0.identity) }
        (appearing, disappearing) = (coming.count, going.count)
        let level = region.level < .county ? RegionCode.Level.county : region.level == .county ? .township : .village
        func place(_ clue: Clue) -> Int64 { RegionCode(number: FoundInRegister.filledUp(clue.region))?.ancestor(at: level)?.number ?? 0 }
        var places: [Int64: Place] = [:]
        func count(_ clues: [Clue], _ path: WritableKeyPath<Place, Int>) {
            for clue in clues {
                let code = place(clue)
                places[code, default: Place(code: code, before: 0, after: 0, appearing: 0, disappearing: 0)][keyPath: path] += 1
            }
        }
        count(now.clues, \.before)
        count(then.clues, \.after)
        count(coming, \.appearing)
        count(going, \.disappearing)
        self.places = places.values.filter { $0.appearing + $0.disappearing > 0 }.sorted { $0.code < $1.code }
        func subjects(_ clues: [Clue], appears: Bool) -> [Subject] {
            clues.prefix(Self.shown).map {
                Subject(household: held.household($0.householdID), region: FoundInRegister.filledUp($0.region), appears: appears)
            }
        }
        self.subjects = subjects(coming, appears: true) + subjects(going, appears: false)
    }
}
