import Actions
import Basics
import Register
import Storage
import WorkOrders

/// Begins to put right what a confirmed clue says: by a change of the register.
package struct BeginRectifying: ClueAct {
    package static let name = "clue.rectify"
    package static let permission = Permission.clueReview
    package var clue: Int64
    /// What has to be done.
    package var asked: String
    package init(clue: Int64, asked: String) { (self.clue, self.asked) = (clue, asked) }

    package func perform(in writing: Writing) throws -> ClueState {
        let asked = try OrderBook.checked(asked)
        let book = ClueBook(writing)
        let clue = try found(book)
        let after = try book.step(book.resumed(clue), .rectify, reason: asked)
        try writing.insert(
            into: .clueRectifications,
            ["clue": clue.id, "way": "register", "asked": asked, "began_ms": writing.now, "began_by": writing.actor.account])
        return after.state
    }
}

/// Says that it was put right, by a change of the register that was recorded for the household after the verdict.
package struct FinishRectifying: ClueAct {
    package static let name = "clue.rectified"
    package static let permission = Permission.clueReview
    package var clue: Int64
    /// `register_changes.id`; the latest one when not said.
    package var change: Int64?
    package var done: String
    package init(clue: Int64, change: Int64? = nil, done: String) { (self.clue, self.change, self.done) = (clue, change, done) }

    package func perform(in writing: Writing) throws -> ClueState {
        let done = try OrderBook.checked(done)
        let book = ClueBook(writing)
        let clue = try book.resumed(found(book))
        let open = try writing.transaction.rows(
            "SELECT id, way FROM clue_rectifications WHERE clue = \(clue.id) AND ended_ms IS NULL ORDER BY id DESC")
        guard try !open.contains(where: { try $0.text("way") == "department" }) else { throw Refusal.conflict(ClueProblems.askedAlready) }
        var chosen: Int64?
        if let household = clue.household {
            let changes = try HouseholdChangesSince.find(household, since: verdictTime(clue, writing), in: writing.reading)
            guard let found = change.map({ wanted in changes.first { $0.id == wanted } }) ?? changes.last else {
                throw Refusal.invalid("change", ClueProblems.noChange)
            }
            chosen = found.id
        }
        let ended: [String: any Bindable] = ["change": chosen, "ended_ms": writing.now, "ended_by": writing.actor.account, "done": done]
        if let row = open.first {
            try writing.change(.clueRectifications, id: row.integer("id"), ended)
        } else {
            // The department sent the question back, and the register was changed instead.
            let begun: [String: any Bindable] = [
                "clue": clue.id, "way": "register", "asked": done, "began_ms": writing.now, "began_by": writing.actor.account,
            ]
            try writing.insert(into: .clueRectifications, begun.merging(ended) { $1 })
        }
        return try book.step(clue, .fix, reason: done).state
    }

    private func verdictTime(_ clue: Clue, _ writing: Writing) throws -> Moment {
        try writing.transaction.row("SELECT MAX(at_ms) AS at FROM clue_verdicts WHERE clue = \(clue.id)")?.optionalMoment("at") ?? clue.opened
    }
}

/// Asks a department to look at its own data: what it sent was wrong, or has changed since. Its officers find it among their work.
package struct AskDepartment: ClueAct {
    package static let name = "clue.askDepartment"
    package static let permission = Permission.clueReview
    /// Working days a department has to answer.
    static let limit = 10
    package var clue: Int64
    package var asked: String
    /// One of the rule's datasets by name (`vehicles`); its first when not said.
    package var source: String?
    /// Departments and folders by the names of datasets; given by the room, never sent.
    package var places: [String: ClueSource] = [:]
    private enum CodingKeys: String, CodingKey { case clue, asked, source }

    package init(clue: Int64, asked: String, source: String? = nil, places: [String: ClueSource]) {
        (self.clue, self.asked, self.source, self.places) = (clue, asked, source, places)
    }

    package func perform(in writing: Writing) throws -> ClueState {
        let asked = try OrderBook.checked(asked)
        let book = ClueBook(writing)
        var clue = try found(book)
        guard clue.verdict != nil else { throw Refusal.conflict(ClueProblems.jump) }
        let sources =
            try writing.transaction.row("SELECT sources FROM clue_rules WHERE id = \(clue.rule)")?.text("sources")
            .split(separator: ",").map(String.init) ?? []
        let wanted = source.flatMap { $0.isEmpty ? nil : $0 }
        guard let name = sources.first(where: { places[$0] != nil && (wanted == nil || $0 == wanted) }), let place = places[name] else {
            throw Refusal.invalid("source", ClueProblems.noDepartment)
        }
        let orders = OrderBook(writing)
        let subject = "clue/\(clue.id)"
        guard try orders.open(ClueWork.data, of: [subject]).isEmpty else { throw Refusal.conflict(ClueProblems.askedAlready) }
        // A department works for the county, not for a village.
        let region = clue.region.ancestor(at: .county) ?? clue.region
        let due = WorkingDays.shipped.day(Self.limit, after: writing.today)
        let order = try orders.dispatch(
            [
                NewOrder(
                    kind: ClueWork.data, subject: subject, region: region, department: place.department, dataset: place.folder, due: due)
            ], kind: ClueWork.data, reason: asked
        ).ids[0]
        if (clue.life.held ?? clue.state) == .confirmed { clue = try book.step(book.resumed(clue), .rectify, reason: asked) }
        try writing.insert(
            into: .clueRectifications,
            [
                "clue": clue.id, "way": "department", "asked": asked, "work_order": order, "began_ms": writing.now,
                "began_by": writing.actor.account,
            ])
        return clue.state
    }
}

/// A dataset that clues rest on: whose it is.
package struct ClueSource: Sendable, Hashable {
    package var name: String
    /// `public-security/vehicles`.
    package var folder: String
    package var department: String
    package var titleZh: String
    package var titleEn: String
    package var publisherZh: String
    package var publisherEn: String

    package init(
        name: String, folder: String, department: String, titleZh: String, titleEn: String, publisherZh: String, publisherEn: String
    ) {
        (self.name, self.folder, self.department) = (name, folder, department)
        (self.titleZh, self.titleEn, self.publisherZh, self.publisherEn) = (titleZh, titleEn, publisherZh, publisherEn)
    }
}
