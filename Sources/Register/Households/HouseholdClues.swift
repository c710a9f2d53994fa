import Web

/// What there is of a household among the clues, as the room of clues tells it on the household's page.
package struct HouseholdClues: Codable, Sendable {
    package struct Line: Codable, Sendable {
        package var title: String
        package var link: String
        package var state: String
        package var mark: String
        package var due: String
        package init(title: String, link: String, state: String, mark: String, due: String) {
            (self.title, self.link, self.state, self.mark, self.due) = (title, link, state, mark, due)
        }
    }

    /// 未销号 2 条，共 5 条，其中属实 1 条.
    package var summary: String
    /// All of them.
    package var link: String?
    /// Those that are not closed.
    package var lines: [Line]
    package init(summary: String, link: String?, lines: [Line]) { (self.summary, self.link, self.lines) = (summary, link, lines) }
}

/// How the room of clues is asked about a household that the reader may see; nil for readers who may not see clues.
package typealias AskClues = @Sendable (_ household: Int64, _ visit: Visit) async throws -> HouseholdClues?
