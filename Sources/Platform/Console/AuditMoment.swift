import Actions
import AuditLog
import Storage

/// A moment as typed on the command line, in the form the audit log writes.
struct AuditMoment {
    let moment: Moment

    init?(_ text: String) {
        guard let time = AuditTime(text) else { return nil }
        moment = Moment(milliseconds: time.milliseconds)
    }
}
