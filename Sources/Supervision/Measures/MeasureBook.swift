import Actions
import Basics
import Storage

/// Writes what happens to measures inside an action's transaction: the one way in which a measure changes. Each event is a row with who, when and why;
/// money is only ever added to by entries with their sign, so that the sums of the entries are the amounts at any moment.
struct MeasureBook {
    let writing: Writing
    init(_ writing: Writing) { self.writing = writing }

    func found(_ id: Int64) throws -> Measure {
        guard let measure = try Measure.find(id, in: writing.transaction.reader) else { throw Refusal.notFound }
        writing.subject = "measure/\(id)"
        return measure
    }

    /// What stands on an entry beside its event.
    struct Entry {
        var reason: String?
        var change = MeasureLife.Change()
        var receipt: String?
        var day: CalendarDate?
        var reverses: Int64?
        var before: CalendarDate?
        var after: CalendarDate?
    }

    /// Keeps a measure's life after an event, with further columns and the entry that tells of it.
    @discardableResult
    func keep(_ measure: Measure, _ life: MeasureLife, _ event: MeasureEvent, _ entry: Entry, _ columns: [String: any Bindable] = [:]) throws
        -> Measure
    {
        var values = columns
        values["state"] = life.state.rawValue
        values["due"] = life.due
        values["paid"] = life.paid
        // As values: an optional that is nil would take the column out of the dictionary instead of emptying it.
        values["ended_ms"] = life.state == .open ? Value.null : (measure.ended ?? writing.now).value
        values["ended_by"] = life.state == .open ? Value.null : Value.integer(writing.actor.account)
        try writing.change(.measures, id: measure.id, values)
        try write(measure.id, event, entry)
        writing.note("measure", event.rawValue)
        return try found(measure.id)
    }

    func write(_ measure: Int64, _ event: MeasureEvent, _ entry: Entry) throws {
        try writing.insert(
            into: .measureEntries,
            [
                "measure": measure, "event": event, "at_ms": writing.now, "account": writing.actor.account, "reason": entry.reason,
                "due_change": entry.change.due, "paid_change": entry.change.paid, "receipt": entry.receipt, "on_day": entry.day,
                "reverses": entry.reverses, "deadline_before": entry.before, "deadline_after": entry.after,
            ])
    }

    /// A text as typed: not empty, not endless.
    static func text(_ text: String?, _ field: String, most: Int = 200) throws -> String {
        let text = (text ?? "").trimmed
        guard !text.isEmpty, text.count <= most else { throw Refusal.invalid(field, MeasureProblems.textMissing) }
        return text
    }

    /// A reason, or nil for an empty one where none is needed.
    static func reason(_ reason: String?) throws -> String? {
        let reason = (reason ?? "").trimmed
        guard reason.count <= 500 else { throw Refusal.invalid("reason", MeasureProblems.reasonMissing) }
        return reason.isEmpty ? nil : reason
    }

    /// An amount as typed in yuan, in fen.
    static func fen(_ text: String, _ field: String) throws -> Int64 {
        do { return try Money(text).fen } catch { throw Refusal.invalid(field, MeasureProblems.amount) }
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
