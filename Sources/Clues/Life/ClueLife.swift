/// The life of one clue as a pure value: what may follow what. There is no other way from one state to another.
package struct ClueLife: Sendable, Hashable {
    package let state: ClueState
    /// What an escalated clue was before it was raised; nil for every other.
    package let held: ClueState?

    /// A new clue.
    package init() { (state, held) = (.created, nil) }

    /// A life as it is stored; nil for one that cannot be.
    package init?(state: ClueState, held: ClueState?) {
        guard (state == .escalated) == (held != nil), held.map(Self.canBeRaised) ?? true else { return nil }
        (self.state, self.held) = (state, held)
    }

    private init(_ state: ClueState, holding held: ClueState? = nil) { (self.state, self.held) = (state, held) }

    /// A step that the life does not allow.
    package struct Jump: Error, Sendable, Hashable {
        package let from: ClueState
        package let event: ClueEvent
    }

    /// The life after an event. Throws for everything that is not in the table.
    package func after(_ event: ClueEvent) throws(Jump) -> ClueLife {
        if let held {
            switch event {
            case .resume: return ClueLife(held)
            case .dispatch where held.isBeforeVerdict: return ClueLife(.dispatched)
            case .giveBack where held.isBeforeVerdict: return ClueLife(.returned)
            case .undo where held == .dispatched: return ClueLife(.created)
            case .lapse: return try ClueLife(held).after(.lapse)
            case .deadline, .evidence: return self
            default: throw Jump(from: state, event: event)
            }
        }
        switch event {
        case .escalate where Self.canBeRaised(state): return ClueLife(.escalated, holding: state)
        case .deadline where state != .closed, .evidence: return self
        default: break
        }
        guard let next = Self.steps[state]?[event] else { throw Jump(from: state, event: event) }
        return ClueLife(next)
    }

    package func allows(_ event: ClueEvent) -> Bool { (try? after(event)) != nil }

    /// What may be raised when it is overdue: whatever somebody should have done.
    private static func canBeRaised(_ state: ClueState) -> Bool {
        switch state {
        case .dispatched, .accepted, .verifying, .confirmed, .notConfirmed, .cannotVerify, .rectifying, .rectified, .reviewed: true
        case .created, .returned, .closed, .escalated: false
        }
    }

    /// The table. A verdict of "confirmed" is a finding and does not end because the data changed: being put right is then only found to be done.
    private static let steps: [ClueState: [ClueEvent: ClueState]] = [
        .created: [.dispatch: .dispatched, .lapse: .closed],
        .dispatched: [.accept: .accepted, .undo: .created, .giveBack: .returned, .lapse: .closed],
        .accepted: [.begin: .verifying, .giveBack: .returned, .lapse: .closed],
        .verifying: [.confirm: .confirmed, .deny: .notConfirmed, .cannot: .cannotVerify, .giveBack: .returned, .lapse: .closed],
        .confirmed: [.rectify: .rectifying, .refuse: .returned],
        .notConfirmed: [.review: .reviewed, .refuse: .returned, .lapse: .closed],
        .cannotVerify: [.review: .reviewed, .refuse: .returned, .lapse: .closed],
        .rectifying: [.fix: .rectified, .lapse: .rectified],
        .rectified: [.review: .reviewed, .refuse: .rectifying],
        .reviewed: [.close: .closed, .refuse: .returned],
        .returned: [.dispatch: .dispatched, .lapse: .closed],
        .closed: [.reopen: .created],
    ]
}
