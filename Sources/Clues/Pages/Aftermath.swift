import Web

/// What followed a clue, as the room above tells it on the clue's page.
package struct Aftermath: Codable, Sendable {
    package struct Line: Codable, Sendable {
        package var title: String
        package var link: String
        package var detail: String
        package var state: String
        package var mark: String
        /// The deadline, or the day it ended.
        package var due: String
        package init(title: String, link: String, detail: String, state: String, mark: String, due: String) {
            (self.title, self.link, self.detail, self.state, self.mark, self.due) = (title, link, detail, state, mark, due)
        }
    }

    /// What may be begun.
    package struct Begin: Codable, Sendable {
        package var name: String
        package var link: String
        package init(name: String, link: String) { (self.name, self.link) = (name, link) }
    }

    package var lines: [Line]
    package var begin: [Begin]
    package init(lines: [Line], begin: [Begin]) { (self.lines, self.begin) = (lines, begin) }
}

/// How the room above is asked what followed a clue; nil where the reader may not see it or nothing can follow.
package typealias AskAftermath = @Sendable (Clue, Visit) async throws -> Aftermath?
