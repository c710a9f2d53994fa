/// One event of a stream, as `text/event-stream` carries it (HTML Living Standard, "Server-sent events").
package struct ServerEvent: Sendable, Hashable {
    /// What the listener listens for: lower-case words with hyphens.
    package let name: String
    /// Any text; each of its lines becomes a `data:` line and comes back joined by line feeds.
    package let data: String

    package init(_ name: String, data: String) {
        self.name = name
        self.data = data
    }

    /// An event whose data is a value as the API writes it.
    package init(_ name: String, json content: some Encodable) throws {
        self.init(name, data: String(decoding: JSONText.bytes(of: try PageValueEncoder.value(of: content)), as: UTF8.self))
    }

    /// As it goes over the wire. A line break within the name would begin another field, so it is left out.
    var bytes: [UInt8] {
        var text = "event: \(name.filter { !$0.isNewline })\n"
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { text += "data: \(line)\n" }
        return Array((text + "\n").utf8)
    }

    /// A comment that only says that the line still stands.
    static let heartbeat = Array(": \n\n".utf8)

    /// The first bytes of a stream: how long a browser waits before it comes again when the line broke, in milliseconds.
    static let opening = Array("retry: 3000\n\n".utf8)
}
