import Actions
import Basics
import Storage
import WorkOrders

/// Gives clues out: one visit for all of a household's, to the officer of the place where there is one, with a deadline in working days. Up to 2,000
/// at once, and taken back within ten minutes (`UndoDispatch`).
package struct DispatchClues: Action {
    package static let name = "clue.dispatch"
    package static let permission = Permission.clueDispatch

    /// The clues chosen; those that no longer wait are passed over.
    package var clues: [Int64]
    /// Instead of them, everything that waits in the region looked at, of a rule or an outcome when one is named.
    package var all: Bool
    package var rule: String?
    package var outcome: String?
    /// Working days for the visit; 7 when not said.
    package var limit: Int?
    /// Who gets it; the officer of each place when not said.
    package var holder: Int64?
    package var officers: WorkOrdersParts.Officers = { _, _ in [] }
    private enum CodingKeys: String, CodingKey { case clues, all, rule, outcome, limit, holder }

    package init(
        clues: [Int64] = [], all: Bool = false, rule: String? = nil, outcome: String? = nil, limit: Int? = nil, holder: Int64? = nil,
        officers: @escaping WorkOrdersParts.Officers = { _, _ in [] }
    ) {
        (self.clues, self.all, self.rule, self.outcome) = (clues, all, rule, outcome)
        (self.limit, self.holder, self.officers) = (limit, holder, officers)
    }

    package struct Outcome: Codable, Sendable, Hashable {
        package var batch: Int64
        package var clues: Int64
        package var visits: Int64
        /// Clues that joined a visit given out before.
        package var joined: Int64
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Outcome {
        let limit = limit ?? ClueLimits.verify
        guard (1...60).contains(limit) else { throw Refusal.invalid("limit", ClueProblems.limitWrong) }
        let waiting = try waiting(writing)
        guard !waiting.isEmpty else { throw Refusal.invalid("clues", ClueProblems.nothingChosen) }
        guard waiting.count <= OrderBook.most else { throw Refusal.conflict(OrderProblems.tooMany) }
        let due = WorkingDays.shipped.day(limit, after: writing.today)
        let orders = OrderBook(writing)
        let bySubject = Dictionary(grouping: waiting, by: \.workSubject)
        let open = try orders.open(ClueWork.visit, of: bySubject.keys)
        let new = bySubject.filter { open[$0.key] == nil }.sorted { $0.key < $1.key }
        let holders = try holders(of: Set(new.flatMap { $0.value.map(\.region) }), writing)
        let (batch, ids) = try orders.dispatch(
            new.map { subject, clues in
                NewOrder(
                    kind: ClueWork.visit, subject: subject, region: clues[0].region, holder: holder ?? holders[clues[0].region],
                    items: Int64(clues.count), due: due)
            }, kind: ClueWork.visit)
        var orderOf = Dictionary(uniqueKeysWithValues: zip(new.map(\.key), ids))
        var joined: Int64 = 0
        for (subject, order) in open.sorted(by: { $0.value.id < $1.value.id }) {
            let count = bySubject[subject]?.count ?? 0
            try orders.add(Int64(count), to: order, due: due, reason: SteppedBy.text("joined", count))
            orderOf[subject] = order.id
            joined += Int64(count)
        }
        let book = ClueBook(writing)
        for clue in waiting {
            // One that joins an earlier visit has until that visit, when it is later than its own limit.
            let until = max(due, open[clue.workSubject]?.due ?? due)
            try book.step(clue, .dispatch, due: until, ["work_order": orderOf[clue.workSubject]])
        }
        writing.note("clues", Int64(waiting.count))
        return Outcome(batch: batch, clues: Int64(waiting.count), visits: Int64(ids.count), joined: joined)
    }

    /// What waits to be given out: within the region looked at, and no more than can be given out at once.
    private func waiting(_ writing: Writing) throws -> [Clue] {
        var conditions: [SQL] = ["\(within: writing.reading.scope, "c.region")", "c.state IN ('created', 'returned')"]
        if all {
            if let rule { conditions.append("c.rule IN (SELECT r.id FROM clue_rules r WHERE r.rule = \(rule))") }
            if let outcome { conditions.append("c.outcome = \(outcome)") }
        } else {
            conditions.append("c.id IN \(list: Set(clues).sorted().prefix(OrderBook.most + 1))")
        }
        return try writing.transaction.rows(
            "SELECT \(sql: Clue.columns) FROM clues c WHERE \(sql: SQL.all(conditions)) ORDER BY c.region, c.id LIMIT \(OrderBook.most)"
        ).map(Clue.init)
    }

    /// The officer of each place: the one with the lowest number, so that the same list gives the same answer.
    private func holders(of regions: Set<RegionCode>, _ writing: Writing) throws -> [RegionCode: Int64] {
        let officers = try officers(regions, writing.reading).sorted { $0.account < $1.account }
        if let holder {
            let above = Set(regions.flatMap { region in RegionCode.Level.allCases.compactMap { region.ancestor(at: $0) } })
            let own = try self.officers(above, writing.reading).filter { $0.account == holder }
            guard regions.allSatisfy({ region in own.contains { $0.region.contains(region) } }) else {
                throw Refusal.invalid("holder", OrderProblems.notAnOfficer)
            }
        }
        return Dictionary(officers.map { ($0.region, $0.account) }) { first, _ in first }
    }
}
