/// A value that is masked by default, and where it is shown: `{{#phone}}{{>masked}}{{/phone}}`.
package struct Masked: Codable, Sendable, Hashable {
    /// As everybody sees it: `138****2046`.
    package var masked: String
    /// The path of the act that shows it, which asks for a purpose; nil for those who may not.
    package var reveal: String?

    package init(_ masked: String, reveal: String? = nil) {
        self.masked = masked
        self.reveal = reveal
    }
}
