import Actions
import Basics
import Clues
import Storage
import WorkOrders

/// Begins what follows a confirmed clue: one kind of measure, with what it is about, why, and until when.
package struct BeginMeasure: Action {
    package static let name = "measure.begin"
    package static let permission = Permission.measureAct
    /// Working days a measure has when nothing else is said: those of putting right.
    static let limit = ClueLimits.rectify

    package var clue: Int64
    package var kind: MeasureKind
    /// Which benefit, which money, what conduct.
    package var what: String
    package var reason: String
    /// Working days.
    package var limit: Int?
    /// Of a recovery: what has to be paid back, in yuan.
    package var amount: String?
    /// Of a referral.
    package var authority: String?
    package var letter: String?
    /// Of discipline.
    package var way: DisciplineWay?
    package var post: String?
    package var people: Int?

    package init(
        clue: Int64, kind: MeasureKind, what: String, reason: String, limit: Int? = nil, amount: String? = nil, authority: String? = nil,
        letter: String? = nil, way: DisciplineWay? = nil, post: String? = nil, people: Int? = nil
    ) {
        (self.clue, self.kind, self.what, self.reason, self.limit, self.amount) = (clue, kind, what, reason, limit, amount)
        (self.authority, self.letter, self.way, self.post, self.people) = (authority, letter, way, post, people)
    }

    package func place(in reading: Reading) throws -> RegionCode? { try Clue.find(clue, in: reading.reader)?.region }
    package func version(in reading: Reading) throws -> Int64? { try Clue.find(clue, in: reading.reader)?.leaf }

    package func perform(in writing: Writing) throws -> Int64 {
        guard let clue = try Clue.find(clue, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard clue.verdict == .confirmed else { throw Refusal.conflict(MeasureProblems.notConfirmed) }
        let open = try writing.transaction.row("SELECT id FROM measures WHERE clue = \(clue.id) AND kind = \(kind) AND ended_ms IS NULL")
        guard open == nil else { throw Refusal.conflict(MeasureProblems.openAlready) }
        let limit = limit ?? Self.limit
        guard (1...250).contains(limit) else { throw Refusal.invalid("limit", MeasureProblems.limitWrong) }
        guard let reason = try MeasureBook.reason(reason) else { throw Refusal.invalid("reason", MeasureProblems.reasonMissing) }
        var life = MeasureLife(kind: kind)
        var change = MeasureLife.Change()
        if kind == .recovery {
            do { change = try life.set(due: MeasureBook.fen(amount ?? "", "amount"), isExplained: true) } catch let fault as MeasureLife.Fault {
                throw MeasureProblems.of(fault, "amount")
            }
        }
        let due = WorkingDays.shipped.day(limit, after: writing.today)
        let own = try columns()
        let fixed: [String: any Bindable] = [
            "clue": clue.id, "household": clue.household, "region": clue.region, "kind": kind, "state": life.state.rawValue,
            "what": try MeasureBook.text(what, "what"), "due_on": due, "due": life.due, "paid": life.paid, "began_ms": writing.now,
            "began_by": writing.actor.account,
        ]
        let id = try writing.insert(into: .measures, fixed.merging(own) { $1 })
        writing.subject = "measure/\(id)"
        try MeasureBook(writing).write(id, .begin, .init(reason: reason, change: change, after: due))
        writing.note("kind", kind.rawValue)
        return id
    }

    /// What only this kind has.
    private func columns() throws -> [String: any Bindable] {
        switch kind {
        case .removal, .recovery: return ["people": 0]
        case .referral:
            return [
                "people": 0, "authority": try MeasureBook.text(authority, "authority"), "letter": try MeasureBook.text(letter, "letter", most: 60),
            ]
        case .discipline:
            guard let people, (1...1_000).contains(people) else { throw Refusal.invalid("people", MeasureProblems.peopleWrong) }
            guard let way else { throw Refusal.invalid("way", MeasureProblems.textMissing) }
            return ["people": people, "way": way, "post": try MeasureBook.text(post, "post", most: 60)]
        }
    }
}
