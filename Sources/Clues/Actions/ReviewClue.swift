import Actions
import Basics
import Storage
import WorkOrders

/// Looks at a verdict, or at what was put right, and agrees or sends it back. Nobody reviews a verdict of their own.
package struct ReviewClue: ClueAct {
    package static let name = "clue.review"
    package static let permission = Permission.clueReview
    package var clue: Int64
    package var agree: Bool
    package var reason: String?
    package init(clue: Int64, agree: Bool, reason: String? = nil) { (self.clue, self.agree, self.reason) = (clue, agree, reason) }

    package func perform(in writing: Writing) throws -> ClueState {
        let book = ClueBook(writing)
        let clue = try found(book)
        let verdict = try writing.transaction.row("SELECT account FROM clue_verdicts WHERE clue = \(clue.id) ORDER BY id DESC LIMIT 1")
        if let account = try verdict?.integer("account"), account == writing.actor.account { throw Refusal.conflict(ClueProblems.ownVerdict) }
        let reason = agree ? reason.flatMap { $0.isEmpty ? nil : $0 } : try OrderBook.checked(reason)
        let isRectified = (clue.life.held ?? clue.state) == .rectified
        let taken: [String: any Bindable] = ["verdict": Verdict?.none, "explanation": String?.none]
        // A verdict that was refused no longer stands, and no longer counts for its rule; what was put right badly is only to be done again.
        let after = try book.step(book.resumed(clue), agree ? .review : .refuse, reason: reason, agree || isRectified ? [:] : taken)
        if !agree, isRectified, let reason {
            try writing.insert(
                into: .clueRectifications,
                ["clue": clue.id, "way": "register", "asked": reason, "began_ms": writing.now, "began_by": writing.actor.account])
        }
        try writing.insert(
            into: .clueReviews,
            [
                "clue": clue.id, "kind": "review", "level": writing.actor.scope.region.level.name, "result": agree ? "agreed" : "refused",
                "reason": reason, "at_ms": writing.now, "account": writing.actor.account,
            ])
        return after.state
    }
}

/// Closes reviewed clues (销号), as many as were chosen or all that wait in the region looked at.
package struct CloseClues: Action {
    package static let name = "clue.close"
    package static let permission = Permission.clueDecide
    package var clues: [Int64]
    package var all: Bool
    package var reason: String
    package init(clues: [Int64] = [], all: Bool = false, reason: String) { (self.clues, self.all, self.reason) = (clues, all, reason) }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Int64 {
        let reason = try OrderBook.checked(reason)
        let chosen: SQL = all ? "TRUE" : "c.id IN \(list: Set(clues).sorted().prefix(OrderBook.most))"
        let waiting = try writing.transaction.rows(
            """
            SELECT \(sql: Clue.columns) FROM clues c
            WHERE \(within: writing.reading.scope, "c.region") AND (c.state = 'reviewed' OR (c.state = 'escalated' AND c.held = 'reviewed'))
              AND \(sql: chosen)
              AND NOT EXISTS (SELECT 1 FROM clue_reviews w WHERE w.clue = c.id AND w.result = 'waiting')
            ORDER BY c.region, c.id LIMIT \(OrderBook.most)
            """
        ).map(Clue.init)
        guard !waiting.isEmpty else { throw Refusal.invalid("clues", ClueProblems.nothingChosen) }
        let book = ClueBook(writing)
        for clue in waiting { try book.step(book.resumed(clue), .close, reason: reason) }
        writing.note("clues", Int64(waiting.count))
        return Int64(waiting.count)
    }
}

/// Draws by lot from what the level below has verified: a share of the verdicts of one kind that are reviewed or closed, to be looked at again.
package struct DrawSample: Action {
    package static let name = "clue.sample"
    package static let permission = Permission.clueDecide
    /// Clues that a lot is drawn from.
    static let most = 20_000
    package var verdict: Verdict
    package var percent: Int
    package init(verdict: Verdict, percent: Int) { (self.verdict, self.percent) = (verdict, percent) }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Int64 {
        guard (1...100).contains(percent) else { throw Refusal.invalid("percent", ClueProblems.percentWrong) }
        let ids = try writing.transaction.rows(
            """
            SELECT c.id FROM clues c
            WHERE \(within: writing.reading.scope, "c.region") AND c.verdict = \(verdict) AND c.state IN ('reviewed', 'closed')
              AND NOT EXISTS (SELECT 1 FROM clue_reviews w WHERE w.clue = c.id AND w.kind = 'sample')
            ORDER BY c.id DESC LIMIT \(Self.most)
            """
        ).map { try $0.integer("id") }
        guard !ids.isEmpty else { throw Refusal.invalid("percent", ClueProblems.nothingChosen) }
        let count = max(1, ids.count * percent / 100)
        for id in ids.shuffled().prefix(count).sorted() {
            try writing.insert(
                into: .clueReviews,
                [
                    "clue": id, "kind": "sample", "level": writing.actor.scope.region.level.name, "result": "waiting", "drawn_ms": writing.now,
                    "drawn_by": writing.actor.account,
                ])
        }
        writing.note("drawn", Int64(count))
        return Int64(count)
    }
}

/// Says of a clue that was drawn whether the verdict holds. One that does not is opened again or sent back.
package struct JudgeSample: ClueAct {
    package static let name = "clue.judgeSample"
    package static let permission = Permission.clueDecide
    package var clue: Int64
    package var agree: Bool
    package var reason: String?
    package init(clue: Int64, agree: Bool, reason: String? = nil) { (self.clue, self.agree, self.reason) = (clue, agree, reason) }

    package func perform(in writing: Writing) throws -> ClueState {
        let book = ClueBook(writing)
        let clue = try found(book)
        guard let row = try writing.transaction.row("SELECT id FROM clue_reviews WHERE clue = \(clue.id) AND result = 'waiting'") else {
            throw Refusal.conflict(ClueProblems.jump)
        }
        let reason = agree ? reason : try OrderBook.checked(reason)
        try writing.change(
            .clueReviews, id: row.integer("id"),
            ["result": agree ? "agreed" : "refused", "reason": reason, "at_ms": writing.now, "account": writing.actor.account])
        guard !agree else { return clue.state }
        let taken: [String: any Bindable] = ["verdict": Verdict?.none, "explanation": String?.none]
        if clue.state == .closed {
            return try book.step(
                clue, .reopen, reason: reason,
                taken.merging(["times": clue.times + 1, "work_order": Int64?.none, "lapsed_run": Int64?.none]) { $1 }
            ).state
        }
        return try book.step(book.resumed(clue), .refuse, reason: reason, taken).state
    }
}
