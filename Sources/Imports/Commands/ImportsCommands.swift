import Foundation

/// What the room adds to the program's command line; Platform wires it in.
package enum ImportsCommands {
    /// `youshu read-delivery`: the worker. Must be called before anything else of the program runs, so that nothing personal is near.
    package static func readDelivery() -> Int32 { ReadDelivery.main() }

    /// `youshu import FILE --source … --period … --server …`.
    package static func sendFile(_ order: SendOrder) async throws -> SendAnswer { try await DeliverySending(order).run() }
}

/// One file to hand over from the command line.
package struct SendOrder: Sendable {
    package var file: String
    package var source: String
    package var period: String
    /// 12 digits; the account's own region if nil.
    package var region: String?
    /// `http://host:port`, `https://…` or `unix:/path/of/socket`.
    package var server: String
    package var token: String

    package init(file: String, source: String, period: String, region: String?, server: String, token: String) {
        (self.file, self.source, self.period) = (file, source, period)
        (self.region, self.server, self.token) = (region, server, token)
    }
}

/// What the server said.
package struct SendAnswer: Sendable {
    package var status: Int
    /// JSON: the outcome, or a problem (RFC 9457).
    package var body: String
    package var isAccepted: Bool { (200..<300).contains(status) }
}
