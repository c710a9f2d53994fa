/// Events on their way out, for as long as somebody listens.
struct EventAnswer: Sendable {
    /// Runs until the room has no more to say, giving each event to `send`.
    let tell: @Sendable (_ send: @Sendable (ServerEvent) async throws -> Void) async throws -> Void

    init<Events: AsyncSequence & Sendable>(_ events: Events) where Events.Element == ServerEvent {
        tell = { send in for try await event in events { try await send(event) } }
    }
}

/// Why a stream came to its end; it stands in the log.
enum EventEnd: String, Sendable {
    /// The room has no more to say.
    case told
    /// The listener has gone, or the program is told to stop.
    case left
    /// The session has ended, or the account may no longer see what it saw.
    case shut
    case failed
}
