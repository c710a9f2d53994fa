import Actions

extension Permission {
    /// Seeing what followed confirmed clues: whose money, which office.
    package static let measureRead = Permission("measure.read")
    /// Beginning, continuing and ending what follows a confirmed clue.
    package static let measureAct = Permission("measure.act")
    /// What is overdue where, how verdicts are given, the weekly bulletin: counts and posts, nobody of the register.
    package static let supervisionRead = Permission("supervision.read")
    /// Urgings that concern one's own region.
    package static let urgingRead = Permission("urging.read")
    /// Urging those below.
    package static let urgingSend = Permission("urging.send")
    /// Answering one that was sent to one's own office.
    package static let urgingReply = Permission("urging.reply")
}
