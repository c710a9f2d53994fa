import Storage

/// Where a clue stands (handbook §3.6). Overdue is no state of its own: it is a deadline that has passed.
package enum ClueState: String, Sendable, Codable, CaseIterable, Bindable {
    /// Found by a run; waits to be given out.
    case created
    /// Given to a place, with a deadline.
    case dispatched
    case accepted
    /// Somebody is at it: the visit has begun.
    case verifying
    /// What the data says is so.
    case confirmed
    /// It is not so, for a reason of the list.
    case notConfirmed
    /// Nobody could find out.
    case cannotVerify
    /// Being put right: the register, or a department's data.
    case rectifying
    case rectified
    /// The level above has looked at the verdict and agrees.
    case reviewed
    /// 销号.
    case closed
    /// Sent back by whoever was to verify it, or refused by whoever reviewed it: to be given out again.
    case returned
    /// Overdue and raised to the level above; what it was before is held (`ClueLife.held`).
    case escalated

    /// Before anybody has said whether it is so.
    package var isBeforeVerdict: Bool {
        switch self {
        case .created, .dispatched, .accepted, .verifying, .returned: true
        default: false
        }
    }
}

/// What happens to a clue.
package enum ClueEvent: String, Sendable, Codable, CaseIterable, Bindable {
    case open, dispatch, undo, accept, begin, confirm, deny, cannot, rectify, fix, review, refuse, close, reopen, giveBack, escalate, resume
    /// A run no longer finds it.
    case lapse
    /// The deadline was moved, the state stays.
    case deadline
    /// A run finds it again with other figures, the state stays.
    case evidence
}
