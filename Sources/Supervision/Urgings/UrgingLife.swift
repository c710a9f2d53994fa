import Storage

/// Where an urging stands.
package enum UrgingState: String, Sendable, Codable, CaseIterable, Bindable {
    /// Waits for a reply.
    case open
    /// Replied to; whoever urged has not looked yet.
    case answered
    /// Done with: the reply was taken, or the urging taken back.
    case closed
}

/// What happens to an urging.
package enum UrgingEvent: String, Sendable, Codable, CaseIterable, Bindable {
    case send, reply
    /// The reply is taken.
    case accept
    /// The reply is not enough: to be answered again until a new day.
    case refuse
    case withdraw
    /// The deadline was moved, with the reason.
    case deadline
}

/// The life of one urging as a pure value.
package enum UrgingLife {
    package struct Jump: Error, Sendable, Hashable {
        package let from: UrgingState
        package let event: UrgingEvent
    }

    package static func after(_ event: UrgingEvent, from state: UrgingState) throws(Jump) -> UrgingState {
        switch (state, event) {
        case (.open, .reply): return .answered
        case (.open, .withdraw): return .closed
        case (.open, .deadline): return .open
        case (.answered, .accept): return .closed
        case (.answered, .refuse): return .open
        default: throw Jump(from: state, event: event)
        }
    }
}
