/// What a page shows, as plain values: its template draws it, and the JSON answer carries the very same value as `data`.
///
/// Texts that need the reader's language, and numbers, dates and money as they are read, stand in it ready made.
package protocol PageModel: Codable, Sendable {
    /// The file name of the template without `.mustache`; unique among all rooms.
    static var template: String { get }
    /// One filled example, for the tests that draw every page.
    static var specimen: Self { get }
    /// What changes when the page's content does; gives the weak ETag. nil when the page is never the same twice.
    var version: Int64? { get }
}

extension PageModel {
    package var version: Int64? { nil }
}

/// A page of a list: 18 to 50 rows and the way to the next ones.
package protocol ListModel: PageModel {
    /// The `after=` of the next page; nil on the last one. Never personal data.
    var next: String? { get }
}
