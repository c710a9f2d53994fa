import Actions

extension Permission {
    /// Seeing clues of one's own region with their evidence.
    package static let clueRead = Permission("clue.read")
    /// Counts of clues without their people: progress, precision of rules and sources.
    package static let clueFigures = Permission("clue.figures")
    /// Going there and saying whether it is so.
    package static let clueVerify = Permission("clue.verify")
    /// Giving clues out and taking them back.
    package static let clueDispatch = Permission("clue.dispatch")
    /// Looking at verdicts of the level below; agreeing or sending back; putting right.
    package static let clueReview = Permission("clue.review")
    /// Closing what was reviewed, drawing samples, taking up what a run found.
    package static let clueDecide = Permission("clue.decide")
}
