/// How streams of events are kept here.
package struct EventHabits: Sendable {
    /// After so long without an event a comment is sent, so that proxies and browsers know that the line stands.
    package var heartbeat: Duration
    /// So often it is asked again whether the listener may still listen: a stream outlives the right to it by no more than this.
    package var ask: Duration
    /// Streams of one account at once.
    package var perAccount: Int
    /// Streams of everybody together.
    package var inAll: Int

    package init(heartbeat: Duration = .seconds(15), ask: Duration = .seconds(15), perAccount: Int = 6, inAll: Int = 512) {
        self.heartbeat = heartbeat
        self.ask = ask
        self.perAccount = perAccount
        self.inAll = inAll
    }
}
