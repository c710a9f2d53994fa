import Actions
import HTTPTypes
import Logging

/// One line for each request: the declared path, the status, the time. No query, no address, no name, no number of a thing.
enum AccessLog {
    static func write(to log: Logger, _ arrival: Arrival, _ status: Int, _ time: Duration) {
        let milliseconds = Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
        log.info(
            "answered",
            metadata: [
                "request": "\(arrival.id)", "method": "\(arrival.method.rawValue)", "path": "\(arrival.template)", "status": "\(status)",
                "ms": "\((milliseconds * 100).rounded() / 100)", "account": "\(arrival.signedIn.map { String($0.actor.account) } ?? "-")",
            ])
    }

    /// A stream has two lines: the first when it began, this one when it ended.
    static func write(endOf tally: EventTally, to log: Logger, _ arrival: Arrival, _ time: Duration) {
        log.info(
            "a stream ended",
            metadata: [
                "request": "\(arrival.id)", "path": "\(arrival.template)", "end": "\(tally.end.rawValue)", "events": "\(tally.events)",
                "seconds": "\(time.components.seconds)", "account": "\(arrival.signedIn.map { String($0.actor.account) } ?? "-")",
            ])
    }
}
