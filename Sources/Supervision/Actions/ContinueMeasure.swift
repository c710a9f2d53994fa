import Actions
import Basics
import Register
import Storage

/// An act on one measure: its place is the measure's, its version the entry that last wrote it.
protocol MeasureAct: Action where Outcome == MeasureLife.State {
    var measure: Int64 { get }
}

extension MeasureAct {
    package static var permission: Permission { .measureAct }
    package func place(in reading: Reading) throws -> RegionCode? { try Measure.find(measure, in: reading.reader)?.region }
    package func version(in reading: Reading) throws -> Int64? { try Measure.find(measure, in: reading.reader)?.leaf }

    /// Lets the life take a step; its faults are told at the field.
    func step(_ life: inout MeasureLife, _ field: String, _ body: (inout MeasureLife) throws -> MeasureLife.Change) throws -> MeasureLife.Change {
        do { return try body(&life) } catch let fault as MeasureLife.Fault { throw MeasureProblems.of(fault, field) }
    }

    func day(_ day: CalendarDate?, _ field: String, _ writing: Writing) throws -> CalendarDate {
        let day = day ?? writing.today
        guard day <= writing.today else { throw Refusal.invalid(field, MeasureProblems.dayAhead) }
        return day
    }
}

/// Says anew how much has to be paid back.
package struct CorrectDue: MeasureAct {
    package static let name = "measure.correctDue"
    package var measure: Int64
    package var amount: String
    package var reason: String
    package init(measure: Int64, amount: String, reason: String) { (self.measure, self.amount, self.reason) = (measure, amount, reason) }

    package func perform(in writing: Writing) throws -> MeasureLife.State {
        let book = MeasureBook(writing)
        let found = try book.found(measure)
        let reason = try MeasureBook.reason(reason)
        let fen = try MeasureBook.fen(amount, "amount")
        var life = found.life
        let change = try step(&life, "amount") { try $0.set(due: fen, isExplained: reason != nil) }
        return try book.keep(found, life, .due, .init(reason: reason, change: change)).life.state
    }
}

/// Records money that came, with its receipt.
package struct RecordPayment: MeasureAct {
    package static let name = "measure.recordPayment"
    package var measure: Int64
    /// In yuan.
    package var amount: String
    package var receipt: String
    /// The day it was paid; today when not said.
    package var on: CalendarDate?
    /// Needed when more comes than was due.
    package var reason: String?
    package init(measure: Int64, amount: String, receipt: String, on: CalendarDate? = nil, reason: String? = nil) {
        (self.measure, self.amount, self.receipt, self.on, self.reason) = (measure, amount, receipt, on, reason)
    }

    package func perform(in writing: Writing) throws -> MeasureLife.State {
        let book = MeasureBook(writing)
        let found = try book.found(measure)
        let reason = try MeasureBook.reason(reason)
        let receipt = receipt.trimmed
        guard !receipt.isEmpty, receipt.count <= 60 else { throw Refusal.invalid("receipt", MeasureProblems.receiptMissing) }
        let fen = try MeasureBook.fen(amount, "amount")
        let day = try day(on, "on", writing)
        var life = found.life
        let change = try step(&life, "amount") { try $0.pay(fen, isExplained: reason != nil) }
        return try book.keep(found, life, .pay, .init(reason: reason, change: change, receipt: receipt, day: day)).life.state
    }
}

/// Takes back a payment that was entered wrongly, by an entry of its own. The payment stays where it is.
package struct ReversePayment: MeasureAct {
    package static let name = "measure.reversePayment"
    package var measure: Int64
    /// The payment: `measure_entries.id`.
    package var entry: Int64
    package var reason: String
    package init(measure: Int64, entry: Int64, reason: String) { (self.measure, self.entry, self.reason) = (measure, entry, reason) }

    package func perform(in writing: Writing) throws -> MeasureLife.State {
        let book = MeasureBook(writing)
        let found = try book.found(measure)
        let reason = try MeasureBook.reason(reason)
        let row = try writing.transaction.row(
            """
            SELECT e.paid_change FROM measure_entries e WHERE e.id = \(entry) AND e.measure = \(measure) AND e.event = 'pay'
            AND NOT EXISTS (SELECT 1 FROM measure_entries r WHERE r.reverses = e.id)
            """)
        guard let fen = try row?.integer("paid_change") else { throw Refusal.conflict(MeasureProblems.jump) }
        var life = found.life
        let change = try step(&life, "reason") { try $0.reverse(fen, isExplained: reason != nil) }
        return try book.keep(found, life, .reverse, .init(reason: reason, change: change, reverses: entry)).life.state
    }
}

/// Keeps what the other authority answered.
package struct RecordAnswer: MeasureAct {
    package static let name = "measure.recordAnswer"
    package var measure: Int64
    package var answer: String
    package var on: CalendarDate?
    package init(measure: Int64, answer: String, on: CalendarDate? = nil) { (self.measure, self.answer, self.on) = (measure, answer, on) }

    package func perform(in writing: Writing) throws -> MeasureLife.State {
        let book = MeasureBook(writing)
        let found = try book.found(measure)
        let answer = try MeasureBook.text(answer, "answer", most: 500)
        guard found.kind == .referral, found.life.state == .open else { throw Refusal.conflict(MeasureProblems.jump) }
        let day = try day(on, "on", writing)
        return try book.keep(found, found.life, .answer, .init(reason: answer, day: day), ["answer": answer]).life.state
    }
}

/// Keeps what was done meanwhile.
package struct NoteMeasure: MeasureAct {
    package static let name = "measure.note"
    package var measure: Int64
    package var reason: String
    package init(measure: Int64, reason: String) { (self.measure, self.reason) = (measure, reason) }

    package func perform(in writing: Writing) throws -> MeasureLife.State {
        let book = MeasureBook(writing)
        let found = try book.found(measure)
        guard found.life.state == .open else { throw Refusal.conflict(MeasureProblems.jump) }
        guard let reason = try MeasureBook.reason(reason) else { throw Refusal.invalid("reason", MeasureProblems.reasonMissing) }
        return try book.keep(found, found.life, .note, .init(reason: reason)).life.state
    }
}

/// Moves a measure's deadline. It never moves without a reason and an entry that says so.
package struct MoveMeasureDeadline: MeasureAct {
    package static let name = "measure.moveDeadline"
    package var measure: Int64
    package var due: CalendarDate
    package var reason: String
    package init(measure: Int64, due: CalendarDate, reason: String) { (self.measure, self.due, self.reason) = (measure, due, reason) }

    package func perform(in writing: Writing) throws -> MeasureLife.State {
        let book = MeasureBook(writing)
        let found = try book.found(measure)
        guard found.life.state == .open else { throw Refusal.conflict(MeasureProblems.jump) }
        guard let reason = try MeasureBook.reason(reason) else { throw Refusal.invalid("reason", MeasureProblems.reasonMissing) }
        guard due >= writing.today, due != found.deadline else { throw Refusal.invalid("due", MeasureProblems.dayPast) }
        return try book.keep(found, found.life, .deadline, .init(reason: reason, before: found.deadline, after: due), ["due_on": due]).life.state
    }
}

/// Ends a measure: carried out, or given up. A removal names the change of the register that took the household off.
package struct EndMeasure: MeasureAct {
    package static let name = "measure.end"
    package var measure: Int64
    /// False to give it up.
    package var done: Bool
    package var reason: String
    package init(measure: Int64, done: Bool, reason: String) { (self.measure, self.done, self.reason) = (measure, done, reason) }

    package func perform(in writing: Writing) throws -> MeasureLife.State {
        let book = MeasureBook(writing)
        let found = try book.found(measure)
        let reason = try MeasureBook.reason(reason)
        var life = found.life
        guard done else {
            _ = try step(&life, "reason") {
                try $0.drop(isExplained: reason != nil); return .init()
            }
            return try book.keep(found, life, .drop, .init(reason: reason)).life.state
        }
        let change = found.kind == .removal ? try removal(of: found, writing) : nil
        let isProved =
            switch found.kind {
            case .removal: change != nil
            case .recovery: true
            case .referral: found.answer != nil
            case .discipline: found.people > 0
            }
        if found.kind == .removal, life.state == .open, change == nil { throw Refusal.conflict(MeasureProblems.noChange) }
        _ = try step(&life, "reason") {
            try $0.end(isProved: isProved, isExplained: reason != nil); return .init()
        }
        return try book.keep(found, life, .end, .init(reason: reason), change.map { ["register_change": $0] } ?? [:]).life.state
    }

    /// The change that took the household off the register since the measure began to be possible: since the clue's verdict.
    private func removal(of measure: Measure, _ writing: Writing) throws -> Int64? {
        guard let household = measure.household else { return nil }
        let since = try writing.transaction.row(
            "SELECT MAX(v.at_ms) AS at FROM clue_verdicts v WHERE v.clue = \(measure.clue) AND v.verdict = 'confirmed'")?.optionalMoment("at")
        return try HouseholdChangesSince.find(household, since: since ?? measure.began, in: writing.reading).last { $0.after == "removed" }?.id
    }
}

/// Opens a measure again that was ended or given up.
package struct ReopenMeasure: MeasureAct {
    package static let name = "measure.reopen"
    package var measure: Int64
    package var reason: String
    package init(measure: Int64, reason: String) { (self.measure, self.reason) = (measure, reason) }

    package func perform(in writing: Writing) throws -> MeasureLife.State {
        let book = MeasureBook(writing)
        let found = try book.found(measure)
        let reason = try MeasureBook.reason(reason)
        var life = found.life
        _ = try step(&life, "reason") {
            try $0.reopen(isExplained: reason != nil); return .init()
        }
        let other = try writing.transaction.row(
            "SELECT id FROM measures WHERE clue = \(found.clue) AND kind = \(found.kind) AND ended_ms IS NULL")
        guard other == nil else { throw Refusal.conflict(MeasureProblems.openAlready) }
        return try book.keep(found, life, .reopen, .init(reason: reason)).life.state
    }
}
