import Basics

/// The secret in a session's cookie or in a machine's `Authorization` header: 256 random bits. The database holds only its digest; a plain
/// SHA-256 is enough for what nobody can guess.
package struct SessionToken: Sendable {
    package let text: String

    package init() { text = PlainBase64.encodeForAddress(.random(count: 32)) }

    package var digest: [UInt8] {
        get throws { try Self.digest(of: text) }
    }

    package static func digest(of text: String) throws -> [UInt8] { try SHA256Digest(of: Array("session:\(text)".utf8)).bytes }

    /// The secret every form of the session carries: follows from the token, so that it changes with it and is kept nowhere.
    package static func formSecret(of text: String) throws -> String {
        PlainBase64.encodeForAddress(try SHA256Digest(of: Array("form:\(text)".utf8)).bytes)
    }
}

/// Where a request comes from.
package struct Caller: Sendable, Hashable {
    /// As the server sees it, behind a trusted proxy the address the proxy tells.
    package let address: String
    /// What the browser says it is.
    package let agent: String
    package let request: String

    package init(address: String, agent: String, request: String) {
        self.address = address
        self.agent = agent
        self.request = request
    }

    /// The network the address lies in: /24 of IPv4, /64 of IPv6. Anything else is its own network.
    package var network: String {
        if address.contains(".") && !address.contains(":") { return address.split(separator: ".").prefix(3).joined(separator: ".") }
        guard address.contains(":") else { return address }
        let halves = address.split(separator: ":", maxSplits: .max, omittingEmptySubsequences: false).map(String.init)
        // Up to the first `::` all groups stand; what is left out there is zero.
        let head = halves.prefix { !$0.isEmpty }
        return (Array(head) + Array(repeating: "0", count: 4)).prefix(4).joined(separator: ":") + "::"
    }
}
