import Basics
import Declarations
import Foundation
import Testing
import WorkOrders

@testable import Clues

@Suite struct ClueLifeTests {
    /// Which event leads where, written out apart from the program: everything else is a jump.
    private static let allowed: [ClueState: [ClueEvent: ClueState]] = [
        .created: [.dispatch: .dispatched, .lapse: .closed],
        .dispatched: [.accept: .accepted, .undo: .created, .giveBack: .returned, .escalate: .escalated, .lapse: .closed],
        .accepted: [.begin: .verifying, .giveBack: .returned, .escalate: .escalated, .lapse: .closed],
        .verifying: [
            .confirm: .confirmed, .deny: .notConfirmed, .cannot: .cannotVerify, .giveBack: .returned, .escalate: .escalated, .lapse: .closed,
        ],
        .confirmed: [.rectify: .rectifying, .refuse: .returned, .escalate: .escalated],
        .notConfirmed: [.review: .reviewed, .refuse: .returned, .escalate: .escalated, .lapse: .closed],
        .cannotVerify: [.review: .reviewed, .refuse: .returned, .escalate: .escalated, .lapse: .closed],
        .rectifying: [.fix: .rectified, .escalate: .escalated, .lapse: .rectified],
        .rectified: [.review: .reviewed, .refuse: .rectifying, .escalate: .escalated],
        .reviewed: [.close: .closed, .refuse: .returned, .escalate: .escalated],
        .returned: [.dispatch: .dispatched, .lapse: .closed],
        .closed: [.reopen: .created],
    ]

    private static let plain = ClueState.allCases.filter { $0 != .escalated }

    @Test func everyStateAllowsWhatItsLineSaysAndNothingElse() throws {
        for state in Self.plain {
            let life = try #require(ClueLife(state: state, held: nil))
            for event in ClueEvent.allCases where event != .deadline && event != .evidence {
                let expected = Self.allowed[state]?[event]
                if let expected {
                    #expect(try life.after(event).state == expected, "\(state) \(event)")
                } else {
                    #expect(throws: ClueLife.Jump(from: state, event: event)) { try life.after(event) }
                }
            }
        }
    }

    @Test func aDeadlineMovesNoStateAndAClosedClueHasNone() throws {
        for state in Self.plain {
            let life = try #require(ClueLife(state: state, held: nil))
            #expect(life.allows(.deadline) == (state != .closed))
            #expect(try life.after(.evidence) == life)
        }
    }

    @Test func whatWasRaisedGoesOnWhereItWas() throws {
        for state in Self.plain {
            let life = try #require(ClueLife(state: state, held: nil))
            guard life.allows(.escalate) else { continue }
            let raised = try life.after(.escalate)
            #expect(raised.state == .escalated && raised.held == state)
            #expect(try raised.after(.resume) == life)
            #expect(!raised.allows(.escalate) && !raised.allows(.confirm) && !raised.allows(.review) && !raised.allows(.close))
            #expect(raised.allows(.dispatch) == state.isBeforeVerdict)
        }
    }

    @Test func aLifeThatCannotBeIsNotRead() {
        #expect(ClueLife(state: .escalated, held: nil) == nil)
        #expect(ClueLife(state: .created, held: .accepted) == nil)
        #expect(ClueLife(state: .escalated, held: .closed) == nil)
        #expect(ClueLife(state: .escalated, held: .escalated) == nil)
    }

    /// Random events: whatever happens, every step is one of the table, a closed clue is only opened again, and no verdict comes before a visit.
    @Test func noSequenceOfEventsJumps() throws {
        for _ in 0..<500 {
            var life = ClueLife()
            var path: [ClueState] = [.created]
            for _ in 0..<60 {
                guard let event = ClueEvent.allCases.randomElement() else { continue }
                let before = life
                do { life = try life.after(event) } catch {
                    #expect(life == before)
                    continue
                }
                if life.state != before.state { path.append(life.state) }
                #expect((life.state == .escalated) == (life.held != nil))
                if before.state == .closed { #expect(life.state == .created || life.state == .closed) }
                if [.confirmed, .notConfirmed, .cannotVerify].contains(life.state), before.state != life.state {
                    #expect(before.state == .verifying || before.held == life.state)
                }
                if life.state == .closed, before.state == .reviewed { #expect(event == .close) }
            }
            #expect(path.first == .created)
        }
    }

    @Test func everyEndCanBeReached() throws {
        var reached: Set<ClueState> = [.created]
        var front: [ClueLife] = [ClueLife()]
        var seen: Set<ClueLife> = [ClueLife()]
        while let life = front.popLast() {
            for event in ClueEvent.allCases {
                guard let next = try? life.after(event), seen.insert(next).inserted else { continue }
                reached.insert(next.state)
                front.append(next)
            }
        }
        #expect(reached == Set(ClueState.allCases))
    }

    @Test func eachStepHasItsDeadline() throws {
        let monday = try #require(CalendarDate(iso: "2026-11-23"))
        func due(_ event: ClueEvent, _ state: ClueState, before: String? = nil) throws -> String? {
            let life = try #require(ClueLife(state: state, held: nil))
            return ClueLimits.due(after: event, in: life, before: before.flatMap { CalendarDate(iso: $0) }, on: monday, days: .shipped)?.description
        }
        #expect(try due(.open, .created) == "2026-11-24")
        #expect(try due(.dispatch, .dispatched) == "2026-12-02")
        #expect(try due(.accept, .accepted, before: "2026-12-02") == "2026-12-02")
        #expect(try due(.confirm, .confirmed) == "2026-12-21")
        #expect(try due(.rectify, .rectifying, before: "2026-12-21") == "2026-12-21")
        #expect(try due(.deny, .notConfirmed) == "2026-11-30")
        #expect(try due(.close, .closed, before: "2026-11-30") == nil)
    }

    @Test func everyExplanationHasItsWords() {
        let log = DiagnosticLog()
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Clues/Codes/explanations.yaml")
        let read = Explanations(path: path.standardizedFileURL.path, log)
        #expect(!log.hasErrors)
        #expect(read.items == Explanations.shipped.items && read.items.count == 15)
        #expect(Set(read.items.map(\.code)).count == read.items.count)
        #expect(read.ordered(usual: ["dormant_licence"]).first?.code == "dormant_licence")
        #expect(read.ordered(usual: ["dormant_licence"]).count == read.items.count)
    }
}
