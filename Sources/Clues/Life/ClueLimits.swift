import Basics
import WorkOrders

/// Working days that each step has (defaults of handbook §3.6; a dispatch may name another number for the visit).
package enum ClueLimits {
    package static let dispatch = 1
    package static let verify = 7
    package static let rectify = 20
    package static let review = 5

    /// The deadline after an event on a day; nil for a closed clue. What is not named keeps its deadline.
    package static func due(after event: ClueEvent, in life: ClueLife, before: CalendarDate?, on day: CalendarDate, days: WorkingDays)
        -> CalendarDate?
    {
        if life.state == .closed { return nil }
        let limit: Int? =
            switch event {
            case .open, .reopen, .undo, .giveBack: dispatch
            case .refuse: life.state == .rectifying ? rectify : dispatch
            case .dispatch: verify
            case .confirm: rectify
            case .deny, .cannot, .fix: review
            case .review: review
            case .lapse: life.state == .rectified ? review : nil
            case .accept, .begin, .rectify, .close, .escalate, .resume, .deadline, .evidence: nil
            }
        return limit.map { days.day($0, after: day) } ?? before ?? days.day(dispatch, after: day)
    }
}
