import Actions
import Basics
import Storage

/// The clues of the house as of one entry of the log, village by village in the order of lists.
package struct LedgerSheet: Sendable {
    struct Village: Sendable {
        let code: Int64
        /// Ascending, each with its mark.
        fileprivate(set) var ids: [Int64]
        fileprivate(set) var marks: [ClueMark]
    }

    private(set) var names = LedgerNames()
    /// By code. What belongs to no village stands under its township's or county's own.
    private(set) var villages: [Village] = []
    /// How many entries the log had.
    private(set) var size: Int64

    /// Everything there is.
    init(size: Int64, _ reader: Reader) throws {
        self.size = size
        villages = try read("1 = 1", reader)
    }

    /// Reads some villages anew.
    mutating func renew(_ codes: [Int64], size: Int64, _ reader: Reader) throws {
        let fresh = try read("c.region IN \(list: codes)", reader)
        let old = Set(codes)
        villages.removeAll { old.contains($0.code) }
        villages.append(contentsOf: fresh)
        villages.sort { $0.code < $1.code }
        self.size = size
    }

    /// Nothing of it has changed since.
    mutating func stands(at size: Int64) { self.size = size }

    func villages(in scope: Scope) -> ArraySlice<Village> {
        villages[firstVillage(notBelow: scope.region.codes.lowerBound)..<firstVillage(notBelow: scope.region.codes.upperBound + 1)]
    }

    private func firstVillage(notBelow code: Int64) -> Int {
        var (low, high) = (0, villages.count)
        while low < high {
            let middle = (low + high) / 2
            if villages[middle].code < code { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func read(_ condition: SQL, _ reader: Reader) throws -> [Village] {
        var found: [Int64: Village] = [:]
        let states = ClueState.allCases.map(\.rawValue)
        let verdicts = Verdict.allCases.map(\.rawValue)
        try reader.forEachCells(
            "SELECT c.region, c.id, c.rule, c.due_on, c.state, c.held, c.verdict, c.outcome, c.explanation FROM clues c WHERE \(sql: condition)"
        ) { cells in
            guard let region = try cells.integer(0), let id = try cells.integer(1), let rule = try names.place(ofRule: cells.integer(2) ?? 0),
                let state = try Self.place(cells.bytes(4), states), let outcome = try cells.bytes(7).flatMap({ names.place(ofOutcome: $0) }),
                let explanation = try cells.bytes(8).map({ names.place(ofExplanation: $0) }) ?? 0
            else { throw StorageProblem.damaged("a clue stands in a state, or under a rule, that no clue can have") }
            let due = try cells.bytes(3).map { text in
                guard let day = CalendarDate(iso: String(decoding: text, as: UTF8.self)) else {
                    throw StorageProblem.damaged("the deadline of clue \(id) is no day")
                }
                return day.daysSinceEpoch
            }
            let mark = ClueMark(
                due: due ?? ClueMark.withoutDeadline, rule: rule, explanation: explanation, outcome: outcome, state: state,
                held: try Self.place(cells.bytes(5), states) ?? .max, verdict: (try Self.place(cells.bytes(6), verdicts)).map { $0 + 1 } ?? 0)
            found[region, default: Village(code: region, ids: [], marks: [])].add(id, mark)
        }
        return found.values.map { $0.inOrder }.sorted { $0.code < $1.code }
    }

    private static func place(_ name: UnsafeRawBufferPointer?, _ names: [String]) -> UInt8? {
        guard let name else { return nil }
        return names.firstIndex { $0.utf8.elementsEqual(name) }.map(UInt8.init)
    }
}

extension LedgerSheet.Village {
    fileprivate mutating func add(_ id: Int64, _ mark: ClueMark) {
        ids.append(id)
        marks.append(mark)
    }

    /// Databases give rows in the order they lie, which is mostly that of their numbers.
    fileprivate var inOrder: Self {
        guard zip(ids, ids.dropFirst()).contains(where: >) else { return self }
        let order = ids.indices.sorted { ids[$0] < ids[$1] }
        return Self(code: code, ids: order.map { ids[$0] }, marks: order.map { marks[$0] })
    }
}
