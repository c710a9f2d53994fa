import Testing

@testable import Supervision

/// What can happen to a measure, tried in any order: no amount is lost, nothing jumps.
@Suite struct MeasureLifeTests {
    private typealias Fault = MeasureLife.Fault

    @Test func moneyIsDueAndPaidOfARecoveryOnly() {
        for kind in MeasureKind.allCases where kind != .recovery {
            var life = MeasureLife(kind: kind)
            #expect(throws: Fault.jump) { try life.set(due: 100, isExplained: true) }
            #expect(throws: Fault.jump) { try life.pay(100, isExplained: true) }
            #expect(throws: Fault.jump) { try life.reverse(100, isExplained: true) }
        }
    }

    @Test(arguments: [0, -1, Int64.min, MeasureLife.most + 1, Int64.max]) func anAmountIsAboveNoughtAndNotEndless(_ fen: Int64) {
        var life = MeasureLife(kind: .recovery, due: 1_000)
        #expect(throws: Fault.amount) { try life.set(due: fen, isExplained: true) }
        #expect(throws: Fault.amount) { try life.pay(fen, isExplained: true) }
        #expect(throws: Fault.amount) { try life.reverse(fen, isExplained: true) }
        #expect(life == MeasureLife(kind: .recovery, due: 1_000))
    }

    @Test func moreThanIsDueIsPaidOnlyWithAReason() throws {
        var life = MeasureLife(kind: .recovery, due: 1_000)
        #expect(throws: Fault.beyond) { try life.pay(1_001, isExplained: false) }
        #expect(try life.pay(1_000, isExplained: false).paid == 1_000)
        #expect(throws: Fault.beyond) { try life.pay(1, isExplained: false) }
        #expect(try life.pay(1, isExplained: true).paid == 1)
        #expect(life.outstanding == 0 && life.excess == 1)
    }

    @Test func aRecoveryEndsWhenNothingIsOutstandingAndIsDroppedWithAReason() throws {
        var life = MeasureLife(kind: .recovery, due: 1_000, paid: 999)
        #expect(throws: Fault.unfinished) { try life.end(isProved: true, isExplained: true) }
        #expect(throws: Fault.reasonMissing) { try life.drop(isExplained: false) }
        _ = try life.pay(1, isExplained: false)
        #expect(throws: Fault.reasonMissing) { try life.end(isProved: true, isExplained: false) }
        try life.end(isProved: true, isExplained: true)
        #expect(life.state == .ended)
        #expect(throws: Fault.jump) { try life.pay(1, isExplained: true) }
        try life.reopen(isExplained: true)
        #expect(life.state == .open && life.paid == 1_000)
    }

    /// Two hundred lives of two hundred steps each by chance: what the steps say they changed is what changed.
    @Test func theSumsOfTheChangesAreTheAmountsWhateverHappens() {
        var chance = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var life = MeasureLife(kind: .recovery)
            var (due, paid): (Int64, Int64) = (0, 0)
            var payments: [Int64] = []
            for _ in 0..<200 {
                let before = life
                let isExplained = Bool.random(using: &chance)
                let amount = Int64.random(in: -10...5_000, using: &chance)
                do {
                    switch Int.random(in: 0..<6, using: &chance) {
                    case 0: due += try life.set(due: amount, isExplained: isExplained).due
                    case 1, 2:
                        let change = try life.pay(amount, isExplained: isExplained)
                        paid += change.paid
                        payments.append(change.paid)
                        #expect(isExplained || life.paid <= life.due, "more than is due without a reason")
                    case 3:
                        guard let payment = payments.last else { continue }
                        paid += try life.reverse(payment, isExplained: isExplained).paid
                        payments.removeLast()
                    case 4: try life.end(isProved: true, isExplained: isExplained)
                    default: if life.state == .open { try life.drop(isExplained: isExplained) } else { try life.reopen(isExplained: isExplained) }
                    }
                } catch {
                    #expect(life == before, "a refused step changed something: \(error)")
                }
                #expect(life.due == due && life.paid == paid && life.paid == payments.reduce(0, +))
                #expect(life.outstanding >= 0 && life.outstanding - life.excess == life.due - life.paid)
                #expect(life.state != .ended || life.outstanding == 0)
            }
        }
    }
}
