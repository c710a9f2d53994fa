import Actions
import Basics
import Storage
import Testing

@testable import Register

/// A generator that a test can repeat.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct RevisionTests {
    static let first = RegisterWorld.day("2020-01-01")
    static func day(_ number: Int) -> CalendarDate { first.adding(days: number) ?? first }

    /// One thing that somebody came to know.
    enum Knowledge {
        case begin(Int)
        case change(from: Int, until: Int?, field: LivingField, value: Int64)
        case end(Int)
    }

    /// The plainest way there is: everything that became known is replayed day by day.
    static func told(_ knowledge: ArraySlice<Knowledge>, on day: Int) -> Facts<LivingField>? {
        var facts: Facts<LivingField>?
        for each in knowledge {
            switch each {
            case .begin(let start): if day >= start { facts = Facts() }
            case .change(let from, let until, let field, let value):
                if facts != nil, day >= from, until.map({ day < $0 }) ?? true { facts?[field] = .integer(value) }
            case .end(let end): if day >= end { facts = nil }
            }
        }
        return facts
    }

    /// The table of versions in memory.
    struct Store {
        var versions: [Version<LivingField>] = []
        var clock: Int64 = 0

        mutating func apply(_ revision: Revision<LivingField>) {
            clock += 1
            for index in versions.indices where revision.closed.contains(versions[index].id) {
                versions[index].knownUntil = Moment(milliseconds: clock)
            }
            for piece in revision.added {
                versions.append(
                    Version(
                        id: Int64(versions.count + 1), owner: 1, validFrom: piece.from, validUntil: piece.until,
                        knownFrom: Moment(milliseconds: clock), knownUntil: nil, facts: piece.facts, leaf: 0))
            }
        }

        var believed: [Version<LivingField>] { versions.filter { $0.knownUntil == nil }.sorted { $0.validFrom < $1.validFrom } }

        func facts(on day: CalendarDate, known: Int64) -> [Facts<LivingField>] {
            versions.filter { version in
                version.isValid(on: day) && version.knownFrom.milliseconds <= known && version.knownUntil.map { $0.milliseconds > known } ?? true
            }.map(\.facts)
        }
    }

    /// Whatever is changed in whatever order: what was true on a day, as known at a moment, is what replaying tells, and never two things.
    @Test(arguments: 0..<60)
    func readingAsOfAndKnownAtEqualsReplaying(_ seed: Int) {
        var random = SplitMix(state: UInt64(seed) &* 7919)
        var store = Store()
        var knowledge: [Knowledge] = [.begin(10)]
        store.apply(.beginning(Self.day(10), Facts()))
        for _ in 0..<12 {
            let from = Int.random(in: 0..<60, using: &random)
            if Int.random(in: 0..<8, using: &random) == 0 {
                knowledge.append(.end(from))
                store.apply(.ending(store.believed, on: Self.day(from)) { $0 })
            } else {
                let until = Bool.random(using: &random) ? from + Int.random(in: 0..<30, using: &random) : nil
                let field: LivingField = Bool.random(using: &random) ? .arable : .floorArea
                let value = Int64.random(in: 0..<5, using: &random)
                knowledge.append(.change(from: from, until: until, field: field, value: value))
                store.apply(
                    .changing(store.believed, from: Self.day(from), until: until.map(Self.day)) { $0.changed([field: .integer(value)]) })
            }
        }
        for moment in 1...knowledge.count {
            for day in 0..<100 {
                let expected = Self.told(knowledge.prefix(moment)[...], on: day).map { [$0] } ?? []
                #expect(store.facts(on: Self.day(day), known: Int64(moment)) == expected, "day \(day), known \(moment)")
            }
        }
    }

    @Test func aChangeThatChangesNothingClosesNothing() {
        var store = Store()
        store.apply(.beginning(Self.day(0), Facts<LivingField>().changed([.arable: .integer(3)])))
        #expect(Revision.changing(store.believed, from: Self.day(5), until: nil) { $0.changed([.arable: .integer(3)]) }.isEmpty)
    }
}
