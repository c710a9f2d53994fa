/// The life of one measure as a pure value: its standing and its money. There is no other way from one to the next, and no amount is lost on it.
package struct MeasureLife: Sendable, Hashable {
    package enum State: String, Sendable, Codable, CaseIterable { case open, ended, dropped }

    package let kind: MeasureKind
    package private(set) var state: State
    /// Fen that have to be paid back, and those that were.
    package private(set) var due: Int64
    package private(set) var paid: Int64

    /// The largest amount that an entry may name: ten billion yuan. What is larger is a slip of the hand.
    package static let most: Int64 = 1_000_000_000_000

    package init(kind: MeasureKind, state: State = .open, due: Int64 = 0, paid: Int64 = 0) {
        (self.kind, self.state, self.due, self.paid) = (kind, state, due, paid)
    }

    /// What is still to be paid; nothing when more was paid than was due.
    package var outstanding: Int64 { max(0, due - paid) }
    /// What was paid beyond what was due.
    package var excess: Int64 { max(0, paid - due) }

    /// Why a step is refused.
    package enum Fault: Error, Sendable, Hashable {
        /// The standing or the kind does not allow it.
        case jump
        /// Not above nought, or beyond `most`.
        case amount
        /// It would bring more than is due, or less due than is paid, and nobody said why.
        case beyond
        /// The money is not all there, the authority has not answered.
        case unfinished
        case reasonMissing
    }

    /// What a step changes: amounts in fen, always with their sign.
    package struct Change: Sendable, Hashable {
        package var due: Int64 = 0
        package var paid: Int64 = 0
    }

    /// The amount due is `amount` from now on.
    package mutating func set(due amount: Int64, isExplained: Bool) throws(Fault) -> Change {
        guard kind == .recovery, state == .open else { throw .jump }
        guard (1...Self.most).contains(amount) else { throw .amount }
        guard amount != due else { throw .amount }
        guard isExplained else { throw .reasonMissing }
        let change = Change(due: amount - due)
        due = amount
        return change
    }

    package mutating func pay(_ amount: Int64, isExplained: Bool) throws(Fault) -> Change {
        guard kind == .recovery, state == .open else { throw .jump }
        guard (1...Self.most).contains(amount) else { throw .amount }
        // Below 10¹² each, some thousands of entries: far from the end of 64 bits, and checked all the same.
        let (sum, overflow) = paid.addingReportingOverflow(amount)
        guard !overflow, sum <= Self.most else { throw .amount }
        guard sum <= due || isExplained else { throw .beyond }
        paid = sum
        return Change(paid: amount)
    }

    /// Takes back one payment, which was as large.
    package mutating func reverse(_ amount: Int64, isExplained: Bool) throws(Fault) -> Change {
        guard kind == .recovery, state == .open else { throw .jump }
        guard amount > 0, amount <= paid else { throw .amount }
        guard isExplained else { throw .reasonMissing }
        paid -= amount
        return Change(paid: -amount)
    }

    /// Ends it as carried out. `isProved`: the register's change is named, the authority has answered, the people are counted.
    package mutating func end(isProved: Bool, isExplained: Bool) throws(Fault) {
        guard state == .open else { throw .jump }
        guard isExplained else { throw .reasonMissing }
        guard kind == .recovery ? due > 0 && outstanding == 0 : isProved else { throw .unfinished }
        state = .ended
    }

    package mutating func drop(isExplained: Bool) throws(Fault) {
        guard state == .open else { throw .jump }
        guard isExplained else { throw .reasonMissing }
        state = .dropped
    }

    package mutating func reopen(isExplained: Bool) throws(Fault) {
        guard state != .open else { throw .jump }
        guard isExplained else { throw .reasonMissing }
        state = .open
    }
}
