import Basics

/// What lists and counts ask of one clue, small enough to keep a province's millions of them in memory.
struct ClueMark: Sendable, Hashable {
    /// Days since 1970-01-01; `withoutDeadline` once closed.
    var due: Int32
    /// Places in `LedgerNames`; an explanation of 0 is none.
    var rule: UInt16
    var explanation: UInt16
    var outcome: UInt8
    /// Places in `ClueState.allCases`; `held` is 255 for what was not raised.
    var state: UInt8
    var held: UInt8
    /// Place in `Verdict.allCases` and one; 0 is none.
    var verdict: UInt8

    static let withoutDeadline = Int32.max
    static let closed = code(of: .closed)

    static func code(of state: ClueState) -> UInt8 { UInt8(ClueState.allCases.firstIndex(of: state) ?? 0) }
    static func code(of verdict: Verdict) -> UInt8 { UInt8((Verdict.allCases.firstIndex(of: verdict) ?? 0) + 1) }

    var isOpen: Bool { state != Self.closed }
    func isLate(on day: Int32) -> Bool { due < day }
}

/// The names that marks stand for: they are few, and the clues are many.
struct LedgerNames: Sendable {
    private(set) var rules: [Int64] = []
    private(set) var outcomes: [String] = []
    /// The first is none.
    private(set) var explanations = [""]
    private var places: [Int64: UInt16] = [:]

    /// The place of a name, which is new when nobody has had it. Nil where there is no more room: thousands of rules are not law but damage.
    mutating func place(ofRule rule: Int64) -> UInt16? {
        if let place = places[rule] { return place }
        guard let place = UInt16(exactly: rules.count) else { return nil }
        rules.append(rule)
        places[rule] = place
        return place
    }

    mutating func place(ofOutcome name: UnsafeRawBufferPointer) -> UInt8? { Self.place(of: name, among: &outcomes) }
    mutating func place(ofExplanation name: UnsafeRawBufferPointer) -> UInt16? { Self.place(of: name, among: &explanations) }

    func find(rule: Int64) -> UInt16? { places[rule] }
    func find(outcome: String) -> UInt8? { outcomes.firstIndex(of: outcome).map(UInt8.init) }
    func find(explanation: String) -> UInt16? { explanations.firstIndex(of: explanation).map(UInt16.init) }

    private static func place<Place: FixedWidthInteger>(of name: UnsafeRawBufferPointer, among names: inout [String]) -> Place? {
        if let found = names.firstIndex(where: { $0.utf8.elementsEqual(name) }) { return Place(exactly: found) }
        guard let place = Place(exactly: names.count) else { return nil }
        names.append(String(decoding: name, as: UTF8.self))
        return place
    }
}
